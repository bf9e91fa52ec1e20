import { describe, expect, it, test } from "vitest";
import { NO_ATTENTION, type CallAttention } from "@/lib/contracts/live/attention";
import type { CallSummary } from "@/lib/contracts/live/call-summary";
import { rankCalls } from "./rank-calls";
import { needOf, reasonsOf, reasonWords } from "./reasons-of";
import { NOW_MS, tellCall } from "./testing/tell-call";

const ago = (seconds: number) => new Date(NOW_MS - seconds * 1000).toISOString();
const calm = tellCall("calm", 60, []);
const reasons = (attention: Partial<CallAttention>, more: Partial<CallSummary> = {}) =>
  reasonsOf({ ...calm, attention: { ...NO_ATTENTION, ...attention }, ...more }, NOW_MS);
/** Words and weight of the one reason there is. */
const only = (...args: Parameters<typeof reasons>) => {
  const all = reasons(...args);
  expect(all.length, all.map(({ words }) => words).join()).toBeLessThanOrEqual(1);
  return all[0] ? [all[0].words, all[0].weight] : null;
};
const quiet = (seconds: number, lastSpeaker: CallAttention["lastSpeaker"]) => ({
  quietSince: ago(seconds),
  lastSpeaker,
});
const escalation = (state: "waiting" | "in_progress", seconds: number) => ({
  escalation: { id: "e", state, reason: "price", since: ago(seconds) },
});
const paused = { holder: "paused", by: { userId: "u", name: "Dana" } } as const;

describe("a call's reasons, each with its figure and weight", () => {
  test("nothing", () => expect(only({})).toBeNull());

  it.each<[string, Partial<CallAttention>, [string, number] | null]>([
    ["urgent words", { urgent: { word: "gas leak", at: ago(50) } }, ["said “gas leak”", 100]],
    ["asked just now", { askedForPersonAt: ago(4) }, ["asked for a person", 90]],
    ["asked a while ago", { askedForPersonAt: ago(40) }, ["asked for a person 40 s ago", 90]],
    ["asked long ago, and went on", { askedForPersonAt: ago(240) }, ["asked for a person 4 min ago", 60]],
    ["a person is there", { askedForPersonAt: ago(40), ...escalation("in_progress", 10) }, null],
    ["nobody there", { nobodyAt: ago(5) }, ["nobody could be reached", 88]],
    ["a person is looked for", escalation("waiting", 30), ["waiting for a person 30 s", 80]],
    ["… for long", escalation("waiting", 300), ["waiting for a person 5 min", 90]],
    ["asked twice", { repeated: { question: "q", times: 2, at: ago(1) } }, ["second time the same question", 35]],
    ["asked three times", { repeated: { question: "q", times: 3, at: ago(1) } }, ["third time the same question", 75]],
    ["asked seven times", { repeated: { question: "q", times: 7, at: ago(1) } }, ["7th time the same question", 85]],
    ["the caller waits 3 s", quiet(3, "caller"), null],
    ["the caller waits 7 s", quiet(7, "caller"), ["no answer for 7 s", 45]],
    ["the caller waits 30 s", quiet(30, "caller"), ["no answer for 30 s", 90]],
    ["the caller says nothing for 6 s", quiet(6, "agent"), null],
    ["the caller says nothing for 7 s", quiet(7, "agent"), ["7 s of silence", 30]],
    ["the caller says nothing for 40 s", quiet(40, "agent"), ["40 s of silence", 60]],
    [
      "silent while a person is looked for",
      { ...quiet(20, "agent"), ...escalation("waiting", 3) },
      ["waiting for a person 3 s", 71],
    ],
    ["fell", { sentiment: [0.2, 0.2, 0.2, -0.6, -0.6] }, ["sentiment falling (−0.6 from 0.2)", 72]],
    ["fell, not that low", { sentiment: [0.5, 0.5, -0.2, -0.2] }, ["sentiment falling (−0.2 from 0.5)", 50]],
    ["low from the start", { sentiment: [-0.6, -0.6] }, ["caller upset (−0.6)", 65]],
    ["low once", { sentiment: [0, 0, 0, 0, -0.6] }, ["caller upset (−0.6)", 45]],
    ["fell and came up again", { sentiment: [0.2, -0.8, -0.8, 0.4] }, null],
    ["a little low", { sentiment: [-0.3, -0.3] }, null],
    ["a tool failed", { failedTool: "book_appointment", toolFailures: 1 }, ["tool failed: book appointment", 55]],
    ["… again", { failedTool: "pay", toolFailures: 3 }, ["tool failed 3 times: pay", 75]],
    ["a tool failed and then worked", { failedTool: null, toolFailures: 3 }, null],
    ["a colleague is asked", { questionSince: ago(12) }, ["waiting for a colleague's answer 12 s", 51]],
    ["one question too many", { unanswered: 1 }, ["a question without an answer", 30]],
    ["three", { unanswered: 3 }, ["3 questions without an answer", 60]],
    ["interrupted twice", { interruptions: 2 }, null],
    ["interrupted four times", { interruptions: 4 }, ["interrupted 4 times", 35]],
    ["silent once", { silencePrompts: 1 }, null],
    ["silent again", { silencePrompts: 2 }, ["caller silent 2 times in a row", 35]],
    ["hearing is lost", { vendorDown: { part: "listening", since: ago(5) } }, ["trouble with hearing 5 s", 60]],
    ["an old disturbance", { vendorDown: { part: "thinking", since: ago(60) } }, ["trouble with thinking 60 s", 25]],
    ["several disturbances", { vendorFailures: 3 }, ["3 disturbances on our side", 30]],
  ])("%s", (_, attention, expected) => expect(only(attention)).toEqual(expected));

  it.each<[string, Partial<CallSummary>, Partial<CallAttention>, [string, number] | null]>([
    ["paused a moment", { floor: paused }, { floorSince: ago(9) }, null],
    ["paused", { floor: paused }, { floorSince: ago(40) }, ["paused 40 s", 60]],
    ["silence is what a pause is", { floor: paused }, { floorSince: ago(5), ...quiet(20, "caller") }, null],
    ["slow answers", { medianVoiceToVoiceMs: 2_800 }, {}, ["2.8 s to answer", 25]],
    ["answers in time", { medianVoiceToVoiceMs: 2_400 }, {}, null],
    ["ringing", { status: "ringing", answeredAt: null, startedAt: ago(35) }, {}, ["ringing for 35 s", 20]],
    ["long", { answeredAt: ago(18 * 60) }, {}, ["on the line for 18 min", 23]],
    ["not long yet", { answeredAt: ago(9 * 60 + 59) }, {}, null],
  ])("%s", (_, call, attention, expected) => expect(only(attention, call)).toEqual(expected));

  test("with a person on the line little of it calls for another", () => {
    const floor = { holder: "person", by: { userId: "u", name: "Dana" } } as const;
    expect(only({ sentiment: [-0.6, -0.6] }, { floor })).toEqual(["caller upset (−0.6)", 16]);
    expect(only({ ...quiet(30, "caller") }, { floor })).toBeNull();
  });
});

