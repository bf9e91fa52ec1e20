import { KnowledgeDocumentKind, type KnowledgePassage } from "@/lib/contracts/knowledge-passages";
import { compress, tokensOf } from "@/lib/domain/knowledge/retrieval/compress";
import type { Sought } from "@/lib/domain/knowledge/retrieval/rewrite";
import { speakable } from "@/lib/domain/knowledge/retrieval/speakable";
import type { Ranked } from "./rank";

/** Of all passages a question gets: enough for five of a hundred words, which a model reads in no time. */
const TOKEN_BUDGET = 900;

/** As an agent is given them: cut to what the question needs, and put so that it can be said. What one does not use, the next ones may. */
export function toPassages(given: readonly Ranked[], sought: Sought, budget = TOKEN_BUDGET): KnowledgePassage[] {
  let left = budget;
  const wanted = sought.parts.map(({ query, meant }) => `${query} ${meant.join(" ")}`);
  return given.map((row, at) => {
    const share = Math.max(40, Math.floor(left / (given.length - at)));
    const text = speakable(compress(row.text, wanted, share));
    left -= tokensOf(text);
    return {
      chunkId: row.id,
      documentId: row.document_id,
      sourceId: row.source_id,
      version: row.version,
      kind: KnowledgeDocumentKind.parse(row.kind),
      title: row.title,
      heading: row.heading,
      url: row.url,
      text,
      score: Math.round(row.score * 1000) / 1000,
    };
  });
}
