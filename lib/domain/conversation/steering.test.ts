import { describe, expect, test } from "vitest";
import type { SteerCommand } from "@/lib/contracts/live/steering";
import { refusalOf, refusalOfTakeOver } from "./steering";
import { memoryFromEvents } from "./memory";
import { Machine } from "./testing/machine";

const ANNA = { userId: "user-anna", name: "Anna Weber" };
const BORIS = { userId: "user-boris", name: "Boris Tal" };
const ANSWER = "We are open from nine to five. On Sunday we are closed.";
const WHISPER = { action: "whisper", text: "Offer them the Friday slot." } as const;
const asked = () => new Machine().connect().callerSays("When are you open?");
const steer = (call: Machine, command: SteerCommand, by = ANNA) => call.send({ kind: "steered", by, command });

describe("a whisper", () => {
  test("while the agent thinks: it is asked anew, with it, apart from what the caller said", () => {
    const call = steer(asked(), WHISPER);
    expect(call.effectsOf("stop_thinking")).toHaveLength(1);
    expect(call.lastThink?.steering).toContain("- Offer them the Friday slot.");
    expect(JSON.stringify(call.lastThink?.messages)).not.toContain("Friday");
    expect(call.effectsOf("think")).toHaveLength(2);
  });

  test("while it speaks: the sentence being heard is finished, the rest is cut, and it goes on with it in mind", () => {
    const call = asked().modelSays(ANSWER).hearSome(10);
    steer(call, WHISPER);
    expect(call.effectsOf("clear")).toEqual([]);
    call.hearSome(28);
    expect(call.effectsOf("clear")).toEqual([]);
    call.heardOnClear = () => "We are open from nine to five.";
    call.hearSome(31);
    expect(call.effectsOf("clear")).toHaveLength(1);
    expect(call.lastThink?.steering).toContain("Friday");
    expect(call.lastThink?.messages.at(-2)?.content).toEqual([
      { kind: "text", text: "We are open from nine to five." },
    ]);
  });

  test("while it speaks its last sentence: there is nothing to cut", () => {
    const call = asked().modelSays("We are open from nine to five.").hearSome(10);
    steer(call, WHISPER);
    call.hearAll();
    expect(call.effectsOf("clear")).toEqual([]);
    expect(call.effectsOf("think")).toHaveLength(1);
  });

  test("before the first sound of an answer: it is thought of anew", () => {
    const call = asked().modelSays(ANSWER);
    call.heardOnClear = () => "";
    steer(call, WHISPER);
    expect(call.effectsOf("clear")).toHaveLength(1);
    expect(call.effectsOf("think")).toHaveLength(2);
    expect(call.state.history.filter(({ role }) => role === "agent")).toHaveLength(1);
  });

  test("while nobody speaks: nothing is said; the next answer knows it, and every one after it", () => {
    const call = new Machine().connect();
    steer(call, WHISPER).pass(5000);
    expect(call.voiced).toBe("Hello.");
    call.callerSays("When can I come?").modelSays("On Friday.").hearAll().callerSays("When else?");
    expect(call.effectsOf("think").map(({ steering }) => steering?.includes("Friday slot"))).toEqual([true, true]);
  });

  test("spoils what was thought ahead without it", () => {
    const call = new Machine().connect().callerStarts("Are you").callerMayBeDone("Are you open?").modelSays("Yes.");
    steer(call, WHISPER).callerEnds("Are you open?");
    expect(call.lastThink?.speculative).toBe(false);
    expect(call.lastThink?.steering).toContain("Friday");
  });

  test("leaves a tool that is in use alone; its answer knows", () => {
    const call = steer(asked().modelCalls(["t1", "get_opening_hours", {}]), WHISPER);
    expect(call.effectsOf("think")).toHaveLength(1);
    call.send({ kind: "tool.finished", toolCallId: "t1", output: {}, failed: false });
    expect(call.lastThink?.steering).toContain("Friday");
  });
});

describe("say", () => {
  test("is spoken at once, word for word, instead of what was being said", () => {
    const call = asked().modelSays(ANSWER).hearSome(50);
    call.heardOnClear = () => ANSWER.slice(0, 50);
    steer(call, { action: "say", text: "One thing first: parking is free." });
    expect(call.effectsOf("clear")).toHaveLength(1);
    expect(call.effectsOf("speak").at(-1)?.text).toBe("One thing first: parking is free.");
    call.hearAll();
    expect(call.effectsOf("think")).toHaveLength(1);
    expect(call.factsOf("supervisor.acted")).toMatchObject([
      { action: "say", text: "One thing first: parking is free." },
    ]);
  });

  test("while an answer is thought of: the question is answered afterwards", () => {
    const call = steer(asked(), { action: "say", text: "A moment." });
    expect(call.effectsOf("think")).toHaveLength(1);
    call.hearAll();
    expect(call.effectsOf("think")).toHaveLength(2);
    expect(call.lastThink?.messages.slice(-2)).toMatchObject([
      { role: "assistant", content: [{ text: "A moment." }] },
      { role: "user" },
    ]);
  });

  test("in a pause is said too, and the agent stays paused", () => {
    const call = steer(asked(), { action: "pause" });
    steer(call, { action: "say", text: "I'll be right back." }).hearAll();
    expect(call.voiced).toContain("right back");
    expect(call.effectsOf("think")).toHaveLength(1);
  });
});

