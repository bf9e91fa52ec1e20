import type { EscalationCause } from "@/lib/contracts/escalations";
import type { Steerer, TransferTarget } from "@/lib/contracts/live/steering";

/** Somebody is looked for who takes the call. */
export type PersonSearch = {
  /** UUIDv7, made by whoever searches: the escalation's id. */
  escalationId: string;
  cause: EscalationCause;
  /** In words, as people read it. */
  reason: string;
  mode: "cold" | "warm";
  target: TransferTarget;
  /** Who asked for it by hand; null: a rule or the agent did. */
  by: Steerer | null;
};

/** How a search goes on. `accepted`, `nobody` and `failed` end it. */
export type SearchProgress =
  | { kind: "ringing" | "declined" | "no_answer"; name: string }
  /** They come by their browser: their sound is connected a moment later, under this user. */
  | { kind: "accepted"; via: "browser"; humanAgentId: string; userId: string; name: string }
  /** They wait on their telephone, in this conference of the carrier's. */
  | { kind: "accepted"; via: "phone"; humanAgentId: string; name: string; conference: string }
  | { kind: "nobody" }
  | { kind: "failed"; message: string };

export type AskedColleagues = { questionId: string; question: string; options: readonly string[]; withinMs: number };

/** The people of the business, as one call needs them. Nothing here throws; what goes wrong is told to the listener. */
export interface People {
  /** Looks for a person. `withdraw` ends it without a word; nobody is told of what comes later. */
  find(search: PersonSearch, onProgress: (progress: SearchProgress) => void): { withdraw(): void };
  /** Puts a question on colleagues' screens; answered once, with null when the time is up. */
  ask(
    question: AskedColleagues,
    onAnswer: (answer: { text: string; name: string } | null) => void,
  ): { withdraw(): void };
  /** Caller and person hear each other, or no longer do. */
  connected(escalationId: string): void;
  released(escalationId: string): void;
  /** The call is over, or the search is of no use any more: what is open is settled by how it ended. */
  ended(): void;
}
