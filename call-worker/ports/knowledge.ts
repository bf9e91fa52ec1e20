/** What a conversation needs of the knowledge of its business. No storage's or vendor's word in this file. */
import type { KnowledgeIntent, KnowledgePassage } from "@/lib/contracts/knowledge-passages";

export type KnowledgeQuestion = {
  /** What the caller says, perhaps not to its end yet. */
  said: string;
  /** The last turns before it, oldest first. */
  before: readonly { speaker: "caller" | "agent"; text: string }[];
  /** `turn`: for the answer in the making, where small talk needs none; `tool`: the model asked, and is answered in any case. */
  origin: "turn" | "tool";
};

export type KnowledgeFinding = {
  /** What was looked for, with what "it" and "that" meant put in. */
  query: string;
  intent: KnowledgeIntent;
  /** Best first; none: nothing fits well enough, or nothing was asked. */
  passages: readonly KnowledgePassage[];
};

export interface Knowledge {
  /** Of the call's business alone. Rejects when it cannot be looked up, or with the signal's reason. */
  look(question: KnowledgeQuestion, signal: AbortSignal): Promise<KnowledgeFinding>;
}
