import { describe, expect, test } from "vitest";
import { Machine } from "./testing/machine";

const typed = (call: Machine, text: string) => call.send({ kind: "text.typed", text });

describe("what a caller types", () => {
  test("is a turn of theirs like a spoken one, marked as typed, and is answered", () => {
    const call = typed(new Machine().connect(), "  Are you open on Saturday?  ");
    expect(call.factsOf("segment.final")).toMatchObject([
      { speaker: "caller", text: "Are you open on Saturday?", source: "typed", confidence: null, turnId: "c1" },
    ]);
    expect(JSON.stringify(call.lastThink?.messages)).toContain("Are you open on Saturday?");
  });

  test("and what they speak make one conversation", () => {
    const call = typed(new Machine().connect(), "Hello").modelSays("Hi, how can I help?").hearAll();
    call.callerSays("When are you open?").modelSays("From nine to five.").hearAll();
    typed(call, "And on Sunday?");
    expect(call.factsOf("segment.final").map(({ turnId, source }) => [turnId, source])).toEqual([
      ["c1", "typed"],
      ["c2", "speech"],
      ["c3", "typed"],
    ]);
    const asked = JSON.stringify(call.lastThink?.messages);
    for (const text of ["Hello", "When are you open?", "From nine to five.", "And on Sunday?"]) {
      expect(asked).toContain(text);
    }
  });

  test("interrupts the agent, and the history keeps what was heard", () => {
    const call = new Machine().connect().callerSays("Tell me all.").modelSays("There is a lot to tell you about it.");
    typed(call.hearSome(10), "Only the price");
    expect(call.factsOf("barge_in.committed")).toMatchObject([{ reason: "typed" }]);
    expect(call.factsOf("answer.ended").at(-1)).toMatchObject({ interrupted: true });
    expect(call.lastThink?.messages.at(-1)).toMatchObject({ role: "user" });
    expect(JSON.stringify(call.lastThink?.messages)).toContain("Only the price");
  });

  test("waits while a notice is said that may not be interrupted", () => {
    const call = new Machine({ greetingInterruptible: false }).send({
      kind: "line.connected",
      lineId: "L1",
      resumed: false,
    });
    typed(call, "Hurry up");
    expect(call.effectsOf("clear")).toEqual([]);
    expect(call.effectsOf("think")).toEqual([]);
    call.hearAll();
    expect(JSON.stringify(call.lastThink?.messages)).toContain("Hurry up");
  });

  test("while the agent still thinks is answered together with what came before", () => {
    const call = typed(new Machine().connect(), "Are you open on Saturday?");
    const first = call.lastThink?.generation;
    typed(call, "I mean Sunday.");
    expect(call.effectsOf("stop_thinking").map(({ generation }) => generation)).toContain(first);
    const asked = JSON.stringify(call.lastThink?.messages);
    expect(asked).toContain("Saturday");
    expect(asked).toContain("I mean Sunday.");
  });

  test("ends a sentence that is being spoken, each a turn of its own", () => {
    const call = new Machine().connect().callerStarts("I would like");
    typed(call, "a table for two");
    expect(call.effectsOf("force_end_of_turn")).toHaveLength(1);
    call.callerEnds("I would like");
    expect(call.factsOf("segment.final").map(({ turnId }) => turnId)).toEqual(["c2", "c1"]);
  });

  test("keeps the silence from being asked about, and a goodbye from ending the call", () => {
    const call = new Machine().connect();
    call.pass(9_000);
    typed(call, "Still here");
    call.pass(5_000);
    expect(call.factsOf("silence.prompted")).toEqual([]);
    const leaving = new Machine().connect().callerSays("Bye.").modelCalls(["t1", "end_call", {}]);
    typed(leaving, "One more thing");
    leaving.hearAll();
    expect(leaving.ended).toBeUndefined();
  });

  test("is nothing when it is empty, or the line is lost", () => {
    const call = typed(new Machine().connect(), "   ");
    call.send({ kind: "line.closed", reason: "gone", how: "lost" });
    typed(call, "hello?");
    expect(call.factsOf("segment.final")).toEqual([]);
  });
});

describe("digits in two turns", () => {
  const HALVES = ["4111 1111", "1111 1111"] as const;

  test("are a card's number, whatever the agent says between", () => {
    const call = typed(new Machine().connect(), HALVES[0]).modelSays("Go on.").hearAll();
    typed(call, HALVES[1]);
    expect(JSON.stringify(call.lastThink?.messages)).toContain("[card number removed]");
  });

  test("are not, once a tool was given the first: that was what the agent had asked for", () => {
    const call = typed(new Machine().connect(), HALVES[0]).modelCalls(["t1", "check_code", { said: "41111111" }]);
    typed(call, HALVES[1]);
    expect(JSON.stringify(call.lastThink?.messages)).not.toContain("[card number removed]");
  });

  test("still are, when a tool was given one digit that both have", () => {
    const call = typed(new Machine().connect(), "4111").modelSays("Go on.").hearAll();
    typed(call, "1").modelCalls(["t1", "find_appointments", { day: "2026-12-01" }]);
    call.toolFinishes("t1", { free: [] }).modelSays("And the rest?").hearAll();
    typed(call, "111 1111 1111");
    expect(JSON.stringify(call.lastThink?.messages)).toContain("[card number removed]");
  });
});
