import type { AgentConfig, ModelPolicy, ToolName } from "@/lib/contracts/agent-config";
import { estimateTokens } from "./estimate-tokens";
import { promptSections, type PromptSection, type PromptSubject } from "./prompt-sections";

/** Beyond this an answer starts late and each turn costs too much. */
export const MAX_PROMPT_TOKENS = 16_000;

/** A model keeps a prompt from one turn to the next only from so many tokens on. Source: Bedrock's page on prompt caching. */
export const MIN_CACHED_TOKENS = { fast: 4096, standard: 1024, deep: 4096 } as const;

export type PromptMeasure = {
  sections: (PromptSection & { tokens: number })[];
  /** Estimates. */
  promptTokens: number;
  toolTokens: number;
  /** Per model the policy may use, whether the prompt and the tools' descriptions are kept between turns. */
  caching: { model: keyof typeof MIN_CACHED_TOKENS; minTokens: number; isCached: boolean }[];
};

const MODELS: Record<ModelPolicy, (keyof typeof MIN_CACHED_TOKENS)[]> = {
  fast: ["fast"],
  balanced: ["fast", "standard"],
  deep: ["fast", "standard", "deep"],
};

/** The prompt piece by piece, with how long each is, and what will be cached. All counts are estimates; `toolTokens` is `TOOL_TOKENS`. */
export function measurePrompt(
  config: AgentConfig,
  subject: PromptSubject,
  toolTokens: Record<ToolName, number>,
): PromptMeasure {
  const sections = promptSections(config, subject).map((section) => ({
    ...section,
    tokens: estimateTokens(section.text),
  }));
  const promptTokens = sections.reduce((sum, { tokens }) => sum + tokens, 0);
  const allToolTokens = config.tools.reduce((sum, name) => sum + toolTokens[name], 0);
  const caching = MODELS[config.modelPolicy].map((model) => {
    const minTokens = MIN_CACHED_TOKENS[model];
    return { model, minTokens, isCached: promptTokens + allToolTokens >= minTokens };
  });
  return { sections, promptTokens, toolTokens: allToolTokens, caching };
}
