import { expect, test } from "vitest";
import type { CallEventBody } from "@/lib/contracts/live/events";
import { tellCall } from "@/lib/domain/attention/testing/tell-call";
import { CallLine } from "./summary-of-call";

const at = (second: number) => `2026-03-02T15:00:${String(second).padStart(2, "0")}.000Z`;
const line = () => new CallLine(tellCall("c", 60, []));
let seq = 0;
const eventOf = (second: number, body: CallEventBody) => ({ callId: "c", seq: (seq += 1), at: at(second), body });
const said = (second: number, text: string) =>
  eventOf(second, {
    type: "segment.final",
    segmentId: "s",
    turnId: "t",
    speaker: "caller",
    text,
    startMs: 0,
    endMs: 1,
    confidence: 1,
    source: "speech",
  });
const speech = { turnId: "t", text: "well", startMs: 0 };

test("a call's line in the lists says who has the floor and what asks for a look", () => {
  const call = line();
  expect(call.apply(said(1, "I want a real person"))).toBe(true);
  expect(call.apply(eventOf(2, { type: "sentiment.scored", turnId: "t", compound: -0.3 }))).toBe(true);
  expect(
    call.apply(eventOf(3, { type: "supervisor.acted", action: "pause", userId: "u", name: "Dana", text: "" })),
  ).toBe(true);
  expect(call.current).toMatchObject({
    turns: 1,
    floor: { holder: "paused", by: { name: "Dana" } },
    attention: { askedForPersonAt: at(1), sentiment: [-0.3], floorSince: at(3) },
  });
  expect(call.apply(eventOf(4, { type: "notice.given", kind: "recording", textSha256: "" }))).toBe(false);
});

test("while the caller speaks it is not quiet; when nothing came of it, it is quiet from then on", () => {
  const call = line();
  call.apply(said(1, "Hello"));
  expect(call.current.attention.quietSince).toBe(at(1));
  expect(call.hear({ caller: speech, agent: null }, at(5))).toBe(true);
  expect(call.current.attention.quietSince).toBeNull();
  expect(call.hear({ caller: speech, agent: null }, at(6))).toBe(false);
  expect(call.hear({ caller: null, agent: null }, at(7))).toBe(true);
  expect(call.current.attention.quietSince).toBe(at(7));
  call.hear({ caller: speech, agent: null }, at(8));
  call.apply(said(9, "I am here"));
  expect(call.hear({ caller: null, agent: null }, at(9))).toBe(false);
  expect(call.current.attention.quietSince).toBe(at(9));
});
