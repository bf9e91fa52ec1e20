import { expect, it } from "vitest";
import { ManualClock } from "../controls/clock";
import { findModel } from "./models";
import { PromptCache } from "./prompt-cache";
import { converseBody } from "./request";

const model = findModel("anthropic.claude-haiku-4-5-20251001-v1:0");
const request = converseBody.parse({
  system: [{ text: "x".repeat(20_000) }, { cachePoint: { type: "default" } }],
  messages: [{ role: "user", content: [{ text: "Hello there" }] }],
});

it("forgets a prefix five minutes after it was last used", () => {
  if (!model) throw new Error("unknown model");
  const clock = new ManualClock();
  const cache = new PromptCache(clock);
  expect(cache.charge(request, model)).toMatchObject({
    cacheReadInputTokens: 0,
    cacheWriteInputTokens: 5_000,
    inputTokens: 3,
  });
  clock.advance(4 * 60_000);
  expect(cache.charge(request, model).cacheReadInputTokens).toBe(5_000);
  clock.advance(4 * 60_000);
  expect(cache.charge(request, model).cacheReadInputTokens).toBe(5_000);
  clock.advance(5 * 60_000);
  expect(cache.charge(request, model)).toMatchObject({ cacheReadInputTokens: 0, cacheWriteInputTokens: 5_000 });
});

it("reads the longest prefix it knows and writes only what is new after it", () => {
  if (!model) throw new Error("unknown model");
  const cache = new PromptCache(new ManualClock());
  cache.charge(request, model);
  const longer = {
    ...request,
    messages: [
      ...converseBody.parse({
        messages: [
          { role: "user", content: [{ text: "y".repeat(4_000) }, { cachePoint: { type: "default", ttl: "1h" } }] },
        ],
      }).messages,
    ],
  };
  expect(cache.charge(longer, model)).toEqual({
    inputTokens: 0,
    cacheReadInputTokens: 5_000,
    cacheWriteInputTokens: 1_000,
    cacheDetails: [{ ttl: "1h", inputTokens: 1_000 }],
  });
});
