import type { AgentConfig } from "@/lib/contracts/agent-config";

/** Settings that are numbers to the engine and words to a manager: from one end to the other. */
export type Preset<Values> = { id: string; word: string; hint: string; values: Values };

type Turn = Pick<AgentConfig["endOfTurn"], "eotThreshold" | "eagerEotThreshold" | "eotTimeoutMs">;
type Interrupt = Pick<AgentConfig["interruption"], "minWords" | "minSpeechMs">;

/** How long it lets the caller think before it takes the turn. */
export const PATIENCE: readonly Preset<Turn>[] = [
  {
    id: "quick",
    word: "Quick",
    hint: "Takes the turn at the first sign of an end. For short questions.",
    values: { eotThreshold: 0.6, eagerEotThreshold: 0.35, eotTimeoutMs: 1500 },
  },
  {
    id: "balanced",
    word: "Balanced",
    hint: "Waits as most people do.",
    values: { eotThreshold: 0.7, eagerEotThreshold: 0.4, eotTimeoutMs: 3000 },
  },
  {
    id: "patient",
    word: "Patient",
    hint: "Lets people look for words, or for their papers.",
    values: { eotThreshold: 0.8, eagerEotThreshold: 0.5, eotTimeoutMs: 5000 },
  },
  {
    id: "very_patient",
    word: "Very patient",
    hint: "For people who spell things out or speak slowly. Answers come later.",
    values: { eotThreshold: 0.9, eagerEotThreshold: null, eotTimeoutMs: 8000 },
  },
];

/** How easily the caller stops it while it speaks. */
export const INTERRUPTION: readonly Preset<Interrupt>[] = [
  {
    id: "easily",
    word: "Easily",
    hint: "Stops for almost anything, background noise too.",
    values: { minWords: 1, minSpeechMs: 300 },
  },
  {
    id: "balanced",
    word: "Balanced",
    hint: "Stops when someone means it, not for “mm-hm”.",
    values: { minWords: 2, minSpeechMs: 500 },
  },
  {
    id: "reluctantly",
    word: "Reluctantly",
    hint: "Finishes its sentence unless the caller insists. For noisy places.",
    values: { minWords: 4, minSpeechMs: 1000 },
  },
];

/** How long an answer waits at least. */
export const RESPONSE_DELAY: readonly Preset<{ responseDelayMs: number }>[] = [
  { id: "at_once", word: "At once", hint: "Answers as soon as it can.", values: { responseDelayMs: 0 } },
  { id: "a_breath", word: "A breath", hint: "Leaves room for “and another thing”.", values: { responseDelayMs: 400 } },
  { id: "unhurried", word: "Unhurried", hint: "Never sounds pressed.", values: { responseDelayMs: 900 } },
];

/** How freely it words things. */
export const CREATIVITY: readonly Preset<{ temperature: number }>[] = [
  { id: "exact", word: "Exact", hint: "Says the same thing the same way.", values: { temperature: 0 } },
  {
    id: "steady",
    word: "Steady",
    hint: "Sounds natural and stays close to what you wrote.",
    values: { temperature: 0.3 },
  },
  { id: "lively", word: "Lively", hint: "Varies its words more.", values: { temperature: 0.7 } },
  { id: "free", word: "Free", hint: "Chats. Not for prices or rules.", values: { temperature: 1 } },
];

/** The preset whose numbers these are; null when somebody set numbers of their own. */
export function presetOf<Values extends object>(
  presets: readonly Preset<Values>[],
  values: Values,
): Preset<Values> | null {
  return (
    presets.find((preset) =>
      (Object.keys(preset.values) as (keyof Values)[]).every((name) => preset.values[name] === values[name]),
    ) ?? null
  );
}

/** The preset whose numbers are closest, for where a handle stands when somebody set numbers of their own. */
export function nearestPreset<Values extends object>(presets: readonly Preset<Values>[], values: Values): number {
  const far = (preset: Preset<Values>): number =>
    (Object.keys(preset.values) as (keyof Values)[]).reduce((sum, name) => {
      const [a, b] = [Number(preset.values[name] ?? 1), Number(values[name] ?? 1)];
      return sum + Math.abs(a - b) / Math.max(a, b, 0.1);
    }, 0);
  const distances = presets.map(far);
  return distances.indexOf(Math.min(...distances));
}

const seconds = (ms: number): string => `${(ms / 1000).toLocaleString("en-US", { maximumFractionDigits: 1 })} s`;

/** The numbers behind the words, as short as they can be said. */
export const patienceNumbers = ({ eotThreshold, eotTimeoutMs }: Turn): string =>
  `end of turn ${eotThreshold}, at most ${seconds(eotTimeoutMs)}`;
export const interruptionNumbers = ({ minWords, minSpeechMs }: Interrupt): string =>
  `${seconds(minSpeechMs)} or over ${minWords} ${minWords === 1 ? "word" : "words"}`;
export const delayNumbers = ({ responseDelayMs }: { responseDelayMs: number }): string => `${responseDelayMs} ms`;
export const creativityNumbers = ({ temperature }: { temperature: number }): string => `temperature ${temperature}`;
