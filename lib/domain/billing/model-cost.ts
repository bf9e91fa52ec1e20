/** List prices on Amazon Bedrock by family of model, in US dollars per million tokens. */
const PER_MILLION: readonly { family: RegExp; input: number; output: number }[] = [
  { family: /claude-haiku-4/, input: 1, output: 5 },
  { family: /claude-sonnet-4/, input: 3, output: 15 },
  { family: /claude-opus-4-[5-9]/, input: 5, output: 25 },
  { family: /claude-opus-4/, input: 15, output: 75 },
];

/** What a request cost by list price, in millionths of a US dollar; null for a model whose price is not known. */
export function modelCostMicros(modelId: string, tokens: { inputTokens: number; outputTokens: number }): number | null {
  const price = PER_MILLION.find(({ family }) => family.test(modelId));
  return price ? Math.round(tokens.inputTokens * price.input + tokens.outputTokens * price.output) : null;
}
