type Price = { input: number; output: number; cacheRead: number; cacheWrite: number };

/** List prices on Amazon Bedrock by family of model, in US dollars per million tokens, for estimates as lib/domain/call/prices.ts. */
const PER_MILLION: readonly { family: RegExp; price: Price }[] = [
  { family: /claude-haiku-4/, price: { input: 1, output: 5, cacheRead: 0.1, cacheWrite: 1.25 } },
  { family: /claude-sonnet-4/, price: { input: 3, output: 15, cacheRead: 0.3, cacheWrite: 3.75 } },
  { family: /claude-opus-4-[5-9]/, price: { input: 5, output: 25, cacheRead: 0.5, cacheWrite: 6.25 } },
  { family: /claude-opus-4/, price: { input: 15, output: 75, cacheRead: 1.5, cacheWrite: 18.75 } },
];

export type ModelUsage = {
  inputTokens: number;
  outputTokens: number;
  cacheReadTokens?: number;
  cacheWriteTokens?: number;
};

/** What a request cost by list price, in US dollars; null for a model whose price is not known. */
export function modelCostUsd(modelId: string, usage: ModelUsage): number | null {
  const price = PER_MILLION.find(({ family }) => family.test(modelId))?.price;
  if (!price) return null;
  const { inputTokens, outputTokens, cacheReadTokens = 0, cacheWriteTokens = 0 } = usage;
  const perMillion =
    inputTokens * price.input +
    outputTokens * price.output +
    cacheReadTokens * price.cacheRead +
    cacheWriteTokens * price.cacheWrite;
  return perMillion / 1_000_000;
}
