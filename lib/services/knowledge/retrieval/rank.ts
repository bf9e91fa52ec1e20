import { log } from "@/lib/log/log";
import type { Judged, PartFound } from "./search-part";

/** Orders passages by how well they answer. */
export type Reranker = {
  /** How relevant each text is, 0–1, in their order. */
  rerank(organizationId: string, query: string, texts: readonly string[], signal: AbortSignal): Promise<number[]>;
  /** After it, the order is what it was without. */
  limitMs: number;
};

export type Ranked = Judged & { relevance: number | null };

const RERANKED = 24;

/** Several questions' findings take turns, each best first, so that every question has its answer among the first. */
export function merge(found: readonly PartFound[]): Ranked[] {
  const merged = new Map<string, Ranked>();
  const longest = Math.max(...found.map(({ judged }) => judged.length));
  for (let place = 0; place < longest; place++) {
    for (const { judged } of found) {
      const next = judged[place];
      if (!next) continue;
      const known = merged.get(next.id);
      if (!known) merged.set(next.id, { ...next, relevance: null });
      else if (next.score > known.score) merged.set(next.id, { ...known, score: next.score });
    }
  }
  return withoutTwins([...merged.values()]);
}

/** The same text on several pages is given once. */
function withoutTwins(ranked: readonly Ranked[]): Ranked[] {
  const seen = new Set<string>();
  return ranked.filter(({ text }) => {
    const plain = text.replaceAll(/\s+/g, " ").trim().toLowerCase();
    return !seen.has(plain) && seen.add(plain);
  });
}

/** In the reranker's order where there is one and it answers in time. */
export async function rerankAll(
  reranker: Reranker | null,
  organizationId: string,
  query: string,
  ranked: Ranked[],
): Promise<{ ranked: Ranked[]; rerankMs: number | null }> {
  if (!reranker || ranked.length < 2) return { ranked, rerankMs: null };
  const startedAt = performance.now();
  const [first, rest] = [ranked.slice(0, RERANKED), ranked.slice(RERANKED)];
  try {
    const texts = first.map(({ title, heading, text }) => [title, heading, text].filter(Boolean).join("\n"));
    const relevances = await reranker.rerank(organizationId, query, texts, AbortSignal.timeout(reranker.limitMs));
    const again = first
      .map((one, at) => ({ ...one, relevance: relevances[at] ?? 0, score: (one.score + (relevances[at] ?? 0)) / 2 }))
      .sort((a, b) => b.relevance - a.relevance);
    return { ranked: [...again, ...rest], rerankMs: performance.now() - startedAt };
  } catch (error) {
    log.warn({ err: error, organizationId }, "knowledge was not reranked");
    return { ranked, rerankMs: null };
  }
}
