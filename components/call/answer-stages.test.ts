import { expect, test } from "vitest";
import type { TurnMetrics } from "@/lib/contracts/live/events";
import { newLiveCall } from "@/lib/domain/live-call/apply-event";
import { percentile, stagesOf, timingsOf } from "./answer-stages";
import { splitAt, splitHeard } from "./heard-text";

const metrics: TurnMetrics = {
  voiceToVoiceMs: 880,
  endOfTurnDelayMs: 262,
  llmTtftMs: 402,
  ttsTtfbMs: 251,
  toolMs: null,
  addedDelayMs: 6,
  speculation: "none",
};

test("an answer's stages come in the order in which they happened, without those that did not", () => {
  expect(stagesOf(metrics).map(({ label, ms }) => `${label} ${ms}`)).toEqual([
    "end of turn 262",
    "first token 402",
    "first audio 251",
    "our part 6",
  ]);
  expect(stagesOf({ ...metrics, knowledgeMs: 40 })[1]).toEqual({ key: "knowledge", label: "knowledge", ms: 40 });
  expect(stagesOf({ ...metrics, toolMs: 84 })[1]).toEqual({ key: "tool", label: "tools", ms: 84 });
});

test("a greeting, which nobody waited for, is in no latency figure", () => {
  const outcome = { heardText: "Hello", heardFraction: 1, interrupted: false, startMs: 0, endMs: 900, metrics };
  const answer = { kind: "answer", text: "Hello", purpose: "answer", model: null } as const;
  const call = {
    ...newLiveCall,
    items: [
      { ...answer, key: "a", turnId: "t0", outcome: { ...outcome, metrics: { ...metrics, voiceToVoiceMs: null } } },
      { ...answer, key: "b", turnId: "t1", outcome },
      { ...answer, key: "c", turnId: "t2", outcome: null },
    ],
  };
  expect(timingsOf(call).map(({ turnId, number, tool }) => ({ turnId, number, tool }))).toEqual([
    { turnId: "t1", number: 1, tool: 0 },
  ]);
});

test("percentiles are values that occurred", () => {
  expect(percentile([900, 700, 800], 0.5)).toBe(800);
  expect(percentile([700, 800, 900, 1000], 0.95)).toBe(1000);
  expect(percentile([], 0.5)).toBeNull();
});

test("what the caller did not hear is told apart from what they did", () => {
  expect(splitHeard("Two hundred dollars. The offer ended.", "Two hundred dollars. ")).toEqual({
    heard: "Two hundred dollars.",
    unheard: "The offer ended.",
  });
  expect(splitHeard("It's  open until five today", "It's open until")).toEqual({
    heard: "It's open until",
    unheard: "five today",
  });
  expect(splitHeard("All of it.", "All of it.").unheard).toBe("");
});

test("the playout's position never cuts a character in two", () => {
  expect(splitAt("ok 👍 good", 4)).toEqual({ heard: "ok ", unheard: "👍 good" });
  expect(splitAt("short", 99)).toEqual({ heard: "short", unheard: "" });
});
