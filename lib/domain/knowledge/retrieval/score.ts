/** What is known of a passage and a question when it is judged. */
export type Evidence = {
  /** Of their vectors; null: there is none. */
  cosine: number | null;
  /** Share of what the question's words are worth that is in the passage, its heading or its title, 0–1: rare words are worth more. */
  coverage: number;
  /** Share of the question's words in the title and the heading. */
  titled: number;
  /** Whether it has what an answer to such a question has: a price, an hour. Null: nothing of the kind was asked. */
  hasMeant: boolean | null;
};

/** Cosines of one model: below `low` texts have nothing to do with each other, from `high` on they say the same. */
export type CosineRange = { low: number; high: number };

export type Weights = {
  bias: number;
  cosine: number;
  coverage: number;
  titled: number;
  meant: number;
};

/** Learned by bench/knowledge on the third of the labelled questions that is not reported; see docs/decisions. */
export const WEIGHTS: Weights = { bias: -3.69, cosine: 5.85, coverage: 5.19, titled: 1.52, meant: 0.31 };

/** What the weights are multiplied with. */
export function factorsOf(evidence: Evidence, range: CosineRange): Weights {
  const cosine =
    evidence.cosine === null ? evidence.coverage : clamp((evidence.cosine - range.low) / (range.high - range.low));
  return {
    bias: 1,
    cosine,
    coverage: evidence.coverage,
    titled: evidence.titled,
    meant: evidence.hasMeant === null ? 0.5 : evidence.hasMeant ? 1 : 0,
  };
}

/** How likely it is that the passage answers the question, 0–1. */
export function scoreOf(evidence: Evidence, range: CosineRange, weights: Weights = WEIGHTS): number {
  const factors = factorsOf(evidence, range);
  let sum = 0;
  for (const name of Object.keys(weights) as (keyof Weights)[]) sum += weights[name] * factors[name];
  return 1 / (1 + Math.exp(-sum));
}

const clamp = (value: number): number => Math.min(1, Math.max(0, value));

/** Of models we know; of others, what lies between. */
const RANGES: Record<string, CosineRange> = {
  "amazon.titan-embed-text-v2:0": { low: 0.05, high: 0.6 },
};

export function cosineRangeOf(embeddedBy: string): CosineRange {
  return RANGES[embeddedBy.split("/")[0] ?? ""] ?? { low: 0.1, high: 0.7 };
}
