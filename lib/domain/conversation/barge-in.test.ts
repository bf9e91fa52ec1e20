import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { judgeBarge } from "./interruption";
import { Machine, testSettings } from "./testing/machine";

const ANSWER = "We are open from nine to five on weekdays and closed at the weekend.";
/** The agent is in the middle of an answer. */
const speaking = () => new Machine().connect().callerSays("When are you open?").modelSays(ANSWER).hearSome(20);

describe("speech over the agent's voice", () => {
  test("holds the voice, and commits after half a second of speech", () => {
    const call = speaking().callerStarts("Thursday");
    expect(call.effectsOf("hold")).toHaveLength(1);
    expect(call.effectsOf("clear")).toHaveLength(0);
    call.pass(499);
    expect(call.effectsOf("clear")).toHaveLength(0);
    call.pass(1);
    expect(call.effectsOf("clear")).toHaveLength(1);
    expect(call.factsOf("barge_in.committed")).toMatchObject([{ reason: "duration" }]);
  });

  test.each([
    ["a stop word", "wait", "stop_word"],
    ["more words than two", "I have a question", "words"],
  ])("%s commits at once", (_name, text, reason) => {
    const call = speaking().callerStarts(text);
    expect(call.factsOf("barge_in.committed")).toMatchObject([{ reason }]);
  });

  test("the history keeps exactly what was heard", () => {
    const call = speaking();
    call.heardOnClear = () => "We are open from nine";
    call.callerStarts("wait").callerEnds("Wait, on Friday?");
    expect(call.factsOf("answer.ended").at(-1)).toMatchObject({
      heardText: "We are open from nine",
      interrupted: true,
    });
    expect(call.lastThink?.messages.slice(-2)).toEqual([
      { role: "assistant", content: [{ kind: "text", text: "We are open from nine" }] },
      { role: "user", content: [{ kind: "text", text: "Wait, on Friday?" }] },
    ]);
  });

  test("an answer nobody heard was never given", () => {
    const call = speaking();
    call.heardOnClear = () => "";
    call.callerStarts("wait wait wait").callerEnds("Wait, on Friday?");
    expect(JSON.stringify(call.lastThink?.messages)).not.toContain("nine");
  });

  test.each(["mm-hm", "okay", "right, okay", "I see"])("%j does not stop the agent", (text) => {
    const call = speaking().callerStarts(text).pass(1500).callerEnds(text);
    expect(call.effectsOf("clear")).toEqual([]);
    expect(call.factsOf("barge_in.dismissed").at(-1)?.reason).toBe("backchannel");
    expect(call.effectsOf("think")).toHaveLength(1);
  });

  test("a short answer at the very end of a sentence is an answer", () => {
    const call = new Machine().connect().callerSays("Book me in.").modelSays("Shall I book Thursday?").hearSome(20);
    call.callerStarts("okay").callerEnds("Okay.");
    expect(call.lastThink?.messages.at(-1)?.content).toEqual([{ kind: "text", text: "Okay." }]);
  });

  test("the agent's own words from a loudspeaker are no interruption", () => {
    const call = speaking().callerStarts("open from nine to five").pass(2500).callerEnds("open from nine to five");
    expect(call.effectsOf("clear")).toEqual([]);
    expect(call.factsOf("barge_in.dismissed").at(-1)?.reason).toBe("echo");
    expect(call.factsOf("segment.final").map(({ text }) => text)).toEqual(["When are you open?"]);
  });

  test("a noise without words holds the voice for two seconds at most, then it goes on where it stopped", () => {
    const call = speaking().callerStarts("").pass(1999);
    expect(call.effectsOf("release")).toEqual([]);
    call.pass(1);
    expect(call.effectsOf("release")).toHaveLength(1);
    expect(call.effectsOf("clear")).toEqual([]);
  });

  test("an interruption that proves to have been no words is made good: the cut-off sentence is said again", () => {
    const call = speaking();
    call.heardOnClear = () => "We are open from nine";
    call.callerStarts("the").pass(900);
    expect(call.effectsOf("clear")).toHaveLength(1);
    call.callerEnds("");
    expect(call.state.speeches[0]).toMatchObject({ kind: "answer", text: ANSWER, complete: true });
    expect(call.effectsOf("think")).toHaveLength(1);
  });

  test("a short utterance that ends before half a second is still one", () => {
    const call = speaking().callerStarts("Thursday").pass(200).callerEnds("Thursday?");
    expect(call.factsOf("barge_in.committed")).toMatchObject([{ reason: "end_of_turn" }]);
    expect(call.lastThink?.messages.at(-1)?.content).toEqual([{ kind: "text", text: "Thursday?" }]);
  });

  test("what was to be said after it is gone as well", () => {
    const call = new Machine().connect().callerSays("Where are you?").pass(1200);
    call.hearSome(3).modelSays("In Oakland.");
    expect(call.state.speeches).toHaveLength(2);
    call.callerStarts("stop").callerEnds("Stop. When are you open?");
    expect(call.voiced).not.toContain("Oakland");
    expect(JSON.stringify(call.lastThink?.messages)).not.toContain("Oakland");
  });

  test("a protected greeting is said to its end", () => {
    const call = new Machine({ greetingInterruptible: false });
    call.send({ kind: "line.connected", lineId: "MZ1", resumed: false });
    call.callerStarts("I have a question").pass(3000);
    expect(call.effectsOf("clear")).toEqual([]);
  });

  test("a key stops the agent, and the keys are one turn after two seconds or #", () => {
    const call = speaking();
    for (const digit of ["1", "2"]) call.send({ kind: "keypad.pressed", digit });
    expect(call.factsOf("barge_in.committed")).toMatchObject([{ reason: "keypad" }]);
    call.pass(2000);
    expect(call.factsOf("keypad.pressed")).toEqual([{ type: "keypad.pressed", digits: "12" }]);
    expect(call.lastThink?.messages.at(-1)?.content.at(-1)).toEqual({
      kind: "text",
      text: "(The caller pressed 12 on the keypad.)",
    });
    call.modelSays("Thank you.").hearAll();
    for (const digit of ["7", "#"]) call.send({ kind: "keypad.pressed", digit });
    expect(call.factsOf("keypad.pressed").at(-1)?.digits).toBe("7");
  });

  test("a late final mark of something cleared changes nothing", () => {
    const call = speaking();
    const cleared = call.state.speeches[0]!.generation;
    call.callerStarts("wait");
    const before = call.state;
    call.send({ kind: "speech.progress", generation: cleared, heardChars: 60 });
    expect(call.state.speeches).toEqual(before.speeches);
  });
});

describe("the judgement of a barge-in", () => {
  const rules = testSettings().interruption;
  const judge = (text: string, speechMs = 0) =>
    judgeBarge({ text, speechMs, agentText: "", heardChars: 0 }, rules).kind;

  test("more speech never turns a committed interruption back", () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(3000), fc.nat(3000), (text, a, b) => {
        const [less, more] = a < b ? [a, b] : [b, a];
        if (judge(text, less) === "commit") expect(judge(text, more)).toBe("commit");
      }),
    );
  });

  test("backchannels are never held against the agent, however long", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...rules.backchannels), { minLength: 1 }), fc.nat(5000), (words, ms) => {
        expect(judge(words.join(", "), ms)).toBe("ignore");
      }),
    );
  });
});
