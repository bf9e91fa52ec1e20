import { NO_ATTENTION } from "@/lib/contracts/live/attention";
import { AGENT_FLOOR } from "@/lib/contracts/live/steering";
import { expect, test } from "vitest";
import type { CallSummary } from "@/lib/contracts/live/call-summary";
import { withCalls } from "./active-calls";

const call = (id: string, startedAt: string, change: Partial<CallSummary> = {}): CallSummary => ({
  id,
  status: "in_progress",
  direction: "inbound",
  from: "+14155550134",
  to: "+14155550100",
  businessId: "b",
  businessName: "Bright Dental",
  timeZone: "UTC",
  agentId: "a",
  agentName: "Front desk",
  agentVersion: 1,
  channel: "phone",
  kind: "regular",
  startedAt,
  answeredAt: startedAt,
  endedAt: null,
  durationMs: null,
  disposition: null,
  endReason: null,
  turns: 0,
  interruptions: 0,
  medianVoiceToVoiceMs: null,
  lastLine: null,
  floor: AGENT_FLOOR,
  attention: NO_ATTENTION,
  ...change,
});
const first = call("1", "2026-01-01T10:00:00.000Z");
const second = call("2", "2026-01-01T10:01:00.000Z");
const ids = (calls: readonly CallSummary[]) => calls.map(({ id }) => id);

test("the newest call stands first, however late its news comes", () => {
  expect(ids(withCalls([], [first, second]))).toEqual(["2", "1"]);
  expect(ids(withCalls(withCalls([], [second]), [first]))).toEqual(["2", "1"]);
});

test("news of a call replaces what was known, and does not move it", () => {
  const calls = withCalls([], [second, first]);
  const after = withCalls(calls, [
    { ...first, lastLine: "Hel" },
    { ...first, lastLine: "Hello" },
  ]);
  expect(ids(after)).toEqual(["2", "1"]);
  expect(after[1]?.lastLine).toBe("Hello");
  expect(after[0]).toBe(calls[0]);
});

test("an ended call leaves, and one that was never there changes nothing", () => {
  const calls = [first];
  expect(withCalls(calls, [{ ...first, status: "completed", endedAt: second.startedAt }])).toEqual([]);
  expect(withCalls(calls, [{ ...second, status: "failed", endedAt: second.startedAt }])).toBe(calls);
});

test("a caller who is back after the end is there again, in their place", () => {
  const ended = { ...second, status: "completed" as const, endedAt: second.startedAt };
  expect(ids(withCalls(withCalls([], [first, second]), [ended, second]))).toEqual(["2", "1"]);
});
