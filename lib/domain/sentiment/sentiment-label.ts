export type SentimentLabel = "positive" | "neutral" | "negative";

/** VADER's own thresholds. */
export function sentimentLabel(compound: number): SentimentLabel {
  if (compound >= 0.05) return "positive";
  return compound <= -0.05 ? "negative" : "neutral";
}
