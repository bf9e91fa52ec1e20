import { expect, it } from "vitest";
import { callCost, costOfEvents } from "./call-cost";

const usage = { inputTokens: 1_000_000, outputTokens: 100_000, cacheReadTokens: 0, cacheWriteTokens: 0 };

it("adds what each vendor charges, telephones by begun minutes", () => {
  const { parts, totalUsd, unpriced } = callCost({
    channel: "phone",
    direction: "inbound",
    durationMs: 61_000,
    answers: [
      { model: "anthropic.claude-haiku-4-5-20251001-v1:0", letters: 1_000, usage },
      { model: "other", letters: 0, usage },
      { model: null, letters: 500, usage: null },
    ],
  });
  const usd = Object.fromEntries(parts.map(({ part, usd: cost }) => [part, Number(cost.toFixed(5))]));
  expect(usd).toEqual({ model: 1.5, speaking: 0.045, hearing: 0.00783, phone: 0.025 });
  expect(totalUsd).toBeCloseTo(1.57783, 4);
  expect(unpriced).toEqual(["other"]);
});

it("charges no telephone in the browser, and nothing for a call that never was", () => {
  expect(callCost({ channel: "browser", direction: "inbound", durationMs: 0, answers: [] }).totalUsd).toBe(0);
});

it("prices an answer by the model behind the tier that its facts name", () => {
  const facts = [
    { body: { type: "answer.written" as const, turnId: "t1", text: "Yes.", model: "fast", kind: "answer" as const } },
    {
      body: {
        type: "answer.ended" as const,
        segmentId: "s1",
        turnId: "t1",
        text: "Yes.",
        heardText: "Yes.",
        heardFraction: 1,
        interrupted: false,
        startMs: 0,
        endMs: 500,
        metrics: {
          voiceToVoiceMs: null,
          endOfTurnDelayMs: null,
          llmTtftMs: null,
          ttsTtfbMs: null,
          toolMs: null,
          addedDelayMs: null,
          speculation: "none" as const,
        },
        usage,
      },
    },
  ];
  const models = { fast: "us.anthropic.claude-haiku-4-5-20251001-v1:0" };
  const cost = costOfEvents({ channel: "browser", direction: "inbound", durationMs: 0 }, facts, models);
  expect(cost.parts.find(({ part }) => part === "model")?.usd).toBeCloseTo(1.5, 5);
  expect(cost.unpriced).toEqual([]);
});

it("adds what was texted, by what the network counts it as", () => {
  const texted = (text: string) => ({ body: { type: "text.sent" as const, what: "a", text, messageSid: "SM1" } });
  const call = { channel: "browser" as const, direction: "inbound" as const, durationMs: 0 };
  const cost = costOfEvents(call, [texted("4180 Grand Avenue"), texted("a".repeat(161))], {});
  expect(cost.parts.find(({ part }) => part === "texts")?.usd).toBeCloseTo(3 * 0.0083, 6);
  expect(cost.totalUsd).toBeCloseTo(3 * 0.0083, 6);
});
