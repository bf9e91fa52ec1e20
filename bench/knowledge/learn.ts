import { cosineRangeOf, factorsOf, scoreOf, type Weights } from "@/lib/domain/knowledge/retrieval/score";
import type { Ranking } from "./quality";

const NAMES = ["bias", "cosine", "coverage", "titled", "meant"] as const satisfies (keyof Weights)[];
const STEPS = 4000;
const RATE = 0.3;
/** Keeps weights small where the questions do not say otherwise. */
const DECAY = 0.002;
const THRESHOLD = 0.7;
/** An unanswerable question that is given something counts as much as so many answerable ones that are given nothing. */
const WRONG_COSTS = 1.2;

/**
 * Learns the weights of the score from judged passages: logistic regression in which each question counts alike, weights but the bias at least 0, and the
 * bias moved to where the threshold separates best. Always the same for the same rankings.
 */
export function learnWeights(rankings: readonly Ranking[], embeddedBy: string): Weights {
  const range = cosineRangeOf(embeddedBy);
  const samples = rankings.flatMap(({ question, ids, ranked }) => {
    const right = ids.filter((id) => question.answers.includes(id)).length;
    return ranked.map(({ evidence }, at) => {
      const isRight = question.answers.includes(ids[at]!);
      const factors = NAMES.map((name) => factorsOf(evidence, range)[name]);
      return { factors, label: isRight ? 1 : 0, weight: 1 / (isRight ? right : ids.length - right) };
    });
  });
  const all = samples.reduce((sum, { weight }) => sum + weight, 0);
  const weights: number[] = NAMES.map(() => 0);
  for (let step = 0; step < STEPS; step++) {
    const slope: number[] = NAMES.map(() => 0);
    for (const { factors, label, weight } of samples) {
      const sum = factors.reduce((total, factor, at) => total + factor * weights[at]!, 0);
      const error = (1 / (1 + Math.exp(-sum)) - label) * weight;
      factors.forEach((factor, at) => (slope[at]! += error * factor));
    }
    for (let at = 0; at < weights.length; at++) {
      weights[at]! -= RATE * ((slope[at]! / all) * 10 + (at === 0 ? 0 : DECAY * weights[at]!));
      if (at > 0) weights[at] = Math.max(0, weights[at]!);
    }
  }
  const learned = Object.fromEntries(NAMES.map((name, at) => [name, rounded(weights[at]!)])) as Weights;
  return { ...learned, bias: bestBias(rankings, learned, embeddedBy) };
}

const rounded = (value: number): number => Math.round(value * 100) / 100;

function bestBias(rankings: readonly Ranking[], weights: Weights, embeddedBy: string): number {
  const range = cosineRangeOf(embeddedBy);
  const worthOf = (bias: number): number => {
    const tried = { ...weights, bias };
    let [answered, wrong, answerable, unanswerable] = [0, 0, 0, 0];
    for (const { question, ids, ranked } of rankings) {
      const given = ids.filter((_, at) => scoreOf(ranked[at]!.evidence, range, tried) >= THRESHOLD);
      if (question.answers.length === 0) {
        unanswerable++;
        if (given.length > 0) wrong++;
      } else {
        answerable++;
        if (given.some((id) => question.answers.includes(id))) answered++;
      }
    }
    return answered / answerable - WRONG_COSTS * (wrong / unanswerable);
  };
  const tries = Array.from({ length: 201 }, (_, at) => rounded(weights.bias - 5 + at * 0.05));
  const worths = tries.map(worthOf);
  const best = Math.max(...worths);
  // In the middle of all that are as good.
  const good = tries.filter((_, at) => worths[at] === best);
  return good[Math.floor(good.length / 2)]!;
}
