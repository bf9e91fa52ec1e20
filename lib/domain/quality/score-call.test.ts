import { describe, expect, it } from "vitest";
import { agreementOf, weightedKappa } from "./agreement";
import { isDrawn, reviewOf } from "./sampling";
import { claimsScore, moodScore, rulesScore, scoreOf } from "./score-call";

const weights = { sentiment: 1, compliance: 1, accuracy: 2, professionalism: 0 };
const one = (component: keyof typeof weights, score: number | null, more = {}) => ({
  component,
  score,
  weight: 1,
  autoFail: false,
  ...more,
});

describe("a call's score", () => {
  it("weighs criteria within their component, and components by the business", () => {
    const score = scoreOf(
      [
        one("sentiment", 1),
        one("compliance", 0.5),
        one("accuracy", 1, { weight: 3 }),
        one("accuracy", 0),
        one("professionalism", 0),
      ],
      weights,
    );
    expect(score).toEqual({
      overall: 0.75,
      components: { sentiment: 1, compliance: 0.5, accuracy: 0.75, professionalism: 0 },
      failedBy: 0,
    });
  });
  it("leaves out what could not be judged, and is none when nothing could", () => {
    expect(scoreOf([one("sentiment", 0.5), one("accuracy", null)], weights).overall).toBe(0.5);
    expect(scoreOf([one("accuracy", null)], weights).overall).toBeNull();
  });
  it("is 0 when a criterion that fails the call is at 0", () => {
    expect(scoreOf([one("sentiment", 1), one("accuracy", 0, { autoFail: true })], weights)).toMatchObject({
      overall: 0,
      failedBy: 1,
    });
  });
  it("takes mood, breaches and claims as their guides say", () => {
    expect(moodScore([])).toBeNull();
    expect(moodScore([0])).toBe(0.5);
    expect(moodScore([-1, -1, -1, -1])).toBe(0);
    expect(moodScore([-1, 1, 1, 1])).toBe(0.875);
    expect(rulesScore(["critical", "major", "minor"])).toBe(0.15);
    expect(claimsScore([])).toBeNull();
    expect(claimsScore(["supported", "unsupported", "supported", "contradicted"])).toBe(0.25);
  });
});

describe("agreement between us and people", () => {
  const pairs = (...given: [number, number][]) => given.map(([ours, theirs]) => ({ ours, theirs }));
  it("is 1 when all are the same, 0 when it is chance, below 0 when it is worse", () => {
    expect(weightedKappa(pairs([0, 0], [0.5, 0.5], [1, 1]))).toBe(1);
    expect(weightedKappa(pairs([0, 0], [0, 1], [1, 0], [1, 1]))).toBe(0);
    expect(weightedKappa(pairs([0, 1], [1, 0]))).toBe(-1);
  });
  it("is the published figure for the published table", () => {
    // By hand: 1 - (1² + 2²) / (expected of these margins, 50 / 5).
    expect(weightedKappa(pairs([0, 0], [0.25, 0.5], [0.5, 0.5], [1, 0.5], [1, 1]))).toBeCloseTo(
      1 - 5 / (sumOfSquares() / 5),
      3,
    );
    function sumOfSquares() {
      const [ours, theirs] = [
        [0, 1, 2, 4, 4],
        [0, 2, 2, 2, 4],
      ];
      return ours.reduce((sum, a) => sum + theirs.reduce((inner, b) => inner + (a - b) ** 2, 0), 0);
    }
  });
  it("says how many, how far off, and when it is low", () => {
    expect(agreementOf([])).toEqual({ n: 0, kappa: null, bias: null, isLow: false });
    expect(agreementOf(pairs([1, 0.5], [0.5, 0.5]))).toMatchObject({ n: 2, bias: 0.25, isLow: false });
    expect(agreementOf(pairs([1, 0], [0, 1], [1, 0], [0, 1], [1, 0]))).toMatchObject({ n: 5, isLow: true });
    // All the same on both sides, and far apart: no kappa, yet no agreement.
    expect(agreementOf(Array.from({ length: 6 }, () => ({ ours: 1, theirs: 0 })))).toMatchObject({ isLow: true });
  });
});

describe("who is asked to look at a call", () => {
  const sampling = { lowScores: true, findings: true, share: 0 };
  const call = { callId: "019a9e10-7c11-7b52-8e0f-51f3a1c2b008", score: 0.9, findings: 0, worst: null } as const;
  it("depends on score and findings, the worst first", () => {
    expect(reviewOf(call, sampling, 0.6)).toBeNull();
    expect(reviewOf({ ...call, score: 0.2 }, sampling, 0.6)).toEqual({ reasons: ["low_score"], urgency: 21 });
    expect(reviewOf({ ...call, findings: 1, worst: "critical" }, sampling, 0.6)).toEqual({
      reasons: ["finding"],
      urgency: 51,
    });
    expect(reviewOf({ ...call, score: 0.2 }, { ...sampling, lowScores: false }, 0.6)).toBeNull();
  });
  it("is drawn by chance from the rest, always the same for a call", () => {
    expect(reviewOf(call, { ...sampling, share: 1 }, 0.6)).toEqual({ reasons: ["sample"], urgency: 0 });
    expect(isDrawn(call.callId, 0)).toBe(false);
    const drawn = Array.from(
      { length: 1_000 },
      (_, n) => `019a9e10-7c11-7b52-8e0f-51f3${(n * 4_294_967).toString(16).padStart(8, "0")}`,
    );
    expect(drawn.filter((id) => isDrawn(id, 0.1)).length).toBeGreaterThan(60);
    expect(drawn.filter((id) => isDrawn(id, 0.1)).length).toBeLessThan(140);
  });
});
