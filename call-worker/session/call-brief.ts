import type { ToolName } from "@/lib/contracts/agent-config";
import type { CallEvent, CallEventBody } from "@/lib/contracts/live/events";
import type { LiveSpeech } from "@/lib/contracts/live/socket";
import type { ModelTier } from "@/lib/domain/conversation/messages";
import type { ConversationSettings } from "@/lib/domain/conversation/settings";
import type { Closing, HistoryEntry } from "@/lib/domain/conversation/state";
import type { Schedule } from "@/lib/domain/schedule/opening-hours";
import type { Clock } from "../ports/clock";
import type { Knowledge } from "../ports/knowledge";
import type { LanguageModel, ToolSpec } from "../ports/language-model";
import type { Line, LineListener } from "../ports/line";
import type { ListenOptions, SpeechToText } from "../ports/speech-to-text";
import type { TextToSpeech } from "../ports/text-to-speech";
import type { Pacer } from "./pacer";
import type { SpeakingRate } from "./playout-speaking-rate";
import type { CallerVerifier } from "./run-tool";

/** What a call is about and how its agent works: everything the session needs to know, read before it begins. */
export type CallBrief = {
  callId: string;
  organizationId: string;
  epoch: number;
  settings: ConversationSettings;
  system: string;
  /** What differs from call to call: the time, the caller's number. Told to the model, but not cached. */
  situation: string;
  tools: readonly ToolSpec[];
  allowedTools: readonly ToolName[];
  schedule: Schedule;
  voice: string;
  listen: ListenOptions;
  /** Of a call that another worker began. */
  history: readonly HistoryEntry[];
  /** How long the call had lasted when this session began. */
  elapsedMs: number;
};

export type CallSessionDeps = {
  clock: Clock;
  pacer: Pacer;
  rate: SpeakingRate;
  speechToText: SpeechToText;
  textToSpeech: TextToSpeech;
  languageModel: LanguageModel;
  models: Record<ModelTier, string>;
  /** Journals a fact and returns it numbered; nobody is told before. */
  append: (body: CallEventBody) => CallEvent;
  onEvent: (event: CallEvent) => void;
  onSpeech: (speech: LiveSpeech) => void;
  /** The caller broke in: from what decided it to the line being cleared, in ms. */
  onBargeIn?: (ms: number) => void;
  onEnded: (closing: Closing) => void;
  onError: (error: unknown) => void;
  /** Absent where callers cannot be verified. */
  verifyCaller?: CallerVerifier;
  /** Absent where there is nothing to look into. */
  knowledge?: Knowledge;
};

export interface CallSession {
  readonly callId: string;
  /** Connects a line; the one before, if there is one, is closed and its events no longer count. */
  attachLine(connect: (listener: LineListener) => Line, resumed: boolean): void;
  /** The carrier says the call is over. */
  carrierEnded(reason: string): void;
  answeringMachine(result: string): void;
  /** Says goodbye and ends. */
  end(reason: string): void;
  /** Stops at once. */
  kill(reason: string): void;
  /** Lets go of the call without ending it and returns what was said: somebody else goes on with it. */
  handOver(): readonly HistoryEntry[];
  /** Null while it goes on. */
  closing(): Closing | null;
  speech(): LiveSpeech;
}
