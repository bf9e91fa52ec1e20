import { DEFAULT_THRESHOLD } from "@/lib/contracts/knowledge-passages";
import { nextHop } from "@/lib/domain/knowledge/retrieval/next-hop";
import type { SoughtPart } from "@/lib/domain/knowledge/retrieval/rewrite";
import type { PartFound } from "./search-part";

/** Of a second look-up. */
const MOST_ADDED = 2;
/** Below it, the first look-up found nothing that could lead anywhere. */
const LEADS_FROM = 0.4;

/**
 * A second look-up for each question whose first one named what the rest of it is about; what it finds is added to `found`, behind the passage that led
 * there, and fits no better than that one. By words alone: it costs no further vector, and so no time worth mentioning.
 */
export async function hopOn(
  parts: readonly SoughtPart[],
  found: readonly PartFound[],
  search: (part: SoughtPart) => Promise<PartFound>,
): Promise<void> {
  await Promise.all(
    found.map(async (first, place) => {
      const best = first.judged[0];
      if (!best || best.score < LEADS_FROM) return;
      const next = nextHop(parts[place]!, first.terms, best.has, `${best.heading} . ${best.text}`);
      if (!next) return;
      const { judged } = await search(next);
      const known = new Set(first.judged.slice(0, MOST_ADDED + 1).map(({ id }) => id));
      const added = judged
        .filter(({ id, score }) => score >= DEFAULT_THRESHOLD && !known.has(id))
        .slice(0, MOST_ADDED)
        .map((one) => ({ ...one, score: Math.min(one.score, best.score) }));
      const ids = new Set(added.map(({ id }) => id));
      first.judged.splice(
        0,
        first.judged.length,
        best,
        ...added,
        ...first.judged.slice(1).filter(({ id }) => !ids.has(id)),
      );
    }),
  );
}
