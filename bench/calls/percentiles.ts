export type Percentiles = { p50: number; p95: number; p99: number; max: number; count: number };

/** Nearest-rank percentiles, rounded to hundredths; zeros when there are no samples. */
export function percentiles(samples: readonly number[]): Percentiles {
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (share: number) => hundredths(sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0);
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1), count: sorted.length };
}

export const hundredths = (value: number): number => Math.round(value * 100) / 100;
