import type { AgentConfig, ToolName } from "@/lib/contracts/agent-config";
import {
  CREATIVITY,
  creativityNumbers,
  delayNumbers,
  INTERRUPTION,
  interruptionNumbers,
  PATIENCE,
  patienceNumbers,
  presetOf,
  RESPONSE_DELAY,
} from "./presets";
import type { SectionId } from "./sections";
import { TOOL_WORDS } from "./tool-words";
import { findVoice } from "./voices";

/** One thing a manager can change, how to read it, how to say it, and how to take it over into another configuration. */
export type Field = {
  id: string;
  section: SectionId;
  label: string;
  /** `text` is compared word by word, `list` entry by entry, `value` as a whole. */
  kind: "text" | "list" | "value";
  /** A text, or a list's entries, in words. */
  say: (config: AgentConfig) => string | readonly string[];
  /** `config` with this one thing as it is in `from`. */
  take: (config: AgentConfig, from: AgentConfig) => AgentConfig;
};

const yesNo = (value: boolean): string => (value ? "yes" : "no");
const minutes = (ms: number): string => `${ms / 60_000} min`;
const wordsFor = (words: Record<string, string[]>): string[] =>
  Object.entries(words)
    .filter(([, list]) => list.length > 0)
    .map(([language, list]) => `${language}: ${list.join(", ")}`)
    .sort();

function top<K extends keyof AgentConfig>(
  key: K,
  rest: Omit<Field, "id" | "take" | "say"> & { say: (value: AgentConfig[K]) => string | readonly string[] },
): Field {
  return {
    ...rest,
    id: key,
    say: (config) => rest.say(config[key]),
    take: (config, from) => ({ ...config, [key]: from[key] }),
  };
}

function within<K extends "instructions" | "speaking" | "callerLookup" | "escalation" | "interruption" | "endOfTurn">(
  key: K,
  names: readonly (keyof AgentConfig[K] & string)[],
  rest: Omit<Field, "id" | "take" | "say"> & { say: (value: AgentConfig[K]) => string | readonly string[] },
): Field {
  return {
    ...rest,
    id: `${key}.${names.join("+")}`,
    say: (config) => rest.say(config[key]),
    take: (config, from) => ({
      ...config,
      [key]: { ...config[key], ...Object.fromEntries(names.map((name) => [name, from[key][name]])) },
    }),
  };
}

const POLICY: Record<AgentConfig["modelPolicy"], string> = {
  fast: "always the fastest model",
  balanced: "a stronger model for harder questions",
  deep: "careful answers, thinking where it helps",
};
const LENGTH: Record<AgentConfig["speaking"]["answerLength"], string> = {
  short: "one or two short sentences",
  medium: "one to three short sentences",
  long: "up to five sentences",
};
const notice = ({ enabled, text }: AgentConfig["disclosure"]): string => (enabled ? text : "not said");
const toolLabel = (name: ToolName): string => TOOL_WORDS[name].label;

