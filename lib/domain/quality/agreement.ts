import type { Agreement } from "@/lib/contracts/qa";

/** Scores are told apart in steps of a quarter: 0, 0.25, 0.5, 0.75, 1. */
const STEPS = 5;
/** With fewer, chance speaks. */
const ENOUGH = 5;
/** Landis and Koch (1977): below this agreement is no better than fair. */
const LOW = 0.4;
const FAR_OFF = 0.25;

/**
 * How well two judges agree on the same things: Cohen's kappa with quadratic weights (1968), in which being two steps apart is four times as bad as one. Null with
 * fewer than two scores, or where both gave the same one throughout, which says nothing of how they would differ.
 */
export function weightedKappa(pairs: readonly { ours: number; theirs: number }[]): number | null {
  if (pairs.length < 2) return null;
  const seen = pairs.map(({ ours, theirs }) => ({ ours: stepOf(ours), theirs: stepOf(theirs) }));
  let observed = 0;
  let expected = 0;
  for (const { ours, theirs } of seen) observed += (ours - theirs) ** 2;
  for (const { ours } of seen) for (const { theirs } of seen) expected += (ours - theirs) ** 2;
  if (expected === 0) return null;
  return rounded(1 - observed / (expected / seen.length));
}

/** Of the scores that both we and a person gave. */
export function agreementOf(pairs: readonly { ours: number; theirs: number }[]): Agreement {
  const n = pairs.length;
  if (n === 0) return { n, kappa: null, bias: null, isLow: false };
  const kappa = weightedKappa(pairs);
  const bias = rounded(pairs.reduce((sum, { ours, theirs }) => sum + ours - theirs, 0) / n);
  const apart = pairs.reduce((sum, { ours, theirs }) => sum + Math.abs(ours - theirs), 0) / n;
  const isLow = n >= ENOUGH && (kappa === null ? apart > FAR_OFF : kappa < LOW);
  return { n, kappa, bias, isLow };
}

const stepOf = (score: number): number => Math.round(score * (STEPS - 1));
const rounded = (value: number): number => Math.round(value * 1_000) / 1_000;
