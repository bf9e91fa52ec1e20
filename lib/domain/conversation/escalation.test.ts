import { describe, expect, test } from "vitest";
import { AgentConfig } from "@/lib/contracts/agent-config";
import { asksForPerson } from "./escalation";
import { settingsFromConfig } from "./settings-from-config";
import { Machine } from "./testing/machine";

const NUMBER = "+14155550199";
const words = ["manager", "human", "real person"];
const withNumber = (change = {}) =>
  new Machine({ fallbackNumber: NUMBER, escalation: { words, announcement: "" }, ...change }).connect();

describe("a word that gets a person", () => {
  test.each([
    ["I want a manager, now.", true],
    ["Human!", true],
    ["Can I talk to a real person please", true],
    ["Are you a human?", false],
    ["Am I speaking with a real person?", false],
    ["I manage a shop.", false],
  ])("%s → %s", (text, expected) => expect(asksForPerson(text, words)).toBe(expected));

  test("is said first, then the caller is connected, and the model is not asked", () => {
    const call = withNumber().callerSays("I want a manager, now.");
    expect(call.effectsOf("think")).toEqual([]);
    expect(call.voiced).toContain("connecting you with a person");
    expect(call.factsOf("call.transferring")).toMatchObject([{ to: NUMBER }]);
    call.hearAll();
    expect(call.ended).toMatchObject({ disposition: "transferred", reason: "The caller asked for a person" });
    expect(call.effectsOf("end").at(-1)?.closing.next).toEqual({ kind: "dial", to: NUMBER });
  });

  test("is announced in the manager's words, and stops what was being said", () => {
    const call = withNumber({ escalation: { words, announcement: "I'll get Anna." } }).callerSays("Where are you?");
    call
      .modelSays("On Grand Avenue, between the post office and the café.")
      .hearSome(9)
      .callerSays("Just get me a human.");
    expect(call.effectsOf("clear")).toHaveLength(1);
    call.hearAll();
    expect(call.voiced).toContain("I'll get Anna.");
    expect(call.ended).toMatchObject({ disposition: "transferred" });
  });

  test("tells whoever tries the agent out that nobody is rung, and the model is not asked", () => {
    const call = withNumber({ fallbackNumber: null, isTest: true }).callerSays("Just get me a human.");
    expect(call.voiced).toContain("This is a test call, so nobody is rung.");
    expect(call.effectsOf("think")).toEqual([]);
    call.hearAll().callerSays("Where are you?");
    expect(call.effectsOf("think")).toHaveLength(1);
  });

  test("goes to the model where there is no number for a person", () => {
    const call = new Machine({ escalation: { words, announcement: "" } }).connect().callerSays("A human, please.");
    expect(call.effectsOf("think")).toHaveLength(1);
    expect(call.factsOf("call.transferring")).toEqual([]);
  });
});

describe("the tool that connects to a person", () => {
  test("dials once the model's own words were heard", () => {
    const call = withNumber().callerSays("My tooth hurts badly.");
    call
      .modelSays("I'll connect you with a dentist.", false)
      .modelCalls(["t1", "transfer_to_person", { reason: "Pain" }]);
    expect(call.ended).toBeUndefined();
    call.hearAll();
    expect(call.ended).toMatchObject({ disposition: "transferred", reason: "Pain" });
    expect(call.voiced).not.toContain("connecting you with a person");
  });

  test("says so itself when the model said nothing", () => {
    const call = withNumber()
      .callerSays("My tooth hurts badly.")
      .modelCalls(["t1", "transfer_to_person", {}])
      .hearAll();
    expect(call.voiced).toContain("connecting you with a person");
    expect(call.ended).toMatchObject({ disposition: "transferred" });
  });

  test("is refused, and the model told, where nobody can be reached", () => {
    const call = new Machine().connect().callerSays("It hurts.").modelCalls(["t1", "transfer_to_person", {}]);
    expect(call.factsOf("tool.finished")).toMatchObject([{ ok: false }]);
    call.modelSays("I can't connect you, but I can take a message.").hearAll();
    expect(call.ended).toBeUndefined();
  });
});

test("everything a manager sets for the conversation reaches its rules", () => {
  const config = AgentConfig.parse({
    language: "de-DE",
    greeting: "Guten Tag.",
    greetingInterruptible: false,
    responseDelayMs: 400,
    silencePromptAfterMs: 7000,
    silencePrompts: 1,
    maxDurationMs: 60_000,
    keypadTimeoutMs: 3000,
    modelPolicy: "deep",
    thinkingBudgetTokens: 4096,
    temperature: 0.7,
    maxAnswerTokens: 200,
    voicemailMessage: "Bitte rufen Sie zurück.",
    interruption: { minWords: 4, minSpeechMs: 900, stopWords: { de: ["halt"] }, backchannels: { de: ["aha"] } },
    escalationWords: { de: ["chef"], en: ["boss"] },
    escalation: { announcement: "Ich verbinde." },
  });
  const settings = settingsFromConfig(config, { direction: "outbound", fallbackNumber: NUMBER, sha256: () => "hash" });
  expect(settings).toMatchObject({
    greeting: "Guten Tag.",
    greetingInterruptible: false,
    responseDelayMs: 400,
    silence: { promptAfterMs: 7000, prompts: 1 },
    maxDurationMs: 60_000,
    keypad: { timeoutMs: 3000 },
    model: { policy: "deep", thinkingBudgetTokens: 4096, temperature: 0.7, maxTokens: 200 },
    interruption: { minWords: 4, minSpeechMs: 900, stopWords: ["halt"], backchannels: ["aha"] },
    escalation: { words: ["chef"], announcement: "Ich verbinde." },
    answeringMachine: { voicemail: "Bitte rufen Sie zurück." },
    fallbackNumber: NUMBER,
  });
  expect(settings.notices.map(({ kind }) => kind)).toEqual(["disclosure", "recording"]);
});