/** Everything of an agent's configuration, once. A test fails when a field of the contract is missing here. */
export const FIELDS: readonly Field[] = [
  within("instructions", ["persona"], { section: "who", label: "Who it is", kind: "text", say: (v) => v.persona }),
  top("language", { section: "who", label: "Language", kind: "value", say: (v) => v }),
  top("greeting", { section: "greets", label: "Greeting", kind: "text", say: (v) => v }),
  top("greetingInterruptible", { section: "greets", label: "Greeting can be interrupted", kind: "value", say: yesNo }),
  top("disclosure", { section: "greets", label: "AI disclosure", kind: "text", say: notice }),
  top("recordingNotice", { section: "greets", label: "Recording notice", kind: "text", say: notice }),
  top("voicemailMessage", { section: "greets", label: "Voicemail message", kind: "text", say: (v) => v }),
  within("instructions", ["goals"], { section: "must", label: "Tasks", kind: "list", say: (v) => v.goals }),
  within("instructions", ["facts"], { section: "must", label: "Facts", kind: "list", say: (v) => v.facts }),
  within("instructions", ["mustNever"], { section: "never", label: "Rules", kind: "list", say: (v) => v.mustNever }),
  within("instructions", ["neverSay"], {
    section: "never",
    label: "Words it must not say",
    kind: "list",
    say: (v) => v.neverSay,
  }),
  top("voice", {
    section: "speaks",
    label: "Voice",
    kind: "value",
    say: (v) => findVoice(v)?.name ?? (v === "" ? "none" : v),
  }),
  within("speaking", ["style"], { section: "speaks", label: "Manner", kind: "text", say: (v) => v.style }),
  within("speaking", ["answerLength"], {
    section: "speaks",
    label: "Length of answers",
    kind: "value",
    say: (v) => LENGTH[v.answerLength],
  }),
  within("endOfTurn", ["eotThreshold", "eagerEotThreshold", "eotTimeoutMs"], {
    section: "speaks",
    label: "Patience",
    kind: "value",
    say: (v) =>
      `${presetOf(PATIENCE, v)?.word ?? "Own numbers"} (${patienceNumbers(v)}, thinks ahead ${v.eagerEotThreshold === null ? "never" : `from ${v.eagerEotThreshold}`})`,
  }),
  top("responseDelayMs", {
    section: "speaks",
    label: "Response delay",
    kind: "value",
    say: (v) =>
      `${presetOf(RESPONSE_DELAY, { responseDelayMs: v })?.word ?? "Own number"} (${delayNumbers({ responseDelayMs: v })})`,
  }),
  within("interruption", ["minWords", "minSpeechMs"], {
    section: "speaks",
    label: "Interruptible",
    kind: "value",
    say: (v) => `${presetOf(INTERRUPTION, v)?.word ?? "Own numbers"} (${interruptionNumbers(v)})`,
  }),
  within("interruption", ["stopWords"], {
    section: "speaks",
    label: "Words that stop it at once",
    kind: "list",
    say: (v) => wordsFor(v.stopWords),
  }),
  within("interruption", ["backchannels"], {
    section: "speaks",
    label: "Words that do not stop it",
    kind: "list",
    say: (v) => wordsFor(v.backchannels),
  }),
  top("keyterms", { section: "speaks", label: "Names and terms to expect", kind: "list", say: (v) => v }),
  top("modelPolicy", { section: "thinks", label: "Model", kind: "value", say: (v) => POLICY[v] }),
  top("temperature", {
    section: "thinks",
    label: "Creativity",
    kind: "value",
    say: (v) =>
      `${presetOf(CREATIVITY, { temperature: v })?.word ?? "Own number"} (${creativityNumbers({ temperature: v })})`,
  }),
  top("thinkingBudgetTokens", {
    section: "thinks",
    label: "Thinking budget",
    kind: "value",
    say: (v) => `${v.toLocaleString("en-US")} tokens`,
  }),
  within("escalation", ["situations"], {
    section: "person",
    label: "Situations that need a person",
    kind: "list",
    say: (v) => v.situations,
  }),
  within("escalation", ["announcement"], {
    section: "person",
    label: "Said before connecting",
    kind: "text",
    say: (v) => v.announcement,
  }),
  top("escalationWords", { section: "person", label: "Words that get a person", kind: "list", say: wordsFor }),
  top("tools", { section: "uses", label: "Tools", kind: "list", say: (v) => v.map(toolLabel).sort() }),
  top("customTools", {
    section: "uses",
    label: "Tools of your own",
    kind: "list",
    // By id: what they are called stands with the tools, which live longer than a version.
    say: (v) => [...v].sort(),
  }),
  within("callerLookup", ["enabled", "mayUseName"], {
    section: "uses",
    label: "Who is calling",
    kind: "value",
    say: ({ enabled, mayUseName }) =>
      `${enabled ? "looked up" : "not looked up"}, ${mayUseName ? "may use the name" : "without the name"}`,
  }),
  within("callerLookup", ["toolId"], {
    section: "uses",
    label: "Who is calling, asked with",
    kind: "list",
    // By id, as those above.
    say: ({ toolId }) => (toolId === null ? [] : [toolId]),
  }),
  top("maxDurationMs", { section: "limits", label: "Longest call", kind: "value", say: minutes }),
  top("silencePromptAfterMs", {
    section: "limits",
    label: "Asks after a silence of",
    kind: "value",
    say: (v) => `${v / 1000} s`,
  }),
  top("silencePrompts", { section: "limits", label: "Asks how often", kind: "value", say: String }),
  top("keypadTimeoutMs", {
    section: "limits",
    label: "Waits for the next key",
    kind: "value",
    say: (v) => `${v / 1000} s`,
  }),
  top("maxAnswerTokens", { section: "limits", label: "Longest answer", kind: "value", say: (v) => `${v} tokens` }),
];
