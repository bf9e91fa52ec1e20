/** How far down a list a place still counts: the constant of reciprocal rank fusion as published (Cormack, Clarke, Büttcher 2009). */
const RANK_CONSTANT = 60;

export type Fused = { id: string; fused: number; vectorRank: number | null; wordsRank: number | null };

/** Reciprocal rank fusion of two lists of ids, best first in each. Ranks count from 1. Ties keep the order of the first list. */
export function fuseRanks(byVector: readonly string[], byWords: readonly string[]): Fused[] {
  const found = new Map<string, Fused>();
  const entryOf = (id: string): Fused => {
    const known = found.get(id) ?? { id, fused: 0, vectorRank: null, wordsRank: null };
    found.set(id, known);
    return known;
  };
  byVector.forEach((id, at) => {
    const entry = entryOf(id);
    entry.vectorRank = at + 1;
    entry.fused += 1 / (RANK_CONSTANT + at + 1);
  });
  byWords.forEach((id, at) => {
    const entry = entryOf(id);
    entry.wordsRank = at + 1;
    entry.fused += 1 / (RANK_CONSTANT + at + 1);
  });
  return [...found.values()].sort((a, b) => b.fused - a.fused);
}
