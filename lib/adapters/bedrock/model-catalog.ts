/** The models a conversation may be given, by what they are for: quick, default, deep. */
type ModelName = "haiku" | "sonnet" | "opus";

export type ModelCatalog = Record<ModelName, string>;

const BASE_IDS: ModelCatalog = {
  haiku: "anthropic.claude-haiku-4-5-20251001-v1:0",
  sonnet: "anthropic.claude-sonnet-4-6",
  opus: "anthropic.claude-opus-4-6-v1",
};

/**
 * Bedrock's model ids for `region`, each with the inference profile that keeps requests in that part of the world
 * ("us.", "eu.", "jp.", elsewhere "global."). `overrides` replaces whole ids, profile included.
 */
export function createModelCatalog(options: { region: string; overrides?: Partial<ModelCatalog> }): ModelCatalog {
  const profile = profileOf(options.region);
  const idOf = (name: ModelName): string => options.overrides?.[name] || `${profile}.${BASE_IDS[name]}`;
  return { haiku: idOf("haiku"), sonnet: idOf("sonnet"), opus: idOf("opus") };
}

function profileOf(region: string): string {
  if (region.startsWith("us-gov-")) return "us-gov";
  if (region.startsWith("us-")) return "us";
  if (region.startsWith("eu-")) return "eu";
  if (region === "ap-northeast-1" || region === "ap-northeast-3") return "jp";
  return "global";
}
