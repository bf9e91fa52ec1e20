import type { ConversationEffect } from "@/lib/domain/conversation/effects";
import type { ConversationEvent } from "@/lib/domain/conversation/events";
import type { HistoryEntry, LookupFinding } from "@/lib/domain/conversation/state";
import type { Clock } from "../ports/clock";
import type { Knowledge, KnowledgeQuestion } from "../ports/knowledge";

type LookUp = Extract<ConversationEffect, { kind: "look_up" }>;

const TURNS_BEFORE = 4;
/** A tool's search has a waiting line of its own; longer than this it has failed. */
const SEARCH_LIMIT_MS = 5_000;

/** The looks of one call into its business's knowledge: one at a time for what the caller says, and those the model asks for. */
export class Lookups {
  private current: AbortController | null = null;
  private readonly over = new AbortController();

  constructor(
    private readonly knowledge: Knowledge,
    private readonly clock: Clock,
    private readonly dispatch: (event: ConversationEvent) => void,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** The one before is of no use any more. */
  start({ lookupId, said, before }: LookUp): void {
    this.current?.abort();
    const own = new AbortController();
    this.current = own;
    void this.look({ said, before, origin: "turn" }, own.signal).then((finding) => {
      if (!own.signal.aborted) this.dispatch({ kind: "knowledge.found", lookupId, finding });
    });
  }

  /** What the model wants to know; never rejects. */
  search(question: string, history: readonly HistoryEntry[]): Promise<LookupFinding> {
    const before = history
      .filter(({ text }) => text.trim() !== "")
      .slice(-TURNS_BEFORE)
      .map(({ role, text }) => ({ speaker: role === "caller" ? ("caller" as const) : ("agent" as const), text }));
    const limit = new AbortController();
    const timer = this.clock.setTimer(SEARCH_LIMIT_MS, () => limit.abort());
    const signal = AbortSignal.any([this.over.signal, limit.signal]);
    return this.look({ said: question, before, origin: "tool" }, signal).finally(() => this.clock.clearTimer(timer));
  }

  stop(): void {
    this.current?.abort();
    this.over.abort();
  }

  private async look(question: KnowledgeQuestion, signal: AbortSignal): Promise<LookupFinding> {
    const startedAt = this.clock.now();
    const took = () => Math.round((this.clock.now() - startedAt) * 10) / 10;
    try {
      const { query, intent, passages } = await this.knowledge.look(question, signal);
      return { query, intent, passages, tookMs: took(), problem: null };
    } catch (error) {
      if (!signal.aborted) this.onError(error);
      const problem = signal.aborted ? "It took too long" : "The knowledge could not be looked into";
      return { query: question.said, intent: "question", passages: [], tookMs: took(), problem };
    }
  }
}
