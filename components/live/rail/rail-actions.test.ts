import { expect, test } from "vitest";
import type { CallFloor } from "@/lib/contracts/live/steering";
import { RAIL_KEYS, type RailAction, railItems, type RailSight } from "./rail-actions";

const ME = "me";
const agent: CallFloor = { holder: "agent", by: null };
const held = (userId: string, name: string): CallFloor => ({ holder: "person", by: { userId, name } });
const sight = (more: Partial<RailSight> = {}): RailSight => ({
  phase: "connected",
  floor: agent,
  userId: ME,
  mayControl: true,
  mayListen: true,
  isListening: false,
  isConnecting: false,
  recording: null,
  ...more,
});
const possible = (more: Partial<RailSight>) =>
  railItems(sight(more))
    .filter(({ reason }) => reason === null)
    .map(({ action }) => action);
const reasonOf = (action: RailAction, more: Partial<RailSight>) =>
  railItems(sight(more)).find((item) => item.action === action)?.reason;

test("while the agent speaks everything can be done", () => {
  expect(possible({})).toEqual(["listen", "whisper", "say", "pause", "take_over", "transfer", "instructions", "end"]);
});

test("a recording can be stopped while there is one, whoever speaks, and once", () => {
  expect(possible({ recording: "on" })).toContain("stop_recording");
  expect(possible({ recording: "on", floor: held("other", "Marcus Chen") })).toContain("stop_recording");
  expect(reasonOf("stop_recording", { recording: "stopped" })).toContain("was stopped");
  expect(railItems(sight()).map(({ action }) => action)).not.toContain("stop_recording");
});

test("a paused agent is let go on in the place of pausing it", () => {
  const actions = railItems(sight({ floor: { holder: "paused", by: { userId: "other", name: "Marcus" } } }));
  expect(actions.map(({ action }) => action)).toContain("resume");
  expect(actions.map(({ action }) => action)).not.toContain("pause");
  expect(actions.every(({ reason }) => reason === null)).toBe(true);
});

test("while somebody else speaks with the caller, what would disturb them says their name; listening and whispering stay", () => {
  const floor = held("other", "Marcus Chen");
  expect(possible({ floor })).toEqual(["listen", "whisper", "instructions"]);
  for (const action of ["say", "pause", "take_over", "transfer", "end"] as const)
    expect(reasonOf(action, { floor }), action).toBe("Marcus Chen is speaking with the caller.");
});

test("who has the call gives it back, hands it on or ends it, and does not have the agent talk in between", () => {
  const floor = held(ME, "Dana Whitfield");
  expect(possible({ floor })).toEqual(["whisper", "give_back", "transfer", "instructions", "end"]);
  expect(reasonOf("say", { floor })).toContain("Give the call back first");
});

test("a person without an account has the call as somebody else does", () => {
  expect(reasonOf("take_over", { floor: { holder: "person", by: { userId: null, name: "" } } })).toBe(
    "Somebody else is speaking with the caller.",
  );
});

test.each([
  ["ended", "The call has ended."],
  ["waiting", "Nobody has answered yet."],
] as const)("of a call that is %s nothing can be done, and each action says so", (phase, words) => {
  expect(railItems(sight({ phase })).map(({ reason }) => reason)).toEqual(Array(8).fill(words));
});

test("listening can be stopped whatever happens", () => {
  expect(reasonOf("listen", { isListening: true, phase: "ended" })).toBeNull();
});

test("what the role does not include is said at each action", () => {
  expect(possible({ mayControl: false })).toEqual(["listen"]);
  expect(possible({ mayListen: false })).not.toContain("listen");
});

test("each action has a letter of its own, in the list of keys too", () => {
  const shown = [
    ...railItems(sight()),
    ...railItems(sight({ floor: held(ME, "Dana") })).filter(({ action }) => action === "give_back"),
  ];
  for (const { action, key } of shown) expect(RAIL_KEYS).toContainEqual(expect.objectContaining({ action, key }));
  expect(new Set(RAIL_KEYS.map(({ key }) => key)).size).toBe(RAIL_KEYS.length);
  // The list of calls and the palette have these.
  for (const key of ["J", "K", "G", "?", "/"]) expect(RAIL_KEYS.map((entry) => entry.key)).not.toContain(key);
});