test("the weightiest comes first, the others add a little, and two are told", () => {
  const all = reasons({
    askedForPersonAt: ago(2),
    repeated: { question: "q", times: 3, at: ago(1) },
    interruptions: 4,
  });
  expect(all.map(({ kind }) => kind)).toEqual(["asked", "repeated", "interrupted"]);
  expect(needOf(all)).toBe(90 + 9);
  expect(needOf(all.slice(1))).toBe(75 + 4);
  expect(needOf([])).toBe(0);
  expect(reasonWords(all)).toBe("Asked for a person · third time the same question");
});

describe("the order", () => {
  const order = (...calls: CallSummary[]) => rankCalls(calls, NOW_MS).map(({ call }) => call.id);
  const asking = (id: string, age: number) => tellCall(id, age, ["10 caller A real person please", "4 agent Yes"]);

  test("is by need, then by age, whatever order they come in", () => {
    const [old, young, calmOld, calmYoung] = [
      asking("b", 90),
      asking("a", 50),
      tellCall("d", 80, []),
      tellCall("c", 5, []),
    ];
    const expected = ["b", "a", "d", "c"];
    expect(order(calmYoung, young, old, calmOld)).toEqual(expected);
    expect(order(old, calmOld, calmYoung, young)).toEqual(expected);
  });

  test("puts what is urgent first, whatever else there is in other calls", () => {
    const urgent = tellCall("u", 5, ["2 caller I smell gas", "1 agent Where are you?"]);
    const much = tellCall("m", 500, [
      "90 caller What is the price?",
      "80 caller What is the price?",
      "70 caller What is the price?",
      "60 failed find_price",
      "50 nobody",
      "40 caller I want a real person, this is terrible",
    ]);
    expect(order(much, urgent)).toEqual(["u", "m"]);
  });

  test("does not change for a difference that nobody could explain", () => {
    const waiting = (id: string, age: number, seconds: number): CallSummary => ({
      ...tellCall(id, age, []),
      attention: { ...NO_ATTENTION, ...quiet(seconds, "agent") },
    });
    // 33 and 36 of 100: the longer call stays in front.
    expect(order(waiting("young", 50, 10), waiting("old", 80, 9))).toEqual(["old", "young"]);
  });
});
