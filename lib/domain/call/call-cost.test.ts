import { expect, it } from "vitest";
import { callCost } from "./call-cost";

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
