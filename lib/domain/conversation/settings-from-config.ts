import type { AgentConfig } from "@/lib/contracts/agent-config";
import { SEARCH_TOOL } from "@/lib/domain/tools/reading-tools";
import { ASK_TOOL, STOP_RECORDING_TOOL } from "@/lib/domain/tools/tool-specs";
import { phrasesFor } from "./phrases";
import { DEFAULT_RULES, type ConversationSettings } from "./settings";

export type CallFrame = {
  direction: "inbound" | "outbound";
  fallbackNumber: string | null;
  /** False where no carrier can dial a number for the caller. */
  canDial?: boolean;
  /** The rules of the business by which a person is needed; missing or null: nobody can be asked. */
  people?: ConversationSettings["people"];
  /** Somebody tries the agent out; not so when missing. */
  isTest?: boolean;
  /** E.164 of the caller, where it is known. */
  callerNumber?: string | null;
  /** Tools that the business made itself; none when missing. */
  ownTools?: ConversationSettings["ownTools"];
  /** There is knowledge to look into; not so when missing. */
  canLookUp?: boolean;
  /** Hex SHA-256 of a text; given in, since hashing is the platform's. */
  sha256: (text: string) => string;
};

/** A look-up takes some 150 ms and mostly ends before the caller does; longer than this nobody should wait for it. */
const KNOWLEDGE_WAIT_MS = 600;

/** The rules of one call, from the agent version it began with. */
export function settingsFromConfig(config: AgentConfig, frame: CallFrame): ConversationSettings {
  const notice = (kind: "disclosure" | "recording", { enabled, text }: AgentConfig["disclosure"]) =>
    enabled ? [{ kind, text, textSha256: frame.sha256(text) }] : [];
  const language = config.language.toLowerCase().split("-")[0] ?? "en";
  return {
    ...DEFAULT_RULES,
    direction: frame.direction,
    phrases: phrasesFor(config.language),
    notices: [...notice("disclosure", config.disclosure), ...notice("recording", config.recordingNotice)],
    greeting: config.greeting,
    greetingInterruptible: config.greetingInterruptible,
    interruption: {
      ...DEFAULT_RULES.interruption,
      minWords: config.interruption.minWords,
      minSpeechMs: config.interruption.minSpeechMs,
      stopWords: config.interruption.stopWords[language] ?? [],
      backchannels: config.interruption.backchannels[language] ?? [],
    },
    silence: { ...DEFAULT_RULES.silence, promptAfterMs: config.silencePromptAfterMs, prompts: config.silencePrompts },
    maxDurationMs: config.maxDurationMs,
    responseDelayMs: config.responseDelayMs,
    escalation: {
      words: config.escalationWords[language] ?? [],
      announcement: config.escalation.announcement.trim(),
    },
    isTest: frame.isTest ?? false,
    people: frame.people ?? null,
    language: config.language,
    callerNumber: frame.callerNumber ?? null,
    keypad: { ...DEFAULT_RULES.keypad, timeoutMs: config.keypadTimeoutMs },
    model: {
      ...DEFAULT_RULES.model,
      policy: config.modelPolicy,
      temperature: config.temperature,
      maxTokens: config.maxAnswerTokens,
      thinkingBudgetTokens: config.thinkingBudgetTokens,
    },
    allowedTools: [...config.tools, ASK_TOOL, SEARCH_TOOL, STOP_RECORDING_TOOL],
    ownTools: frame.ownTools ?? {},
    knowledge: frame.canLookUp ? { waitMs: KNOWLEDGE_WAIT_MS } : null,
    answeringMachine: { ...DEFAULT_RULES.answeringMachine, voicemail: config.voicemailMessage.trim() || null },
    fallbackNumber: frame.fallbackNumber,
    canDial: frame.canDial ?? true,
    collectsSecrets: config.tools.includes("collect_secret_digits"),
  };
}
