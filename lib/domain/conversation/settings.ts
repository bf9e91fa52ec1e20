import type { OwnToolRules } from "@/lib/domain/tools/reading-tools";
import type { EscalationSettings } from "@/lib/contracts/business-settings";
import type { ModelTier } from "./messages";
import type { Phrases } from "./phrases";

/** What the rules of one call are. Everything a manager may configure arrives here; nothing below reads anything else. */
export type ConversationSettings = {
  direction: "inbound" | "outbound";
  phrases: Phrases;
  /** Legal notices, said before anything else and never interruptible. The hash proves the wording later. */
  notices: readonly { kind: "disclosure" | "recording"; text: string; textSha256: string }[];
  greeting: string;
  greetingInterruptible: boolean;
  interruption: {
    /** More words than this commit a barge-in at once. */
    minWords: number;
    /** So much speech commits it. */
    minSpeechMs: number;
    /** A provisional barge-in that nothing confirms is over after this; speech goes on. */
    falseAlarmAfterMs: number;
    stopWords: readonly string[];
    backchannels: readonly string[];
  };
  silence: { promptAfterMs: number; prompts: number };
  maxDurationMs: number;
  /** An answer waits at least so long after the caller has finished. */
  responseDelayMs: number;
  /** What gets the caller a person at once, and what is said before; empty: the engine's own sentence. */
  escalation: { words: readonly string[]; announcement: string };
  /** Somebody tries the agent out: nobody is rung for them. */
  isTest: boolean;
  /** The people who can be asked, and by which rules of the business one is needed; null: nobody can be. */
  people: Pick<EscalationSettings, "triggers" | "otherwise"> | null;
  search: {
    /** A caller for whom somebody is looked for hears of it so often. */
    companyEveryMs: number;
    /** So long a person who has accepted is waited for. */
    joinMs: number;
    /** So often one who accepted and did not come is followed by another search. */
    moreSearches: number;
  };
  /** BCP 47. */
  language: string;
  /** Where the caller can be called back: E.164; null: not known. */
  callerNumber: string | null;
  keypad: { timeoutMs: number; terminator: string };
  model: {
    policy: "fast" | "balanced" | "deep";
    temperature: number;
    maxTokens: number;
    thinkingBudgetTokens: number;
    fillerAfterMs: number;
    fallbackAfterMs: number;
    giveUpAfterMs: number;
    /** Which tier answers when the first one does not. */
    fallback: Record<ModelTier, ModelTier>;
  };
  tools: {
    softLimitMs: number;
    hardLimitMs: number;
    /** A colleague who is asked gets so long; the tool's own limit lies beyond it. */
    askMs: number;
    maxCallsPerTurn: number;
    maxIdenticalPerCall: number;
    maxStepsPerTurn: number;
  };
  /** Those of our own tools that this agent may use; null: all. A model that asks for another gets none, whoever told it to. */
  allowedTools: readonly string[] | null;
  /** Tools that the business made itself, with their rules. */
  ownTools: OwnToolRules;
  /** How long an answer waits for the knowledge of the business; null: there is none to look into. */
  knowledge: { waitMs: number } | null;
  history: { maxTurns: number; maxChars: number };
  loops: { maxRepeatedAnswers: number; maxRepeatedQuestions: number; maxTurns: number };
  /** Outbound only. */
  answeringMachine: { detect: boolean; voicemail: string | null; waitForPersonMs: number; waitForBeepMs: number };
  /** Where a caller goes when the agent cannot go on; null: nobody is there, so it apologises and ends. */
  fallbackNumber: string | null;
  /** A carrier stands between us and the caller that can dial a number for them. */
  canDial: boolean;
  floor: {
    /** A pause ends by itself after this. */
    pauseMs: number;
    /** A caller who waits in a pause is told so after this, and then again. */
    momentAfterMs: number;
    momentEveryMs: number;
    /** A person whose connection is lost gets this long to come back. */
    personBackMs: number;
    /** The last words of a person who gave the call back are waited for so long. */
    personWordsMs: number;
  };
  /** Callers may be asked to key in something secret. */
  collectsSecrets: boolean;
  /** A lost line waits so long for the carrier to bring it back. */
  parkedForMs: number;
};

/** The seeds' and the research's figures; a business changes them in its agent's settings. */
export const DEFAULT_RULES = {
  greetingInterruptible: true,
  interruption: { minWords: 2, minSpeechMs: 500, falseAlarmAfterMs: 2000 },
  silence: { promptAfterMs: 10_000, prompts: 2 },
  maxDurationMs: 30 * 60_000,
  responseDelayMs: 0,
  escalation: { words: [], announcement: "" },
  isTest: false,
  people: null,
  search: { companyEveryMs: 9000, joinMs: 8000, moreSearches: 1 },
  language: "en",
  callerNumber: null,
  keypad: { timeoutMs: 2000, terminator: "#" },
  model: {
    policy: "fast",
    temperature: 0.3,
    maxTokens: 600,
    thinkingBudgetTokens: 2048,
    fillerAfterMs: 1200,
    fallbackAfterMs: 3000,
    giveUpAfterMs: 8000,
    fallback: { fast: "standard", standard: "fast", deep: "standard" },
  },
  tools: {
    softLimitMs: 4000,
    hardLimitMs: 15_000,
    askMs: 25_000,
    maxCallsPerTurn: 5,
    maxIdenticalPerCall: 3,
    maxStepsPerTurn: 4,
  },
  allowedTools: null,
  ownTools: {},
  knowledge: null,
  history: { maxTurns: 100, maxChars: 10_000 },
  loops: { maxRepeatedAnswers: 5, maxRepeatedQuestions: 6, maxTurns: 200 },
  answeringMachine: { detect: true, voicemail: null, waitForPersonMs: 10_000, waitForBeepMs: 45_000 },
  fallbackNumber: null,
  canDial: true,
  floor: { pauseMs: 120_000, momentAfterMs: 8000, momentEveryMs: 15_000, personBackMs: 3000, personWordsMs: 800 },
  collectsSecrets: false,
  parkedForMs: 15_000,
} as const satisfies Partial<ConversationSettings> | object;
