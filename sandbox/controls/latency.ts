import type { Vendor } from "../stand-in";
import type { SeededRandom } from "./random";

/** How long one operation takes. `fixed` is always p50Ms; `lognormal` has its median and its 95th percentile. */
export type Distribution =
  | { readonly kind: "fixed"; readonly p50Ms: number }
  | { readonly kind: "lognormal"; readonly p50Ms: number; readonly p95Ms: number };

/** Distributions by vendor and by what is delayed. "first-token" stands for every "first-token:…"; "*" for everything else. */
export type Distributions = { readonly [V in Vendor]?: Readonly<Record<string, Distribution>> };

export type LatencyProfileName = "zero" | "published";

// The standard normal quantile of 0.95: the distance from a lognormal's median to its 95th percentile, in sigmas.
const Z95 = 1.6448536269514722;

/**
 * `published` holds the vendors' own and independently measured figures: Flux end of turn 260 ms, Claude's first audible
 * token per model (p50/p95), Aura's first audio 313 ms. Where no figure is published the value is named as a guess.
 */
export const latencyProfiles: Readonly<Record<LatencyProfileName, Distributions>> = {
  zero: {},
  published: {
    deepgram: {
      "flux-end-of-turn": { kind: "fixed", p50Ms: 260 },
      "speak-first-audio": { kind: "fixed", p50Ms: 313 },
    },
    bedrock: {
      "first-token:haiku": { kind: "lognormal", p50Ms: 637, p95Ms: 1615 },
      "first-token:sonnet": { kind: "lognormal", p50Ms: 850, p95Ms: 4126 },
      // A guess: no independent figure is published for Opus on Bedrock; it is not faster than Sonnet.
      "first-token:opus": { kind: "lognormal", p50Ms: 1300, p95Ms: 5200 },
      // A guess of about 60 words a second.
      "between-tokens": { kind: "fixed", p50Ms: 16 },
      // Guesses: AWS publishes no figures for embeddings of short texts and for reranking some fifty passages.
      invoke: { kind: "lognormal", p50Ms: 70, p95Ms: 180 },
      rerank: { kind: "lognormal", p50Ms: 190, p95Ms: 420 },
    },
  },
};

/** Finds the distribution for `what`: its exact name, then the name before the first colon, then "*". */
export function findDistribution(distributions: Distributions, vendor: Vendor, what: string): Distribution | undefined {
  const table = distributions[vendor];
  if (!table) return undefined;
  const exact = table[what];
  if (exact) return exact;
  const colon = what.indexOf(":");
  return (colon > 0 ? table[what.slice(0, colon)] : undefined) ?? table["*"];
}

/** Draws one delay in milliseconds, never negative. */
export function drawLatencyMs(distribution: Distribution, random: SeededRandom): number {
  if (distribution.kind === "fixed") return distribution.p50Ms;
  if (distribution.p50Ms <= 0) return 0;
  const sigma = Math.log(distribution.p95Ms / distribution.p50Ms) / Z95;
  return distribution.p50Ms * Math.exp(sigma * random.nextNormal());
}