describe("an override", () => {
  test("replaces the one before, from the next run on; empty takes it back", () => {
    const call = new Machine().connect();
    steer(call, { action: "override", text: "Speak slowly." });
    steer(call, { action: "override", text: "Answer in one sentence." });
    call.callerSays("Are you open?");
    expect(call.lastThink?.steering).toContain("For the rest of this call: Answer in one sentence.");
    expect(call.lastThink?.steering).not.toContain("slowly");
    call.modelSays("Yes.").hearAll();
    steer(call, { action: "override", text: "" }).callerSays("Really?");
    expect(call.lastThink?.steering).toBeNull();
  });
});

describe("a transfer to a number and an end", () => {
  test("are said, then done, with the reason", () => {
    const to = "+14155550123";
    const call = steer(asked(), {
      action: "transfer",
      target: { kind: "number", to },
      mode: "cold",
      reason: "Billing",
    });
    expect(call.voiced).toContain("connecting you with a person");
    call.hearAll();
    expect(call.ended).toMatchObject({ disposition: "transferred", reason: "Billing" });
    expect(call.effectsOf("end").at(-1)?.closing.next).toEqual({ kind: "dial", to });

    const other = steer(asked(), { action: "end", reason: "" }).hearAll();
    expect(other.voiced).toContain("Thank you for calling.");
    expect(other.ended).toMatchObject({ disposition: "agent_ended", reason: "Anna Weber ended the call" });
  });
});

describe("what cannot take effect is refused in words", () => {
  const over = () => asked().send({ kind: "killed", reason: "x" });
  const paused = () => steer(asked(), { action: "pause" });
  const taken = () => asked().send({ kind: "person.joined", by: ANNA });
  const number = { kind: "number", to: "+14155550123" } as const;
  test.each<[string, Machine, SteerCommand, typeof ANNA, string]>([
    ["after the end", over(), WHISPER, ANNA, "ended: The call is over."],
    ["in the goodbye", steer(asked(), { action: "end", reason: "" }), WHISPER, ANNA, "ended: The call is just ending."],
    ["twice", paused(), { action: "pause" }, BORIS, "not_now: The agent is paused already."],
    ["nothing", asked(), { action: "resume" }, ANNA, "not_now: The agent is not paused: there is nothing to resume."],
    ["nobody", asked(), { action: "give_back", promised: "" }, ANNA, "not_now: Nobody has taken this call over."],
    ["another", taken(), { action: "pause" }, BORIS, "held_by_other: Anna Weber is speaking with this caller."],
    [
      "oneself",
      taken(),
      { action: "say", text: "Hi." },
      ANNA,
      "not_now: You are speaking with the caller yourself. Give the call back first.",
    ],
    [
      "nobody to ask",
      asked(),
      { action: "transfer", target: { kind: "queue", department: null }, mode: "warm", reason: "" },
      ANNA,
      "not_possible: Nobody can be asked for in this call.",
    ],
    [
      "a browser",
      new Machine({ canDial: false }).connect(),
      { action: "transfer", target: number, mode: "cold", reason: "" },
      ANNA,
      "not_possible: This caller speaks from a browser and can't be connected with a telephone number.",
    ],
  ])("%s", (_name, call, command, by, expected) => {
    const refusal = refusalOf(call.state, by, command);
    expect(`${refusal?.code}: ${refusal?.message}`).toBe(expected);
    const { facts } = call;
    const before = facts.length;
    steer(call, command, by);
    expect(facts).toHaveLength(before);
  });

  test("a second microphone", () => {
    expect(refusalOfTakeOver(taken().state, BORIS)).toMatchObject({ code: "held_by_other" });
    expect(refusalOfTakeOver(taken().state, ANNA)).toBeNull();
    expect(refusalOfTakeOver(over().state, ANNA)).toMatchObject({ code: "ended" });
  });
});

test("a worker that takes the call over knows what was said and told", () => {
  const call = asked().send({ kind: "person.joined", by: ANNA });
  call.send({
    kind: "person.spoke",
    turn: 0,
    text: "You get fifteen percent off.",
    name: ANNA.name,
    confidence: 1,
    startMs: 0,
    endMs: 1,
  });
  steer(call, { action: "override", text: "Be brief." });
  const events = call.facts.map((body, index) => ({ callId: "c", seq: index + 1, at: "2026-01-05T09:00:00Z", body }));
  const { history, steering } = memoryFromEvents(events);
  expect(history.at(-1)).toEqual({
    role: "colleague",
    turnId: "p1",
    name: "Anna Weber",
    text: "You get fifteen percent off.",
  });
  expect(steering).toEqual({
    whispers: [],
    override: "Be brief.",
    promised: [],
    colleagues: ["Anna Weber"],
    raised: [],
  });
  const next = new Machine({}, 1, history, steering);
  next.send({ kind: "line.connected", lineId: "MZ2", resumed: true });
  expect(next.voiced).toContain("we were cut off");
  next.hearAll().callerSays("And the discount?");
  expect(JSON.stringify(next.lastThink?.messages)).toContain("[colleague Anna Weber] You get fifteen percent off.");
});
