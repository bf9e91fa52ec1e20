import { describe, expect, test } from "vitest";
import type { CallEvent } from "@/lib/contracts/live/events";
import { historyFromEvents } from "./history";
import { Machine } from "./testing/machine";

describe("tools", () => {
  const asking = () => new Machine().connect().callerSays("Are you open and can you take a message?");

  test("run side by side; the model goes on when all have answered", () => {
    const call = asking().modelCalls(["t1", "get_opening_hours", {}], ["t2", "take_message", { message: "x" }]);
    expect(call.effectsOf("run_tool").map(({ name }) => name)).toEqual(["get_opening_hours", "take_message"]);
    call.send({ kind: "tool.finished", toolCallId: "t2", output: { ok: true }, failed: false });
    expect(call.effectsOf("think")).toHaveLength(1);
    call.send({ kind: "tool.finished", toolCallId: "t1", output: { open: true }, failed: false });
    expect(call.effectsOf("think")).toHaveLength(2);
    expect(call.lastThink?.messages.at(-1)?.content.map((part) => part.kind)).toEqual(["tool-result", "tool-result"]);
  });

  test("4 s: the caller is told to wait; 15 s: it is given up, honestly", () => {
    const call = asking().modelCalls(["t1", "get_opening_hours", {}]);
    call.pass(4000);
    expect(call.voiced).toContain("taking a little longer");
    call.hearAll().pass(11_000);
    expect(call.factsOf("tool.finished")).toMatchObject([{ ok: false, durationMs: 15_000 }]);
    expect(call.effectsOf("think")).toHaveLength(2);
    call.send({ kind: "tool.finished", toolCallId: "t1", output: { open: true }, failed: false });
    expect(call.factsOf("tool.finished")).toHaveLength(1);
  });

  test("a barge-in does not cancel a tool; its result is there for the next answer", () => {
    const call = asking().modelSays("Let me look.", false).modelCalls(["t1", "get_opening_hours", {}]).hearSome(4);
    call.callerStarts("wait").callerEnds("Wait, and on Sunday?");
    expect(call.effectsOf("abandon_tool")).toEqual([]);
    expect(call.effectsOf("think")).toHaveLength(1);
    call.send({ kind: "tool.finished", toolCallId: "t1", output: { open: false }, failed: false });
    expect(call.effectsOf("think")).toHaveLength(2);
    expect(JSON.stringify(call.lastThink?.messages)).toContain('"open":false');
  });

  test("at most 5 calls a turn and 3 identical ones a call", () => {
    const call = asking().modelCalls(
      ...Array.from(
        { length: 6 },
        (_, i) => [`t${i}`, "a", { i }] as [string, string, object & Record<string, unknown>],
      ),
    );
    expect(call.effectsOf("run_tool")).toHaveLength(5);
    expect(call.factsOf("tool.finished")).toMatchObject([{ ok: false, toolCallId: "t5" }]);
    const same = new Machine().connect();
    for (let i = 0; i < 4; i += 1) {
      same.callerSays(`Question ${i}`).modelCalls([`s${i}`, "a", {}]);
      if (i < 3) same.send({ kind: "tool.finished", toolCallId: `s${i}`, output: {}, failed: false });
      same.modelSays(`Answer ${i}`).hearAll();
    }
    expect(same.effectsOf("run_tool")).toHaveLength(3);
  });

  test("input that is no JSON is refused and the model told", () => {
    const call = asking().modelCalls(["t1", "take_message", null]);
    expect(call.effectsOf("run_tool")).toEqual([]);
    expect(call.factsOf("tool.finished")).toMatchObject([{ ok: false }]);
    expect(call.effectsOf("think")).toHaveLength(2);
  });
});

