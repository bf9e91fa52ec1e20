import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Spooled } from "../recording/testing/spooled";
import { simulateCall, type CallScript, type SimulatedCall } from "../testing/simulate-call";

const NOTICE = { kind: "recording" as const, text: "This call is recorded.", textSha256: "hash" };

let spooled: Spooled;
beforeEach(() => {
  spooled = new Spooled();
});
afterEach(() => spooled.remove());

const recordedCall = (script: CallScript = {}) =>
  simulateCall({
    recorder: spooled.recorder(),
    ...script,
    settings: { notices: [NOTICE], ...script.settings },
  }).connect();

async function over(call: SimulatedCall): Promise<void> {
  call.line.hangUp("the caller hung up", "call_ended");
  call.until("call.ended");
  await spooled.open().storeAll();
}

describe("what is kept of a call as sound", () => {
  test("begins when the notice was heard to its end, both sides apart, in their places", async () => {
    const call = recordedCall();
    call.until("notice.given");
    expect(call.factsOf("recording.started")).toEqual([]);
    const started = call.until("recording.started");
    expect(started.atMs).toBe(call.factsOf("answer.ended")[0]!.endMs);
    call.until("answer.ended", 2);
    call.pass(400);
    const saidAt = call.nowMs;
    call.say("Do you have a table for two");
    const turn = call.until("segment.final");
    call.until("answer.ended", 3);
    call.pass(500);
    await over(call);
    expect(call.factsOf("recording.stopped")).toMatchObject([{ reason: "ended", cutFromMs: null }]);
    expect(spooled.stored[0]!.note).toMatchObject({ callId: "call-1", startMs: Math.round(started.atMs), epoch: 0 });
    expect(spooled.isSilent("caller", started.atMs, saidAt - 20)).toBe(true);
    expect(spooled.isSilent("caller", saidAt + 40, saidAt + 200)).toBe(false);
    expect(spooled.isSilent("agent", turn.startMs + 100, turn.endMs - 100)).toBe(true);
    const answer = call.factsOf("answer.ended")[2]!;
    expect(spooled.isSilent("agent", answer.startMs, answer.endMs)).toBe(false);
  });

  test("is nothing where no notice is said", async () => {
    const call = recordedCall({ settings: { notices: [] } });
    call.until("answer.ended");
    await over(call);
    expect(call.factsOf("recording.started")).toEqual([]);
    expect(spooled.stored).toEqual([]);
  });

  test("is nothing when the caller refuses, also of what came before", async () => {
    const call = recordedCall();
    call.until("answer.ended", 2);
    call.say("I have a question about my order");
    call.until("answer.ended", 3);
    call.say("Wait, I don't want to be recorded");
    const stopped = call.until("recording.stopped");
    expect(stopped).toMatchObject({ reason: "refused", cutFromMs: 0 });
    call.until("answer.ended", 4);
    expect(call.heardTexts().at(-1)).toBe("All right. This call is not being recorded.");
    await over(call);
    expect(spooled.stored).toMatchObject([{ note: { durationMs: 0, cutFromMs: 0 } }]);
    expect(spooled.stored[0]!.sealed.length).toBe(0);
  });

  test("is nothing for a caller who refuses while the notice is said", async () => {
    const call = recordedCall();
    call.until("notice.given");
    call.pass(300);
    call.say("Do not record me");
    call.until("recording.stopped");
    call.until("answer.ended", 3);
    await over(call);
    expect(spooled.stored.every(({ sealed }) => sealed.length === 0)).toBe(true);
  });

  test("ends where the caller began to ask for it to stop, and the call goes on", async () => {
    const call = recordedCall();
    call.until("answer.ended", 2);
    call.say("I have a question about my order");
    call.until("answer.ended", 3);
    call.pass(2000);
    call.say("Please stop recording now");
    const stopped = call.until("recording.stopped");
    const words = call.factsOf("segment.final").at(-1)!;
    expect(stopped).toMatchObject({ reason: "asked", cutFromMs: Math.round(words.startMs) });
    call.until("answer.ended", 4);
    call.say("So what about my order");
    call.until("answer.ended", 5);
    await over(call);
    const { note } = spooled.stored[0]!;
    expect(note).toMatchObject({ cutFromMs: stopped.cutFromMs, durationMs: Math.round(words.startMs) - note.startMs });
    expect(spooled.lane("caller").length).toBe(note.durationMs * 8);
    expect(spooled.isSilent("caller", note.startMs, words.startMs)).toBe(false);
  });

  test("ends where a supervisor stops it, with their name; once, and the call goes on", async () => {
    const dana = { userId: "dana", name: "Dana Whitfield" };
    const call = recordedCall();
    call.until("recording.started");
    call.pass(3000);
    expect(call.session.steer(dana, { action: "stop_recording" })).toEqual({ result: "done" });
    const stopped = call.until("recording.stopped");
    expect(stopped).toMatchObject({ reason: "by_supervisor", cutFromMs: null });
    expect(call.factsOf("supervisor.acted")).toMatchObject([{ action: "stop_recording", name: "Dana Whitfield" }]);
    expect(call.session.steer(dana, { action: "stop_recording" })).toMatchObject({
      result: "refused",
      code: "not_now",
    });
    call.say("So what about my order");
    call.until("answer.ended", 3);
    await over(call);
    const { note } = spooled.stored[0]!;
    expect(note.startMs + note.durationMs!).toBeLessThanOrEqual(stopped.atMs + 20);
    expect(note.durationMs).toBeGreaterThan(2000);
  });

  test("that was never begun can't be stopped, and the supervisor is told", () => {
    const call = simulateCall({}).connect();
    const dana = { userId: "dana", name: "Dana Whitfield" };
    expect(call.session.steer(dana, { action: "stop_recording" })).toMatchObject({ code: "not_possible" });
    expect(call.factsOf("supervisor.acted")).toEqual([]);
  });

  test("stops when the model understands it in other words", async () => {
    const call = recordedCall();
    call.until("answer.ended", 2);
    call.model.script(
      { text: "Of course.", toolCalls: [{ name: "stop_recording", input: { refused: false } }] },
      "Done.",
    );
    call.say("Please forget all of what we say");
    expect(call.until("recording.stopped")).toMatchObject({ reason: "asked" });
    expect(call.until("tool.finished")).toMatchObject({ ok: true });
  });

  test("goes on in another worker without a notice, unless it was stopped", async () => {
    const history = [{ role: "caller" as const, turnId: "c1", text: "Hello" }];
    const call = simulateCall({
      recorder: spooled.recorder("part-2", 1),
      epoch: 1,
      history,
      elapsedMs: 60_000,
      recording: "resuming",
    }).connect(true);
    expect(call.until("recording.started").atMs).toBeGreaterThanOrEqual(0);
    const stopped = simulateCall({
      recorder: spooled.recorder("part-3", 1),
      epoch: 1,
      history,
      recording: "over",
    }).connect(true);
    stopped.pass(3000);
    expect(stopped.factsOf("recording.started")).toEqual([]);
  });

  test("handed on, it is a part that ends here, and the other goes on", async () => {
    const call = recordedCall();
    call.until("recording.started");
    call.pass(1500);
    expect(call.session.handOver().recording).toBe("resuming");
    await spooled.open().storeAll();
    expect(spooled.stored[0]!.note).toMatchObject({ cutFromMs: null });
    expect(call.factsOf("recording.stopped")).toEqual([]);
  });

  test("that the disk does not take ends there, is said, and the call goes on", () => {
    const full = {
      start: (_atMs: number, onFailed: (error: unknown) => void) => (onFailed(new Error("ENOSPC")), null),
    };
    const call = recordedCall({ recorder: full });
    expect(call.until("recording.stopped")).toMatchObject({ reason: "failed" });
    call.until("answer.ended", 2);
    call.say("Are you open today");
    call.until("answer.ended", 3);
    expect(call.errors).toHaveLength(1);
  });
});
