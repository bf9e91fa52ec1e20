import { expect, test } from "vitest";
import { simulateCall } from "../testing/simulate-call";
import type { CallListener } from "./call-brief";

/** A call in which somebody listens, and what they hear. */
function listenedCall() {
  const call = simulateCall();
  const heard = { caller: [] as Uint8Array[], agent: [] as Uint8Array[], overs: [] as string[] };
  const frame = (mulaw: Uint8Array | null) => mulaw?.slice() ?? new Uint8Array(160).fill(0xff);
  const listener: CallListener = {
    by: { userId: "u1", name: "Dana" },
    sink: (caller, agent) => {
      heard.caller.push(frame(caller));
      heard.agent.push(frame(agent));
    },
    onOver: (how) => heard.overs.push(how),
  };
  const loud = (side: "caller" | "agent") => Buffer.concat(heard[side]).filter((byte) => byte !== 0xff);
  return { call, heard, listener, loud };
}
const acts = (call: ReturnType<typeof simulateCall>) =>
  call.factsOf("supervisor.acted").map(({ action, name }) => `${name} ${action}`);

test("a listener hears to the byte what the caller hears, through an interruption too", () => {
  const { call, listener, loud } = listenedCall();
  call.connect();
  call.session.listen(listener);
  call.until("answer.ended");
  call.model.script("It is a long answer that goes on and on, so that somebody can break in.");
  call.say("What do you say?");
  call.until("answer.written", 2);
  call.pass(900);
  call.say("Stop, wait a moment please.");
  call.until("answer.ended", 2);
  call.pass(3_000);
  expect(call.factsOf("barge_in.committed")).toHaveLength(1);
  const truth = Buffer.from(call.line.heardAudio()).filter((byte) => byte !== 0xff);
  expect(truth.length).toBeGreaterThan(8_000);
  expect(Buffer.compare(loud("agent"), truth)).toBe(0);
  expect(loud("caller").length).toBeGreaterThan(8_000);
  expect(call.errors).toEqual([]);
});

test("listening is a fact of the call, from its beginning to its end, and each listener's own", () => {
  const { call, listener } = listenedCall();
  call.connect().pass(500);
  const other: CallListener = { by: { userId: "u2", name: "Marcus" }, sink: () => {}, onOver: () => {} };
  const stop = call.session.listen(listener);
  const stopOther = call.session.listen(other);
  stop();
  stop();
  stopOther();
  expect(acts(call)).toEqual(["Dana listen", "Marcus listen", "Dana stop_listening", "Marcus stop_listening"]);
});

test("when the call is over, or goes on elsewhere, listeners are told once and nothing is written any more", () => {
  for (const end of ["end", "hand over"] as const) {
    const { call, heard, listener } = listenedCall();
    call.connect().pass(500);
    const stop = call.session.listen(listener);
    call.pass(200);
    if (end === "end") call.session.kill("stopped");
    else call.session.handOver();
    const frames = heard.caller.length;
    stop();
    call.pass(1_000);
    expect(heard.overs).toEqual([end === "end" ? "ended" : "moved"]);
    expect(heard.caller).toHaveLength(frames);
    expect(acts(call)).toEqual(["Dana listen"]);
    call.session.listen(listener);
    expect(heard.overs).toHaveLength(2);
  }
});
