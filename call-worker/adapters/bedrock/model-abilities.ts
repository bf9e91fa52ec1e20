export type ModelAbilities = {
  /** Where a cachePoint is accepted. */
  cache: { system: boolean; tools: boolean };
  /** Takes a thinking budget. */
  thinking: boolean;
  /** Takes a temperature. */
  temperature: boolean;
};

const CLAUDE_4: ModelAbilities = { cache: { system: true, tools: true }, thinking: true, temperature: true };

/** First match wins. Sources: Bedrock's prompt-caching and inference-parameter pages; unknown models get neither. */
const ABILITIES: readonly (readonly [RegExp, ModelAbilities])[] = [
  [/claude-(?:opus-4-[789]|(?:haiku|sonnet|opus)-[5-9])/, { ...CLAUDE_4, thinking: false, temperature: false }],
  [/claude-(?:haiku|sonnet|opus)-4|claude-3-7-sonnet/, CLAUDE_4],
  [/claude-3-5-haiku/, { ...CLAUDE_4, thinking: false }],
  [/amazon\.nova-/, { cache: { system: true, tools: false }, thinking: false, temperature: true }],
];

const PLAIN: ModelAbilities = { cache: { system: false, tools: false }, thinking: false, temperature: true };

export function abilitiesOf(model: string): ModelAbilities {
  for (const [pattern, abilities] of ABILITIES) if (pattern.test(model)) return abilities;
  return PLAIN;
}
