import type { KnowledgePassage } from "@/lib/contracts/knowledge-passages";
import type { Clock } from "../ports/clock";
import type { Knowledge, KnowledgeFinding, KnowledgeQuestion } from "../ports/knowledge";

/** A passage as a test needs it. */
export const passage = (text: string, change: Partial<KnowledgePassage> = {}): KnowledgePassage => ({
  chunkId: text,
  documentId: "document-1",
  sourceId: "source-1",
  version: 1,
  kind: "file",
  title: "Price list",
  heading: "",
  url: null,
  text,
  score: 0.9,
  ...change,
});

/** Answers every look with the same passages, after `tookMs`. */
export interface FakeKnowledge extends Knowledge {
  readonly asked: readonly KnowledgeQuestion[];
  passages: readonly KnowledgePassage[];
  tookMs: number;
  problem: Error | null;
}

export function createFakeKnowledge(clock: Clock): FakeKnowledge {
  const asked: KnowledgeQuestion[] = [];
  return {
    asked,
    passages: [],
    tookMs: 100,
    problem: null,
    look(question) {
      asked.push(question);
      const finding: KnowledgeFinding = { query: question.said, intent: "question", passages: this.passages };
      return new Promise((resolve, reject) => {
        clock.setTimer(this.tookMs, () => (this.problem ? reject(this.problem) : resolve(finding)));
      });
    },
  };
}
