import type { AgentConfig } from "@/lib/contracts/agent-config";

const filled = (list: readonly string[]): string[] => list.map((entry) => entry.trim()).filter((entry) => entry !== "");

const filledWords = (words: Record<string, string[]>): Record<string, string[]> =>
  Object.fromEntries(Object.entries(words).map(([language, list]) => [language, filled(list)]));

/** A configuration as it is stored: without the empty lines that an editor has while one types. */
export function tidyConfig(config: AgentConfig): AgentConfig {
  const { instructions, escalation, interruption } = config;
  return {
    ...config,
    instructions: {
      ...instructions,
      goals: filled(instructions.goals),
      mustNever: filled(instructions.mustNever),
      neverSay: filled(instructions.neverSay),
      facts: filled(instructions.facts),
    },
    escalation: { ...escalation, situations: filled(escalation.situations) },
    escalationWords: filledWords(config.escalationWords),
    interruption: {
      ...interruption,
      stopWords: filledWords(interruption.stopWords),
      backchannels: filledWords(interruption.backchannels),
    },
    keyterms: filled(config.keyterms),
  };
}
