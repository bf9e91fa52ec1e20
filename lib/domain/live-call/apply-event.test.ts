import { expect, test } from "vitest";
import type { CallEvent, CallEventBody } from "@/lib/contracts/live/events";
import type { SupervisorAction } from "@/lib/contracts/live/steering";
import { applyCallEvent, newLiveCall, replayCall } from "./apply-event";

const callId = "0190f0c4-0000-7000-8000-000000000001";
const DANA = "0190f0c4-0000-7000-8000-0000000000da";

/** The facts as stored, the first of them at 10:00:00, the others each a second later. */
const told = (...bodies: CallEventBody[]): CallEvent[] =>
  bodies.map((body, at) => ({ callId, seq: at + 1, at: `2026-03-02T10:00:${String(at).padStart(2, "0")}.000Z`, body }));
const line: CallEventBody = { type: "line.connected", streamSid: "MZ1", resumed: false };
const acted = (action: SupervisorAction, text = "", name = "Dana Whitfield"): CallEventBody => ({
  type: "supervisor.acted",
  action,
  userId: DANA,
  name,
  text,
});
const spoken = (speaker: "caller" | "human", text: string): CallEventBody => ({
  type: "segment.final",
  segmentId: `s-${text}`,
  turnId: `t-${text}`,
  speaker,
  text,
  startMs: 0,
  endMs: 1,
  confidence: null,
  source: "speech",
});

test.each([
  ["The voice gave no audio in time.", "The voice gave no audio in time. The caller heard an apology"],
  ["Deepgram speak: closed with 1011", "Deepgram speak: closed with 1011. The caller heard an apology"],
])("what failed and what came of it are two sentences: %s", (message, text) => {
  const call = applyCallEvent(newLiveCall, {
    callId,
    seq: 1,
    at: "2026-03-02T10:00:00.000Z",
    body: { type: "vendor.failed", part: "speaking", message, consequence: "The caller heard an apology" },
  });
  expect(call.items).toMatchObject([{ kind: "note", tone: "danger", text }]);
});

test("who of the team did what stands in the transcript at its time, with the words", () => {
  const { items } = replayCall(told(line, acted("whisper", "You may honour 199."), acted("pause")));
  expect(items).toMatchObject([
    { kind: "acted", action: "whisper", name: "Dana Whitfield", text: "You may honour 199.", atMs: 1_000 },
    { kind: "acted", action: "pause", name: "Dana Whitfield", text: "", atMs: 2_000 },
  ]);
});

test("a person's words carry the name of whoever took over last, those that come after the give-back too", () => {
  const { items } = replayCall(
    told(
      line,
      acted("take_over"),
      spoken("human", "Hello"),
      spoken("caller", "Hi"),
      acted("give_back", "15 % off"),
      spoken("human", "Bye"),
      acted("take_over", "", "Marcus Chen"),
      spoken("human", "Me again"),
    ),
  );
  const said = items.filter((item) => item.kind === "said").map(({ speaker, name, text }) => [speaker, name, text]);
  expect(said).toEqual([
    ["human", "Dana Whitfield", "Hello"],
    ["caller", null, "Hi"],
    ["human", "Dana Whitfield", "Bye"],
    ["human", "Marcus Chen", "Me again"],
  ]);
});

test("a person whom nobody announced has no name", () => {
  expect(replayCall(told(line, spoken("human", "Hello"))).items).toMatchObject([{ speaker: "human", name: null }]);
});

test.each([
  [["pause"], "paused"],
  [["pause", "resume"], "agent"],
  [["pause", "whisper"], "paused"],
  [["take_over"], "person"],
  [["take_over", "listen", "whisper"], "person"],
  [["take_over", "give_back"], "agent"],
  [["take_over", "connection_lost"], "agent"],
  [["listen", "override", "say"], "agent"],
] as const)("after %j the floor is the %s's", (actions, holder) => {
  const { floor } = replayCall(told(line, ...actions.map((action) => acted(action))));
  expect(floor).toEqual({ holder, by: holder === "agent" ? null : { userId: DANA, name: "Dana Whitfield" } });
});

test("with the call the floor ends", () => {
  const over: CallEventBody = { type: "call.ended", disposition: "caller_hung_up", reason: "", durationMs: 1 };
  expect(replayCall(told(line, acted("take_over"), over)).floor).toEqual({ holder: "agent", by: null });
});
