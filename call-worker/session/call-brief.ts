import type { KnownOfCaller } from "@/lib/contracts/caller-record";
import type { ToolName } from "@/lib/contracts/agent-config";
import type { CallEvent, CallEventBody } from "@/lib/contracts/live/events";
import type { LiveSpeech } from "@/lib/contracts/live/socket";
import type { CallMemory } from "@/lib/domain/conversation/memory";
import type { ModelTier } from "@/lib/domain/conversation/messages";
import type { ConversationSettings } from "@/lib/domain/conversation/settings";
import type { Closing, HistoryEntry, RecordingState, SearchMemory, Steering } from "@/lib/domain/conversation/state";
import type { Schedule } from "@/lib/domain/schedule/opening-hours";
import type { SteerCommand, Steerer, SteerReply } from "@/lib/contracts/live/steering";
import type { Clock } from "../ports/clock";
import type { Knowledge } from "../ports/knowledge";
import type { LanguageModel, ToolSpec } from "../ports/language-model";
import type { Line, LineListener } from "../ports/line";
import type { People } from "../ports/people";
import type { ListenOptions, SpeechToText } from "../ports/speech-to-text";
import type { Recorder } from "../ports/recorder";
import type { TextToSpeech } from "../ports/text-to-speech";
import type { Pacer } from "./pacer";
import type { SpeakingRate } from "./playout-speaking-rate";
import type { ReadOutcome } from "./read-backs";
import type { AppointmentDesk, CallerVerifier, OwnTools, TextDesk } from "./run-tool";
import type { SecretHolder } from "./secret-keys";

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
  /** What the people of the business have told its agent so far; nothing when missing. */
  steering?: Steering;
  /** How it stands with a person for the caller; nobody is looked for when missing. */
  searching?: SearchMemory;
  /** How its recording stands: it goes on where another worker recorded, and is `none` when missing. */
  recording?: RecordingState["phase"];
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
  /** Absent where nothing can be booked. */
  appointments?: AppointmentDesk;
  /** Absent where nobody can be texted. */
  texts?: TextDesk;
  /** Absent where the agent has none of the business's own tools. */
  ownTools?: OwnTools;
  /** Absent where nothing can be read back. */
  readOutcome?: ReadOutcome;
  /** Absent where there is nothing to look into. */
  knowledge?: Knowledge;
  /** Absent where no sound can be kept. */
  recorder?: Recorder;
  /** Absent where nothing secret is asked for. */
  secrets?: SecretHolder;
  /** Absent where nobody can be asked: a test call, a widget without people. */
  people?: People;
};

/** 20 ms of a call as the caller hears and says it: mu-law, null where it is silent. Both are only valid during this call. `atMs`: when, on the clock. */
export type SoundSink = (caller: Uint8Array | null, agent: Uint8Array | null, atMs: number) => void;

/** Somebody of the team who listens. The same object each time: it is told apart by identity. */
export type CallListener = {
  by: Steerer;
  sink: SoundSink;
  /** There is no more to hear: the call is over, or goes on in another session. */
  onOver(how: "ended" | "moved"): void;
};

/** Somebody of the team with an open audio connection. The same object each time: it is told apart by identity. */
export type PersonOnLine = Steerer & {
  /** The floor was given to somebody else, given back or the call is over: what they say is no longer heard. */
  onFloorLost(reason: string): void;
};

export interface CallSession {
  readonly callId: string;
  /** Connects a line; the one before, if there is one, is closed and its events no longer count. */
  attachLine(connect: (listener: LineListener) => Line, resumed: boolean): void;
  /** The carrier says the call is over. */
  carrierEnded(reason: string): void;
  answeringMachine(result: string): void;
  /** Who calls, by their number. */
  callerLookedUp(found: { known: readonly KnownOfCaller[]; tookMs: number; problem: string | null }): void;
  /** Says goodbye and ends. */
  end(reason: string): void;
  /** Stops at once. */
  kill(reason: string): void;
  /** A supervisor's command, with whether it took effect. */
  steer(by: Steerer, command: SteerCommand): SteerReply;
  /** The call's sound from now on, as it is heard; the function returned ends it. Both are facts of the call. */
  listen(listener: CallListener): () => void;
  /** They take the floor: the agent stops at once and listens. Refused while somebody else has it. */
  takeOver(person: PersonOnLine): SteerReply;
  /** What a person with the floor says, 20 ms; nobody else's is heard. */
  personAudio(person: PersonOnLine, mulaw: Uint8Array): void;
  /** Their connection is lost. The agent comes back when they do not. */
  personGone(person: PersonOnLine): void;
  /** Lets go of the call without ending it and returns what was said, and what its agent was told: somebody else goes on with it. */
  handOver(): CallMemory;
  /** Null while it goes on. */
  closing(): Closing | null;
  speech(): LiveSpeech;
}
