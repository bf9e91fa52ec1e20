import { v7 as uuidv7 } from "uuid";
import type { CallEventBody } from "@/lib/contracts/live/events";
import type { ConversationEffect } from "@/lib/domain/conversation/effects";
import type { ConversationEvent } from "@/lib/domain/conversation/events";
import { AskColleagueInput } from "@/lib/domain/tools/tool-specs";
import type { Clock } from "../ports/clock";
import type { People } from "../ports/people";
import { invalidInput, type ToolOutcome } from "./run-tool";

type FindPerson = Extract<ConversationEffect, { kind: "find_person" }>;

/** Should nobody say that the time is up. */
const OVERDUE_MS = 1000;

const UNANSWERED =
  "Nobody answered in time. Say so honestly, promise that somebody calls back, and take the caller's name, number and question with take_message.";

export type PeopleLinkOptions = {
  people: People;
  clock: Clock;
  askMs: number;
  dispatch: (event: ConversationEvent) => void;
  record: (body: CallEventBody) => void;
};

/** The people of the business, for one call: searches and questions under way, and what comes of them. */
export class PeopleLink {
  private search: { withdraw(): void } | null = null;
  /** Counts searches; what an older one brings is stale. */
  private searches = 0;
  /** What stops waiting for an answer. */
  private readonly questions = new Set<() => void>();
  private closed = false;

  constructor(private readonly options: PeopleLinkOptions) {}

  nameSearch(): void {
    this.options.dispatch({ kind: "search.named", escalationId: uuidv7() });
  }

  find({ search }: FindPerson): void {
    const number = (this.searches += 1);
    const { escalationId, cause, reason, mode, target, by } = search;
    const found = this.options.people.find({ escalationId, cause, reason, mode, target, by }, (progress) => {
      if (number === this.searches && !this.closed)
        this.options.dispatch({ kind: "search.moved", escalationId, progress });
    });
    if (number === this.searches) this.search = found;
  }

  withdraw(): void {
    this.searches += 1;
    this.search?.withdraw();
    this.search = null;
  }

  connected(escalationId: string): void {
    this.options.people.connected(escalationId);
  }

  released(escalationId: string): void {
    this.options.people.released(escalationId);
  }

  /** The agent's question to a colleague: what the model is told of it. */
  ask(input: Record<string, unknown>): ToolOutcome | Promise<ToolOutcome> {
    const parsed = AskColleagueInput.safeParse(input);
    if (!parsed.success) return invalidInput(parsed.error.issues);
    const { question, options } = parsed.data;
    const { people, clock, askMs, record } = this.options;
    const questionId = uuidv7();
    record({ type: "colleague.asked", questionId, question, options });
    return new Promise((resolve) => {
      let asked: { withdraw(): void } | null = null;
      const timer = clock.setTimer(askMs + OVERDUE_MS, () => {
        asked?.withdraw();
        answered(null);
      });
      const stop = () => clock.clearTimer(timer);
      const answered = (answer: { text: string; name: string } | null): void => {
        if (!this.questions.delete(stop)) return;
        stop();
        record({ type: "colleague.answered", questionId, answer: answer?.text ?? null, name: answer?.name ?? null });
        const output = answer
          ? { answered: true, answer: answer.text, by: answer.name, note: "Tell the caller." }
          : { answered: false, note: UNANSWERED };
        resolve({ output, failed: false });
      };
      this.questions.add(stop);
      asked = people.ask({ questionId, question, options, withinMs: askMs }, answered);
    });
  }

  /** The call is over or somebody else's: whoever holds it tells the people so; here nothing is waited for any more. */
  close(): void {
    this.closed = true;
    for (const stop of this.questions) stop();
    this.questions.clear();
  }
}
