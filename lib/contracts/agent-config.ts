import { z } from "zod";
import { CallerLookup } from "./caller-record";

/** How an agent's version behaves, as stored in `agent_versions.config`. Every field has a default, so older snapshots stay readable. */

/** What speaks while a draft has no voice chosen. */
export const DEFAULT_VOICE = "aura-2-thalia-en";

export const ModelPolicy = z.enum(["fast", "balanced", "deep"]);
export type ModelPolicy = z.infer<typeof ModelPolicy>;

export const ToolName = z.enum([
  "end_call",
  "get_opening_hours",
  "take_message",
  "transfer_to_person",
  "verify_account",
  "check_code",
  "find_appointments",
  "hold_appointment",
  "book_appointment",
  "move_appointment",
  "cancel_appointment",
  "collect_secret_digits",
  "send_text",
]);
export type ToolName = z.infer<typeof ToolName>;

/** Words that leave the agent talking, per language (lower case, no punctuation). */
const DEFAULT_BACKCHANNELS: Record<string, string[]> = {
  en: [
    "uh",
    "um",
    "hmm",
    "ah",
    "mm-hm",
    "mhm",
    "mm",
    "uh-huh",
    "uh huh",
    "yeah",
    "yep",
    "okay",
    "ok",
    "right",
    "sure",
    "i see",
    "got it",
    "alright",
  ],
  es: ["ajá", "sí", "vale", "claro", "ok", "ya", "entiendo"],
  fr: ["mm-hm", "oui", "ouais", "d'accord", "ok", "je vois"],
  de: ["mhm", "ja", "okay", "genau", "verstehe", "aha"],
};

/** Words that stop the agent at once, per language. */
const DEFAULT_STOP_WORDS: Record<string, string[]> = {
  en: ["stop", "wait", "hold on", "hang on", "no", "excuse me", "listen"],
  es: ["para", "espera", "un momento", "no", "perdón"],
  fr: ["stop", "attendez", "un instant", "non", "pardon"],
  de: ["stopp", "warten sie", "moment", "nein", "entschuldigung"],
};

/** Words that ask for a person, per language. */
const DEFAULT_ESCALATION_WORDS: Record<string, string[]> = {
  en: ["manager", "supervisor", "human", "real person", "representative"],
  es: ["gerente", "supervisor", "humano", "una persona"],
  fr: ["responsable", "superviseur", "un humain", "une personne"],
  de: ["vorgesetzten", "mitarbeiter", "mensch", "einen menschen"],
};

const WordsByLanguage = z.record(z.string(), z.array(z.string().min(1).max(60)).max(200));

const Interruption = z.object({
  /** The caller breaks in with this many words … */
  minWords: z.number().int().min(1).max(10).default(2),
  /** … or with this much speech … */
  minSpeechMs: z.number().int().min(100).max(3000).default(500),
  /** … or with one of these at once … */
  stopWords: WordsByLanguage.default(DEFAULT_STOP_WORDS),
  /** … but not with these. */
  backchannels: WordsByLanguage.default(DEFAULT_BACKCHANNELS),
});

const EndOfTurn = z.object({
  /** How sure the recogniser must be that the caller has finished: higher waits longer. */
  eotThreshold: z.number().min(0.5).max(0.9).default(0.7),
  /** When to start thinking ahead; null: never. */
  eagerEotThreshold: z.number().min(0.3).max(0.9).nullable().default(0.4),
  /** Silence that ends the turn in any case. */
  eotTimeoutMs: z.number().int().min(500).max(10_000).default(3000),
});

const Sentence = z.string().min(1).max(1000);

/** Plain language, one idea per entry. */
const Instructions = z.object({
  /** Who it is, as one would introduce a colleague. */
  persona: z.string().max(2000).default("You are a friendly, exact assistant who answers the phone. You never guess."),
  goals: z.array(Sentence).max(50).default([]),
  mustNever: z.array(Sentence).max(50).default([]),
  /** Words and phrases that must not leave its mouth, as they are. */
  neverSay: z.array(z.string().min(1).max(200)).max(100).default([]),
  /** What it may state as true: prices, addresses, policies. */
  facts: z.array(Sentence).max(200).default([]),
});

