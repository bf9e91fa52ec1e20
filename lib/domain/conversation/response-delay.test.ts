import { describe, expect, test } from "vitest";
import { Machine } from "./testing/machine";

const unhurried = () => new Machine({ responseDelayMs: 900 }).connect();

describe("an agent that leaves a breath before it answers", () => {
  test("thinks at once, and nothing is heard before the time is over", () => {
    const call = unhurried().callerSays("Are you open?");
    expect(call.effectsOf("think")).toMatchObject([{ speculative: true }]);
    call.modelSays("Yes, until five.").pass(899);
    expect(call.voiced).toBe("Hello.");
    call.pass(1);
    expect(call.effectsOf("think")).toHaveLength(1);
    expect(call.voiced).toBe("Hello.|Yes, until five.");
    expect(call.hearAll().factsOf("answer.ended").at(-1)).toMatchObject({
      text: "Yes, until five.",
      interrupted: false,
    });
  });

  test("keeps what it thought ahead while the caller was still speaking", () => {
    const call = unhurried().callerStarts("Are you").callerMayBeDone("Are you open?").callerEnds("are you open");
    call.modelSays("Yes.").pass(900);
    expect(call.effectsOf("think")).toHaveLength(1);
    expect(call.voiced).toContain("Yes.");
  });

  test("hears out a caller who goes on, and answers both at once", () => {
    const call = unhurried().callerSays("Are you open?");
    call.modelSays("Yes.").pass(500).callerStarts("On Sunday").pass(2000);
    expect(call.voiced).toBe("Hello.");
    call.callerEnds("On Sunday, I mean.").pass(900);
    expect(call.lastThink?.messages.at(-1)?.content).toEqual([
      { kind: "text", text: "Are you open?" },
      { kind: "text", text: "On Sunday, I mean." },
    ]);
    call.modelSays("No, closed on Sundays.").hearAll();
    expect(call.factsOf("answer.ended").map(({ text }) => text)).toEqual(["Hello.", "No, closed on Sundays."]);
  });

  test("is not put off by a noise without words", () => {
    const call = unhurried().callerSays("Are you open?").modelSays("Yes.").pass(500).callerStarts("").pass(400);
    expect(call.voiced).toContain("Yes.");
  });

  test("does nothing in the world before the time is over", () => {
    const call = unhurried().callerSays("Please take a message.").modelCalls(["t1", "take_message", {}]);
    expect(call.effectsOf("run_tool")).toEqual([]);
    call.pass(900);
    expect(call.effectsOf("run_tool")).toHaveLength(1);
  });

  test("answers after a lost line what it had not answered before", () => {
    const call = unhurried().callerSays("Are you open?").pass(100);
    call.send({ kind: "line.closed", reason: "lost", how: "lost" }).pass(2000);
    call.send({ kind: "line.connected", lineId: "MZ2", resumed: true }).hearAll();
    expect(JSON.stringify(call.lastThink?.messages)).toContain("Are you open?");
  });

  test("still ends at the longest time, and never waits for a deep thought twice", () => {
    const call = new Machine({ responseDelayMs: 900, maxDurationMs: 5000 })
      .connect()
      .pass(4500)
      .callerSays("Hello you?");
    call.pass(600).hearAll();
    expect(call.ended).toMatchObject({ disposition: "max_duration" });
    const { model } = new Machine().state.settings;
    const deep = new Machine({ responseDelayMs: 900, model: { ...model, policy: "deep" } }).connect();
    deep.callerSays("Compare both plans step by step");
    expect(deep.effectsOf("think")).toEqual([]);
    deep.pass(900);
    expect(deep.lastThink).toMatchObject({ tier: "deep", speculative: false });
  });

  test("without a delay answers as before", () => {
    const call = new Machine().connect().callerSays("Are you open?").modelSays("Yes.");
    expect(call.voiced).toContain("Yes.");
  });
});
