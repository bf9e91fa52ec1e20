import { expect, it } from "vitest";
import type { CallEventBody } from "@/lib/contracts/live/events";
import { replayCall } from "@/lib/domain/live-call/apply-event";
import { moodPointsOf, standingOut } from "./mood-points";

const callOf = (bodies: readonly CallEventBody[]) =>
  replayCall(bodies.map((body, at) => ({ callId: "c", seq: at + 1, at: "2026-06-10T17:00:00.000Z", body })));
const said = (turnId: string, text: string, startMs: number): CallEventBody => ({
  type: "segment.final",
  segmentId: `0.${turnId}.${startMs}`,
  turnId,
  speaker: "caller",
  text,
  startMs,
  endMs: startMs + 500,
  confidence: 0.9,
  source: "speech",
});

it("stands where the turn begins, with all its words", () => {
  const call = callOf([
    said("t1", "I have waited", 1_000),
    said("t1", "for an hour", 2_000),
    { type: "sentiment.scored", turnId: "t1", compound: -0.6 },
    said("t2", "Thank you", 9_000),
    { type: "sentiment.scored", turnId: "t2", compound: 0.4 },
    { type: "sentiment.scored", turnId: "gone", compound: 0.1 },
  ]);
  expect(moodPointsOf(call)).toEqual([
    { turnId: "t1", atMs: 1_000, compound: -0.6, text: "I have waited for an hour" },
    { turnId: "t2", atMs: 9_000, compound: 0.4, text: "Thank you" },
  ]);
});

it("is the model's where no lexicon knows the language", () => {
  const call = callOf([said("t1", "Dzień dobry", 1_000)]);
  expect(moodPointsOf(call)).toEqual([]);
  expect(moodPointsOf(call, [{ turnId: "t1", compound: 0.3 }])).toEqual([
    { turnId: "t1", atMs: 1_000, compound: 0.3, text: "Dzień dobry" },
  ]);
});

it("keeps what stands out of a long list, in its order", () => {
  const all = Array.from({ length: 1_000 }, (_, n) => (n === 437 ? -0.9 : Math.sin(n) / 10));
  const kept = standingOut(all, 50, Math.abs);
  expect(kept).toHaveLength(50);
  expect(kept).toContain(-0.9);
  expect(kept.map((one) => all.indexOf(one))).toEqual(kept.map((one) => all.indexOf(one)).toSorted((a, b) => a - b));
  expect(standingOut([1, 2], 50, Math.abs)).toEqual([1, 2]);
});