describe("the end of a call", () => {
  test("end_call hangs up only after the goodbye was heard", () => {
    const call = new Machine().connect().callerSays("That's all, bye.");
    call.modelSays("Goodbye then.", false).modelCalls(["t1", "end_call", { reason: "done" }]);
    expect(call.ended).toBeUndefined();
    call.hearAll();
    expect(call.ended).toMatchObject({ disposition: "agent_ended", reason: "done" });
    expect(call.effectsOf("think")).toHaveLength(1);
  });

  test("without a goodbye of the model's the engine says one", () => {
    const call = new Machine().connect().callerSays("Bye.").modelCalls(["t1", "end_call", {}]);
    expect(call.voiced).toContain("Thank you for calling. Goodbye.");
    expect(call.hearAll().ended?.disposition).toBe("agent_ended");
  });

  test("who speaks into the goodbye keeps the line", () => {
    const call = new Machine().connect().callerSays("Bye.").modelCalls(["t1", "end_call", {}]).hearSome(5);
    call.callerStarts("wait one more thing").callerEnds("Wait, one more thing.");
    expect(call.ended).toBeUndefined();
    expect(call.effectsOf("think")).toHaveLength(2);
  });

  test("silence: a prompt at 10 s, again, then a polite goodbye", () => {
    const call = new Machine().connect();
    call.pass(10_000);
    expect(call.factsOf("silence.prompted")).toEqual([{ type: "silence.prompted", count: 1 }]);
    call.hearAll().pass(10_000).hearAll();
    expect(call.factsOf("silence.prompted")).toHaveLength(2);
    call.pass(10_000).hearAll();
    expect(call.ended).toMatchObject({ disposition: "silence", durationMs: 30_000 });
  });

  test("speaking once starts the patience anew", () => {
    const call = new Machine().connect().pass(10_000).hearAll().callerSays("I'm here.").modelSays("Good.").hearAll();
    call.pass(20_000);
    expect(call.factsOf("silence.prompted").map(({ count }) => count)).toEqual([1, 1]);
  });

  test("the longest time ends a call whatever is going on", () => {
    const call = new Machine({ maxDurationMs: 5000 })
      .connect()
      .callerSays("Tell me everything.")
      .modelSays("A long", false);
    call.hearSome(2).pass(5000).hearAll();
    expect(call.ended?.disposition).toBe("max_duration");
  });

  test("who hangs up in mid-answer leaves a record of what was heard", () => {
    const call = new Machine().connect().callerSays("Where?").modelSays("In Oakland, on Broadway.").hearSome(4);
    call.send({ kind: "line.closed", reason: "stop", how: "call_ended" });
    expect(call.factsOf("answer.ended").at(-1)).toMatchObject({ interrupted: true, heardText: "In Oakland, " });
    expect(call.ended?.disposition).toBe("caller_hung_up");
  });

  test("killed: everything stops, nothing more is said", () => {
    const call = new Machine().connect().callerSays("Where?").modelSays("In Oakland.").hearSome(2);
    const spoken = call.voiced;
    call.send({ kind: "killed", reason: "stopped by an administrator" });
    expect(call.voiced).toBe(spoken);
    expect(call.ended?.disposition).toBe("killed");
  });

  test("the same answer over and over is stopped, as is a voice that repeats ours", () => {
    const call = new Machine().connect();
    for (let i = 0; i < 6 && !call.ended; i += 1) call.callerSays(`Question ${i}`).modelSays("Same answer.").hearAll();
    expect(call.ended?.disposition).toBe("loop_stopped");
    const parrot = new Machine().connect();
    for (let i = 0; i < 6 && !parrot.ended; i += 1) {
      parrot.callerSays(i === 0 ? "Hello" : `I am the agent and this is line number ${i - 1}`);
      parrot.modelSays(`I am the agent and this is line number ${i}`).hearAll();
    }
    expect(parrot.ended?.disposition).toBe("loop_stopped");
  });

  test("after the end nothing has any effect", () => {
    const call = new Machine().connect();
    call.send({ kind: "killed", reason: "x" });
    const count = call.effects.length;
    call.callerSays("Hello?").pass(60_000);
    expect(call.effects).toHaveLength(count);
    expect(call.factsOf("call.ended")).toHaveLength(1);
  });
});

