import { describe, expect, test } from "vitest";
import type { EscalationSettings } from "@/lib/contracts/business-settings";
import type { CallEventBody } from "@/lib/contracts/live/events";
import { defaultSettings } from "@/lib/domain/businesses/default-settings";
import { dueTrigger, NOTHING_TALLIED, tallyFact } from "./triggers";

type Triggers = EscalationSettings["triggers"];
const DEFAULTS = defaultSettings({ type: "sales", industry: "other" }).escalation.triggers;
const OFF: Triggers = {
  asked: { enabled: false, words: {} },
  urgent: { enabled: false, words: {} },
  sentiment: { enabled: false, at: -0.5 },
  unknown: { enabled: false, times: 2 },
  repeated: { enabled: false, times: 2 },
  long: { enabled: false, minutes: 10 },
  tool: { enabled: false, times: 2 },
  complexity: { enabled: false, times: 2 },
};

const says = (text: string): CallEventBody => ({
  type: "segment.final",
  segmentId: "s",
  turnId: "c1",
  speaker: "caller",
  text,
  startMs: 0,
  endMs: 1,
  confidence: 1,
  source: "speech",
});
const failed: CallEventBody = {
  type: "tool.finished",
  toolCallId: "t",
  turnId: "a1",
  name: "get_opening_hours",
  ok: false,
  output: null,
  durationMs: 1,
};
const unanswered: CallEventBody = { type: "question.unanswered", turnId: "a1", question: "?" };
const sounds = (compound: number): CallEventBody => ({ type: "sentiment.scored", turnId: "c1", compound });

const due = (change: Partial<Triggers>, facts: CallEventBody[], call: Partial<Parameters<typeof dueTrigger>[2]> = {}) =>
  dueTrigger(
    facts.reduce(tallyFact, NOTHING_TALLIED),
    { ...OFF, ...change },
    { asked: false, language: "en", nowMs: 0, fired: [], ...call },
  );

const LONG_QUESTION = `${"well ".repeat(46)}?`;

describe("a rule of the business", () => {
  test.each<[string, Partial<Triggers>, CallEventBody[], CallEventBody[], string]>([
    [
      "an urgent word",
      { urgent: { enabled: true, words: { en: ["bleeding"] } } },
      [says("My gum hurts.")],
      [says("It is bleeding badly!")],
      "Something urgent was said: “bleeding”",
    ],
    ["moods", { sentiment: { enabled: true, at: -0.5 } }, [sounds(-0.49)], [sounds(-0.5)], "The caller is upset"],
    [
      "not knowing",
      { unknown: { enabled: true, times: 2 } },
      [unanswered],
      [unanswered, unanswered],
      "The agent did not know an answer 2 times",
    ],
    [
      "repeating",
      { repeated: { enabled: true, times: 2 } },
      [says("When are you open?"), says("Where are you?")],
      [says("When are you open?"), says("Hm."), says("When are you open?")],
      "The caller said the same 2 times: “When are you open?”",
    ],
    [
      "tools",
      { tool: { enabled: true, times: 2 } },
      [failed],
      [failed, failed],
      "get_opening_hours failed (2 failures in this call)",
    ],
    [
      "involved matters",
      { complexity: { enabled: true, times: 2 } },
      [says(LONG_QUESTION)],
      [says(LONG_QUESTION), says("A? B? C?")],
      "The caller's matter is involved: 2 long or many-sided questions",
    ],
  ])("%s: under its figure nothing, at it a person, switched off never", (_name, change, under, at, reason) => {
    expect(due(change, under)).toBeNull();
    expect(due(change, at)?.reason).toBe(reason);
    expect(due({}, at)).toBeNull();
  });

  test("time: from the minute on", () => {
    const long = { long: { enabled: true, minutes: 10 } };
    expect(due(long, [], { nowMs: 599_999 })).toBeNull();
    expect(due(long, [], { nowMs: 600_000 })).toMatchObject({ cause: "long" });
  });

  test("each once a call, the most pressing first", () => {
    const facts = [says("It is bleeding, get me a human!"), sounds(-0.9)];
    const rules = { ...DEFAULTS, urgent: { enabled: true, words: { en: ["bleeding"] } } };
    const order: string[] = [];
    for (let fired: string[] = []; ; fired = [...order]) {
      const next = due(rules, facts, { asked: true, fired: fired as never });
      if (!next) break;
      order.push(next.cause);
    }
    expect(order).toEqual(["urgent", "asked", "sentiment"]);
  });

  test("words count in the call's language alone", () => {
    const words = { urgent: { enabled: true, words: { de: ["dringend"] } } };
    expect(due(words, [says("Es ist dringend.")])).toBeNull();
    expect(due(words, [says("Es ist dringend.")], { language: "de" })).toMatchObject({ cause: "urgent" });
  });
});
