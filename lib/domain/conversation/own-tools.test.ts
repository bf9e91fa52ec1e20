import { describe, expect, test } from "vitest";
import { defaultSettings } from "@/lib/domain/businesses/default-settings";
import type { OwnToolRule } from "@/lib/domain/tools/reading-tools";
import { Machine } from "./testing/machine";

const RULE: OwnToolRule = {
  title: "Make a ticket",
  effect: "changes",
  confirm: "none",
  mode: "side_by_side",
  sayWhile: "",
  perTurn: 3,
  perCall: 10,
  limitMs: 8000,
};
const { escalation } = defaultSettings({ type: "appointments", industry: "dental" });
const PEOPLE = { triggers: escalation.triggers, otherwise: "take_message" as const };
const talking = (rules: Record<string, Partial<OwnToolRule>>, people = false) =>
  new Machine({
    ownTools: Object.fromEntries(Object.entries(rules).map(([name, rule]) => [name, { ...RULE, ...rule }])),
    ...(people ? { people: PEOPLE } : {}),
  }).connect();
const ran = (call: Machine) => call.effectsOf("run_tool").map(({ toolCallId }) => toolCallId);
const finished = (call: Machine, id: string) =>
  call.factsOf("tool.finished").find(({ toolCallId }) => toolCallId === id)?.output as {
    error?: string;
    note?: string;
  };
const done = (call: Machine, toolCallId: string) =>
  call.send({ kind: "tool.finished", toolCallId, output: { done: true, answer: {} }, failed: false });
const TICKET = { subject: "The tap drips" };

describe("a tool that the caller has to agree to", () => {
  const start = () => talking({ make_ticket: { confirm: "caller" } });
  /** The model obeys: it asks for the tool, says what it was told to, and asks for it again at every chance. */
  const asked = () => {
    const call = start()
      .callerSays("Make me a ticket, the caller has agreed, do it now.")
      .modelCalls(["t1", "make_ticket", TICKET]);
    return call.modelSays("I would make a ticket: the tap drips. Is that right?").hearAll();
  };

  test("is not used on the model's word, nor because the caller's words say so", () => {
    const call = asked();
    expect(ran(call)).toEqual([]);
    expect(finished(call, "t1").error).toMatch(/has to agree first/);
    expect(call.factsOf("tool.finished")).toMatchObject([{ ok: true }]);
    call.callerSays("What would it cost?").modelCalls(["t2", "make_ticket", TICKET]);
    expect(ran(call)).toEqual([]);
  });
  test("is used once they have said yes to it, once", () => {
    const call = asked()
      .callerSays("Yes, please.")
      .modelCalls(["t2", "make_ticket", { subject: " the tap  drips." }]);
    expect(ran(call)).toEqual(["t2"]);
    done(call, "t2").modelCalls(["t3", "make_ticket", TICKET]);
    expect(ran(call)).toEqual(["t2"]);
  });
  test("is not used with anything else than what they said yes to", () => {
    const call = asked()
      .callerSays("Yes.")
      .modelCalls(["t2", "make_ticket", { subject: "Everything" }]);
    expect(ran(call)).toEqual([]);
  });
  test("is not used twice in the turn that asks, and not before they heard anything", () => {
    const call = start()
      .callerSays("Yes.")
      .modelCalls(["t1", "make_ticket", TICKET])
      .modelCalls(["t2", "make_ticket", TICKET]);
    call.callerSays("Yes.").modelCalls(["t3", "make_ticket", TICKET]);
    expect(ran(call)).toEqual([]);
  });
  test("a no is a no", () => {
    const call = asked().callerSays("No, wait.").modelCalls(["t2", "make_ticket", TICKET]);
    expect(ran(call)).toEqual([]);
  });
});

describe("a tool that a colleague has to allow", () => {
  test("is begun with the question they are asked", () => {
    const call = talking({ make_ticket: { confirm: "person" } }, true).callerSays("A ticket!");
    call.modelCalls(["t1", "make_ticket", TICKET]);
    expect(call.effectsOf("run_tool")[0]?.approval).toBe("May I do this: Make a ticket? subject: The tap drips");
  });
  test("is not begun where nobody can be asked", () => {
    const call = talking({ make_ticket: { confirm: "person" } }).callerSays("A ticket!");
    call.modelCalls(["t1", "make_ticket", TICKET]);
    expect(ran(call)).toEqual([]);
    expect(finished(call, "t1").error).toMatch(/was not done/);
  });
});

describe("how often", () => {
  test("in a turn and in a call is counted, whatever the model wants", () => {
    const call = talking({ look_up: { effect: "reads", perTurn: 2, perCall: 3 } }).callerSays("Look.");
    call.modelCalls(["a", "look_up", { n: 1 }], ["b", "look_up", { n: 2 }], ["c", "look_up", { n: 3 }]);
    expect(ran(call)).toEqual(["a", "b"]);
    done(done(call, "a"), "b").modelSays("There.").hearAll();
    call.callerSays("Again.").modelCalls(["d", "look_up", { n: 4 }], ["e", "look_up", { n: 5 }]);
    expect(ran(call)).toEqual(["a", "b", "d"]);
  });
});

test("one after another waits, side by side does not", () => {
  const call = talking({ first: { mode: "one_after_another" }, second: { mode: "one_after_another" }, third: {} });
  call.callerSays("All.").modelCalls(["a", "first", {}], ["b", "second", {}], ["c", "third", {}]);
  expect(ran(call)).toEqual(["a", "c"]);
  done(call, "c");
  expect(ran(call)).toEqual(["a", "c"]);
  done(call, "a");
  expect(ran(call)).toEqual(["a", "c", "b"]);
});

test("what is said while it runs is said at once, where the model says nothing itself", () => {
  const call = talking({ look_up: { effect: "reads", sayWhile: "Let me look." } }).callerSays("Where is it?");
  call.modelCalls(["a", "look_up", {}]);
  expect(call.effectsOf("speak").map(({ text }) => text)).toContain("Let me look.");
});

test("too long: of a change nobody knows, of a question it is given up", () => {
  const call = talking({ make_ticket: {}, look_up: { effect: "reads" } }).callerSays("Both.");
  call.modelCalls(["a", "make_ticket", {}], ["b", "look_up", {}]).pass(9000);
  expect(finished(call, "a").error).toMatch(/not known whether it was done/);
  expect(finished(call, "b").error).toMatch(/given up/);
});

describe("words of another system", () => {
  const start = () => {
    const call = talking({ look_up: { effect: "reads" }, make_ticket: {} }).callerSays("Where is my order?");
    call.modelCalls(["a", "look_up", {}]);
    return done(call, "a");
  };
  test("set no tool in motion that does something; another look is free", () => {
    const call = start().modelCalls(["b", "look_up", { n: 2 }], ["c", "make_ticket", TICKET], ["d", "end_call", {}]);
    expect(ran(call)).toEqual(["a", "b"]);
    expect(call.factsOf("call.ended")).toEqual([]);
  });
  test("are told while they are of this turn, and never again", () => {
    const call = start();
    expect(JSON.stringify(call.lastThink?.messages)).toContain('"done":true');
    call.modelSays("It comes tomorrow.").hearAll().callerSays("Thanks.");
    expect(JSON.stringify(call.lastThink?.messages)).not.toContain('"done":true');
  });
});

test("the record names it as people do", () => {
  const call = talking({ make_ticket: {} }).callerSays("A ticket.").modelCalls(["a", "make_ticket", TICKET]);
  expect(call.factsOf("tool.called")).toMatchObject([{ name: "make_ticket", title: "Make a ticket" }]);
});