export const AnswerLength = z.enum(["short", "medium", "long"]);
export type AnswerLength = z.infer<typeof AnswerLength>;

/** How it puts things. */
const SpeakingStyle = z.object({
  /** In a sentence: "Warm and unhurried, first names, never slang." */
  style: z.string().max(1000).default(""),
  answerLength: AnswerLength.default("medium"),
});

/** When it gets a person, beside the words in `escalationWords`. */
const Escalation = z.object({
  /** "The caller is in pain." The model judges whether one has come. */
  situations: z.array(Sentence).max(50).default([]),
  /** Said before the caller is connected; empty: the engine's own sentence. */
  announcement: z.string().max(500).default(""),
});

/** A notice said at the start of a call. */
const Notice = z
  .object({ enabled: z.boolean(), text: z.string().max(500) })
  .refine(({ enabled, text }) => !enabled || text.trim() !== "", {
    path: ["text"],
    message: "write what it should say, or switch it off",
  });

export const AgentConfig = z.object({
  greeting: z.string().max(1000).default("Hello, how can I help you today?"),
  greetingInterruptible: z.boolean().default(true),
  disclosure: Notice.default({ enabled: true, text: "I'm an AI assistant." }),
  recordingNotice: Notice.default({ enabled: true, text: "This call is recorded." }),
  instructions: Instructions.prefault({}),
  /** BCP 47. */
  language: z.string().min(2).max(20).default("en-US"),
  /** A Deepgram Aura 2 voice; empty while none is chosen, which is not published. */
  voice: z
    .string()
    .regex(/^(?:aura-2-[a-z]+-[a-z]{2})?$/, "choose a voice such as aura-2-thalia-en")
    .default(DEFAULT_VOICE),
  speaking: SpeakingStyle.prefault({}),
  modelPolicy: ModelPolicy.default("fast"),
  temperature: z.number().min(0).max(1).default(0.3),
  /** What the deep model may think before it answers, in tokens; of policy `deep` alone. */
  thinkingBudgetTokens: z.number().int().min(1024).max(64_000).default(2048),
  /** Longest answer, in tokens. */
  maxAnswerTokens: z.number().int().min(50).max(4000).default(400),
  interruption: Interruption.prefault({}),
  endOfTurn: EndOfTurn.prefault({}),
  /** How long an answer waits at least after the caller has finished; a caller who goes on meanwhile is heard out. */
  responseDelayMs: z.number().int().min(0).max(3000).default(0),
  silencePromptAfterMs: z.number().int().min(2000).max(60_000).default(10_000),
  /** How often it asks whether somebody is there before it says goodbye. */
  silencePrompts: z.number().int().min(0).max(5).default(2),
  maxDurationMs: z
    .number()
    .int()
    .min(30_000)
    .max(4 * 3_600_000)
    .default(30 * 60_000),
  keypadTimeoutMs: z.number().int().min(500).max(10_000).default(2000),
  tools: z.array(ToolName).default(["end_call", "get_opening_hours", "take_message"]),
  /** Tools that the organization made itself: their ids. */
  customTools: z.array(z.uuid()).max(30).default([]),
  /** Who calls is looked up as the call begins. */
  callerLookup: CallerLookup.prefault({}),
  escalation: Escalation.prefault({}),
  /** A caller who says one of these gets a person at once, where there is a number for one. */
  escalationWords: WordsByLanguage.default(DEFAULT_ESCALATION_WORDS),
  /** Said after the beep when an outbound call reaches a machine; empty: hang up without a word. */
  voicemailMessage: z.string().max(1000).default(""),
  /** Names and terms the recogniser should expect. */
  keyterms: z.array(z.string().min(1).max(60)).max(100).default([]),
});
export type AgentConfig = z.infer<typeof AgentConfig>;
/** What one may leave out. */
export type AgentConfigInput = z.input<typeof AgentConfig>;
