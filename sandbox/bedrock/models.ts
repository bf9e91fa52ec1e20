/** What the stand-in knows of one Claude model on Bedrock. */
export interface ModelCard {
  readonly id: string;
  readonly family: "haiku" | "sonnet" | "opus";
  readonly maxOutputTokens: number;
  /** Prompt prefixes shorter than this are not cached. */
  readonly minCacheTokens: number;
  /** False where a conversation must end with a user message. */
  readonly prefill: boolean;
  /** False where temperature and topP exclude each other. */
  readonly temperatureWithTopP: boolean;
}

/** How many tokens a prompt may have. */
export const contextTokens = 200_000;

function card(
  id: string,
  family: ModelCard["family"],
  maxOutputTokens: number,
  minCacheTokens: number,
  rules: { prefill?: boolean; temperatureWithTopP?: boolean } = {},
): ModelCard {
  return {
    id,
    family,
    maxOutputTokens,
    minCacheTokens,
    prefill: rules.prefill ?? true,
    temperatureWithTopP: rules.temperatureWithTopP ?? false,
  };
}

// Identifiers, output limits and cache minima as AWS and Anthropic list them.
const cards: readonly ModelCard[] = [
  card("anthropic.claude-3-haiku-20240307-v1:0", "haiku", 4_096, 2_048, { temperatureWithTopP: true }),
  card("anthropic.claude-3-5-haiku-20241022-v1:0", "haiku", 8_192, 2_048, { temperatureWithTopP: true }),
  card("anthropic.claude-3-5-sonnet-20240620-v1:0", "sonnet", 8_192, 1_024, { temperatureWithTopP: true }),
  card("anthropic.claude-3-5-sonnet-20241022-v2:0", "sonnet", 8_192, 1_024, { temperatureWithTopP: true }),
  card("anthropic.claude-3-7-sonnet-20250219-v1:0", "sonnet", 64_000, 1_024, { temperatureWithTopP: true }),
  card("anthropic.claude-sonnet-4-20250514-v1:0", "sonnet", 64_000, 1_024, { temperatureWithTopP: true }),
  card("anthropic.claude-opus-4-20250514-v1:0", "opus", 32_000, 1_024, { temperatureWithTopP: true }),
  card("anthropic.claude-opus-4-1-20250805-v1:0", "opus", 32_000, 1_024),
  card("anthropic.claude-sonnet-4-5-20250929-v1:0", "sonnet", 64_000, 1_024),
  card("anthropic.claude-haiku-4-5-20251001-v1:0", "haiku", 64_000, 4_096),
  card("anthropic.claude-opus-4-5-20251101-v1:0", "opus", 64_000, 4_096),
  card("anthropic.claude-sonnet-4-6", "sonnet", 64_000, 1_024, { prefill: false }),
  card("anthropic.claude-opus-4-6-v1", "opus", 128_000, 4_096, { prefill: false }),
  card("anthropic.claude-opus-4-7", "opus", 128_000, 4_096, { prefill: false }),
];

const byId = new Map(cards.map((model) => [model.id, model]));

/**
 * Finds a model by foundation-model id, by an inference profile of it (global., us., eu., jp. …) or by either one's ARN.
 * Undefined when Bedrock would call the identifier invalid.
 */
export function findModel(modelId: string): ModelCard | undefined {
  const name = modelId.startsWith("arn:") ? (modelId.split("/").at(-1) ?? "") : modelId;
  return byId.get(name.replace(/^(global|us|eu|jp|au|apac|ca|us-gov)\./, ""));
}
