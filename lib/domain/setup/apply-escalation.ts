import type { AgentConfig } from "@/lib/contracts/agent-config";
import type { EscalationSettings } from "@/lib/contracts/business-settings";
import { wordsFor } from "../businesses/default-settings";

type Triggers = EscalationSettings["triggers"];

const times = (count: number) => (count === 1 ? "once" : count === 2 ? "twice" : `${count} times`);

/** Triggers that a model judges, as situations in words; each is recognised again by its form, whatever its figure. */
const SITUATIONS: readonly { form: RegExp; say: (triggers: Triggers) => string | null }[] = [
  {
    form: /^The caller is clearly upset or angry\.$/,
    say: ({ sentiment }) => (sentiment.enabled ? "The caller is clearly upset or angry." : null),
  },
  {
    form: /^You have had to say .+ that you do not know\.$/,
    say: ({ unknown }) =>
      unknown.enabled ? `You have had to say ${times(unknown.times)} that you do not know.` : null,
  },
  {
    form: /^The caller has had to say the same thing .+\.$/,
    say: ({ repeated }) =>
      repeated.enabled ? `The caller has had to say the same thing ${times(repeated.times)}.` : null,
  },
];

/**
 * An agent's settings with a business's rules of escalation in them: words that get a person at once, situations that the model judges, and
 * the tool to connect, where there is a number to connect to. Situations that somebody wrote by hand stay.
 */
export function applyEscalation(
  config: AgentConfig,
  { triggers }: EscalationSettings,
  { languages, hasFallbackNumber }: { languages: readonly string[]; hasFallbackNumber: boolean },
): AgentConfig {
  const asked = triggers.asked.enabled ? wordsFor(triggers.asked.words, languages) : {};
  const urgent = triggers.urgent.enabled ? wordsFor(triggers.urgent.words, languages) : {};
  const spoken = [...new Set([...Object.keys(asked), ...Object.keys(urgent)])];
  const words = spoken.map((language) => [
    language,
    [...new Set([...(asked[language] ?? []), ...(urgent[language] ?? [])])].slice(0, 200),
  ]);
  const own = config.escalation.situations.filter((line) => !SITUATIONS.some(({ form }) => form.test(line)));
  const judged = SITUATIONS.flatMap(({ say }) => say(triggers) ?? []);
  const others = config.tools.filter((tool) => tool !== "transfer_to_person");
  return {
    ...config,
    escalationWords: Object.fromEntries(words) as AgentConfig["escalationWords"],
    escalation: { ...config.escalation, situations: hasFallbackNumber ? [...own, ...judged].slice(0, 50) : own },
    tools: hasFallbackNumber ? [...others, "transfer_to_person"] : others,
  };
}
