import type { QualityComponent, QualitySettings } from "@/lib/contracts/business-settings";
import type { FindingSeverity } from "@/lib/contracts/quality";

/** One criterion's score, a person's where one was given. Null: there was nothing to judge it by. */
export type ScoredCriterion = {
  component: QualityComponent;
  weight: number;
  autoFail: boolean;
  score: number | null;
};

export type Components = Record<QualityComponent, number | null>;

export type CallScore = { overall: number | null; components: Components; failedBy: number };

/**
 * The call's score of its criteria: within a component by the criteria's weights, then by the business's weights of components. What could not be judged does
 * not count. A 0 where one fails the call makes it 0. Null: nothing could be judged.
 */
export function scoreOf(criteria: readonly ScoredCriterion[], weights: QualitySettings["weights"]): CallScore {
  const component = (name: QualityComponent): number | null =>
    weightedMean(criteria.filter((one) => one.component === name).map(({ score, weight }) => ({ score, weight })));
  const components: Components = {
    sentiment: component("sentiment"),
    compliance: component("compliance"),
    accuracy: component("accuracy"),
    professionalism: component("professionalism"),
  };
  const failedBy = criteria.filter(({ autoFail, score }) => autoFail && score === 0).length;
  const mean = weightedMean(
    (Object.keys(components) as QualityComponent[]).map((name) => ({ score: components[name], weight: weights[name] })),
  );
  return { overall: failedBy > 0 ? 0 : mean, components, failedBy };
}

function weightedMean(parts: readonly { score: number | null; weight: number }[]): number | null {
  let sum = 0;
  let total = 0;
  for (const { score, weight } of parts) {
    if (score === null || weight === 0) continue;
    sum += score * weight;
    total += weight;
  }
  return total === 0 ? null : rounded(sum / total);
}

const LAST_TURNS = 3;

/** How the caller felt as 0 to 1, of the compounds of their turns in order: the mean of all and of the last three. Null: they said nothing that was scored. */
export function moodScore(compounds: readonly number[]): number | null {
  if (compounds.length === 0) return null;
  const last = mean(compounds.slice(-LAST_TURNS));
  return rounded(clamp(0.5 + (mean(compounds) + last) / 4));
}

const TAKES_AWAY: Record<FindingSeverity, number> = { critical: 0.5, major: 0.25, minor: 0.1 };

/** How well the rules were kept, by the breaches that nobody has dismissed. */
export const rulesScore = (breaches: readonly FindingSeverity[]): number =>
  rounded(clamp(1 - breaches.reduce((sum, severity) => sum + TAKES_AWAY[severity], 0)));

/** How much of what was stated was given; a contradiction counts twice. Null: nothing was stated. */
export function claimsScore(verdicts: readonly ("supported" | "contradicted" | "unsupported")[]): number | null {
  if (verdicts.length === 0) return null;
  const lost = verdicts.reduce(
    (sum, verdict) => sum + (verdict === "supported" ? 0 : verdict === "contradicted" ? 2 : 1),
    0,
  );
  return rounded(clamp(1 - lost / verdicts.length));
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
const clamp = (value: number): number => Math.min(1, Math.max(0, value));
const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;