describe("a lost line", () => {
  test("comes back: the caller is told and the open question answered", () => {
    const call = new Machine().connect().callerSays("Where are you?");
    call.send({ kind: "line.closed", reason: "1006", how: "lost" });
    expect(call.ended).toBeUndefined();
    call.send({ kind: "line.connected", lineId: "MZ2", resumed: true }).hearAll();
    expect(call.voiced).toContain("cut off for a moment");
    expect(call.lastThink?.messages.at(-1)?.content).toEqual([{ kind: "text", text: "Where are you?" }]);
  });

  test("comes back: the answer it cut off goes on from the sentence it was cut off in, on whatever worker", () => {
    const first = new Machine().connect().callerSays("Where are you?");
    first.heardOnClear = () => "On Main Street. The entrance is";
    first.modelSays("On Main Street. The entrance is at the back. Ring twice.").hearSome(20);
    first.send({ kind: "line.closed", reason: "1006", how: "lost" });
    const events = first.facts.map((body, i) => ({ callId: "c", seq: i + 1, at: "", body }) as CallEvent);
    const elsewhere = new Machine({}, 1, historyFromEvents(events));
    for (const call of [first, elsewhere]) {
      const thoughts = call.effectsOf("think").length;
      call.send({ kind: "line.connected", lineId: "MZ2", resumed: true }).hearAll();
      expect(call.voiced).toMatch(/cut off for a moment\.\W+The entrance is at the back\. Ring twice\.$/);
      expect(call.effectsOf("think")).toHaveLength(thoughts);
    }
  });

  test("comes back before the caller said anything: the notices and the greeting are given again", () => {
    const notices = [{ kind: "recording" as const, text: "This call is recorded.", textSha256: "h" }];
    const call = new Machine({ notices });
    call.send({ kind: "line.connected", lineId: "MZ1", resumed: false }).hearSome(5);
    call.send({ kind: "line.closed", reason: "1006", how: "lost" });
    call.send({ kind: "line.connected", lineId: "MZ2", resumed: true }).hearAll();
    expect(call.voiced).toMatch(/This call is recorded\.\W+Hello\.$/);
    expect(call.factsOf("notice.given")).toHaveLength(2);
  });

  test("comes back while only tools had answered: the model goes on with their results", () => {
    const call = new Machine().connect().callerSays("Open?").modelCalls(["t1", "get_opening_hours", {}]);
    call.send({ kind: "tool.finished", toolCallId: "t1", output: { spoken: "Open." }, failed: false });
    const events = call.facts.map((body, i) => ({ callId: "c", seq: i + 1, at: "", body }) as CallEvent);
    const second = new Machine({}, 1, historyFromEvents(events));
    second.send({ kind: "line.connected", lineId: "MZ2", resumed: true }).hearAll();
    expect(JSON.stringify(second.lastThink?.messages.at(-1))).toContain("Open.");
  });

  test("does not come back: the call is over after a while", () => {
    const call = new Machine().connect();
    call.send({ kind: "line.closed", reason: "1006", how: "lost" }).pass(15_000);
    expect(call.ended?.disposition).toBe("caller_hung_up");
  });

  test("another worker goes on from the stored events", () => {
    const first = new Machine().connect().callerSays("I'm Ann.").modelCalls(["t1", "get_opening_hours", {}]);
    first.send({ kind: "tool.finished", toolCallId: "t1", output: { spoken: "Open." }, failed: false });
    first.modelSays("Hello Ann, we are open.").hearAll().callerSays("Until when?");
    const events = first.facts.map((body, i) => ({ callId: "c", seq: i + 1, at: "", body }) as CallEvent);
    const second = new Machine({}, 1, historyFromEvents(events));
    second.send({ kind: "line.connected", lineId: "MZ2", resumed: true }).hearAll();
    expect(second.lastThink?.messages.at(-1)?.content).toEqual([{ kind: "text", text: "Until when?" }]);
    expect(JSON.stringify(second.lastThink?.messages)).toContain("Hello Ann");
    expect(JSON.stringify(second.lastThink?.messages)).toContain("Open.");
  });

  test("a protocol violation ends that call as failed", () => {
    const call = new Machine().connect();
    call.send({ kind: "line.closed", reason: "message is not JSON", how: "violated" });
    expect(call.ended).toMatchObject({ disposition: "failed" });
  });
});

describe("vendors that can't be reached", () => {
  test("no recogniser: a spoken apology and a recorded failure", () => {
    const call = new Machine().connect();
    call.send({ kind: "vendor.failed", part: "listening", message: "refused" }).hearAll();
    expect(call.voiced).toContain("technical problem");
    expect(call.ended?.disposition).toBe("failed");
  });

  test("no voice: the carrier speaks for us", () => {
    const call = new Machine();
    call.send({ kind: "line.connected", lineId: "MZ1", resumed: false });
    call.send({ kind: "vendor.failed", part: "speaking", message: "refused" });
    expect(call.effectsOf("end").at(-1)?.closing.next.kind).toBe("say");
  });
});

describe("outbound", () => {
  const outbound = (voicemail: string | null = null) => {
    const call = new Machine({
      direction: "outbound",
      answeringMachine: { detect: true, voicemail, waitForPersonMs: 10_000, waitForBeepMs: 45_000 },
    });
    return call.send({ kind: "line.connected", lineId: "MZ1", resumed: false });
  };

  test("nobody is spoken to until somebody is there", () => {
    const call = outbound();
    expect(call.voiced).toBe("");
    call.callerSays("Hello?");
    expect(call.voiced).toBe("Hello.");
  });

  test("the detector's word for a person starts the greeting, once", () => {
    const call = outbound();
    call.send({ kind: "answering_machine.detected", result: "human" }).callerSays("Hello?");
    expect(call.factsOf("answer.written").filter(({ kind }) => kind === "greeting")).toHaveLength(1);
  });

  test("a machine gets the message after the beep", () => {
    const call = outbound("Please call us back.");
    call.callerSays("You have reached Ann, please leave a message after the beep.");
    expect(call.voiced).toBe("");
    call.send({ kind: "answering_machine.detected", result: "machine_end_beep" }).hearAll();
    expect(call.voiced).toBe("Please call us back.");
    expect(call.ended?.disposition).toBe("voicemail_left");
  });

  test("a machine found out in mid-greeting: the agent stops and waits for the beep", () => {
    const call = outbound("Please call us back.").callerSays("Hi, this is Ann.").hearSome(2);
    call.send({ kind: "answering_machine.detected", result: "machine_start" });
    expect(call.effectsOf("clear")).toHaveLength(1);
    call.send({ kind: "answering_machine.detected", result: "machine_end_beep" }).hearAll();
    expect(call.ended?.disposition).toBe("voicemail_left");
  });

  test("silence on the line: the agent speaks first after a while", () => {
    expect(outbound().pass(10_000).voiced).toBe("Hello.");
  });
});
