import { EPOCH_SPAN } from "@/lib/contracts/live/call-seq";
import type { CallEvent, CallEventBody } from "@/lib/contracts/live/events";
import type { LiveSpeech } from "@/lib/contracts/live/socket";
import { phrasesFor } from "@/lib/domain/conversation/phrases";
import { DEFAULT_RULES, type ConversationSettings } from "@/lib/domain/conversation/settings";
import type { Closing, HistoryEntry, RecordingState } from "@/lib/domain/conversation/state";
import type { Schedule } from "@/lib/domain/schedule/opening-hours";
import type { CallSession } from "../session/call-brief";
import type { Recorder } from "../ports/recorder";
import { createCallSession } from "../session/call-session";
import { createPacer } from "../session/pacer";
import type { TextDesk } from "../session/run-tool";
import { SecretHolder } from "../session/secret-keys";
import { createSpeakingRate } from "../session/playout-speaking-rate";
import { silence, speechLike } from "./audio-samples";
import { createFakeKnowledge, type FakeKnowledge } from "./fake-knowledge";
import { FakePeople } from "./fake-people";
import { createFakeLanguageModel, type FakeLanguageModel } from "./fake-language-model";
import { createFakeLine, type FakeLine } from "./fake-line";
import { createFakeSpeechToText, type FakeSpeechToText, type UtterOptions } from "./fake-speech-to-text";
import { createFakeTextToSpeech, type FakeTextToSpeech, type FakeVoiceOptions } from "./fake-text-to-speech";
import { SimulatedPerson } from "./simulated-person";
import { createVirtualClock, type VirtualClock } from "./virtual-clock";

const FRAME_MS = 20;
/** Whole frames, so that what is heard and what is recognised end together. */
const MS_PER_WORD = 360;

export type CallScript = {
  settings?: Partial<ConversationSettings>;
  voice?: Omit<FakeVoiceOptions, "clock">;
  /** One way between us and the caller, in ms; default 0, so that times are exact. */
  latencyMs?: number;
  /** Of a call that another worker began. */
  epoch?: number;
  history?: readonly HistoryEntry[];
  elapsedMs?: number;
  /** Keeps its sound; nobody does when missing. */
  recorder?: Recorder;
  recording?: RecordingState["phase"];
  /** Texts its caller; nothing can be texted when missing. */
  texts?: TextDesk;
};

type Fact<T extends CallEventBody["type"]> = Extract<CallEventBody, { type: T }> & { atMs: number };

/** Open on weekdays 9 to 17; the simulation's calls begin on Monday 5 January 2026, 09:00 UTC. */
const SCHEDULE: Schedule = {
  timeZone: "UTC",
  weeklyHours: {
    monday: [{ opens: "09:00", closes: "17:00" }],
    tuesday: [{ opens: "09:00", closes: "17:00" }],
    wednesday: [{ opens: "09:00", closes: "17:00" }],
    thursday: [{ opens: "09:00", closes: "17:00" }],
    friday: [{ opens: "09:00", closes: "17:00" }],
    saturday: [],
    sunday: [],
  },
  specialDays: [],
};

/** A whole call on virtual time: the real session, pacer and playout between scripted vendors and a far end that really plays. */
export function simulateCall(script: CallScript = {}): SimulatedCall {
  return new SimulatedCall(script);
}

export class SimulatedCall {
  readonly clock: VirtualClock = createVirtualClock(0);
  readonly speechToText: FakeSpeechToText;
  /** Hears the people who take the call over; nothing is thought ahead on their words, which tells their streams apart. */
  readonly personSpeechToText: FakeSpeechToText;
  /** Asked where the script's settings say so. */
  readonly people = new FakePeople();
  readonly textToSpeech: FakeTextToSpeech;
  readonly model: FakeLanguageModel;
  /** Looked into where the script's settings say so. */
  readonly knowledge: FakeKnowledge;
  readonly session: CallSession;
  readonly events: CallEvent[] = [];
  readonly speeches: LiveSpeech[] = [];
  readonly errors: unknown[] = [];
  /** Where what is keyed in in secret lies. */
  readonly secrets: SecretHolder;
  closing: Closing | null = null;
  line: FakeLine;
  /** What the caller is saying: frames that are still to come. Without any the line carries silence, as a real one does. */
  private mouth: Uint8Array[] = [];
  private readonly atMs: number[] = [];
  private readonly latencyMs: number;

  constructor(script: CallScript) {
    const { clock } = this;
    this.latencyMs = script.latencyMs ?? 0;
    this.secrets = new SecretHolder(clock);
    this.speechToText = createFakeSpeechToText(clock);
    this.personSpeechToText = createFakeSpeechToText(clock);
    this.textToSpeech = createFakeTextToSpeech({ clock, ...script.voice });
    this.model = createFakeLanguageModel(clock);
    this.knowledge = createFakeKnowledge(clock);
    this.line = createFakeLine({ clock, latencyMs: this.latencyMs });
    const epoch = script.epoch ?? 0;
    const settings: ConversationSettings = {
      ...DEFAULT_RULES,
      direction: "inbound",
      phrases: phrasesFor("en"),
      notices: [],
      greeting: "Hello.",
      interruption: {
        ...DEFAULT_RULES.interruption,
        stopWords: ["stop", "wait"],
        backchannels: ["mm-hm", "okay", "right"],
      },
      ...script.settings,
    };
    const brief = {
      callId: "call-1",
      organizationId: "organization-1",
      epoch,
      settings,
      system: "You answer the telephone.",
      situation: "",
      tools: [],
      allowedTools: ["end_call", "get_opening_hours", "take_message", "send_text"] as const,
      schedule: SCHEDULE,
      voice: "voice-1",
      listen: {
        language: "en",
        endOfTurnThreshold: 0.7,
        eagerEndOfTurnThreshold: 0.5,
        endOfTurnTimeoutMs: 5_000,
        keyterms: [],
      },
      history: script.history ?? [],
      elapsedMs: script.elapsedMs ?? 0,
      ...(script.recording ? { recording: script.recording } : {}),
    };
    this.session = createCallSession(brief, {
      clock,
      pacer: createPacer(clock, (error) => this.errors.push(error)),
      rate: createSpeakingRate(),
      speechToText: {
        open: (options, listener) =>
          (options.eagerEndOfTurnThreshold === null ? this.personSpeechToText : this.speechToText).open(
            options,
            listener,
          ),
      },
      ...(settings.people ? { people: this.people } : {}),
      ...(script.texts ? { texts: script.texts } : {}),
      ...(script.recorder ? { recorder: script.recorder } : {}),
      secrets: this.secrets,
      textToSpeech: this.textToSpeech,
      languageModel: this.model,
      knowledge: this.knowledge,
      models: { fast: "fast-model", standard: "standard-model", deep: "deep-model" },
      append: (body) => this.record(body, epoch),
      onEvent: () => {},
      onSpeech: (speech) => this.speeches.push(speech),
      onEnded: (closing) => (this.closing = closing),
      onError: (error) => this.errors.push(error),
    });
  }

  /** The carrier's media stream arrives; again: a new one takes the old one's place. */
  connect(resumed = false): this {
    if (this.line.closed || resumed) this.line = createFakeLine({ clock: this.clock, latencyMs: this.latencyMs });
    const { line } = this;
    this.session.attachLine((listener) => {
      line.listen(listener);
      return line;
    }, resumed);
    this.breathe(line);
    return this;
  }

  /** Somebody of the team with an open microphone, who has not taken the call yet. */
  person(userId: string, name: string): SimulatedPerson {
    return new SimulatedPerson(this, userId, name);
  }

  /** Time passes. */
  pass(ms: number): this {
    this.clock.advance(ms);
    return this;
  }

  /** Time passes until a fact of this kind has happened `count` times in all; throws after `withinMs`. Returns the last of them. */
  until<T extends CallEventBody["type"]>(type: T, count = 1, withinMs = 60_000): Fact<T> {
    for (let passedMs = 0; passedMs <= withinMs; passedMs += 1) {
      const found = this.factsOf(type);
      const last = found.at(-1);
      if (last && found.length >= count) return last;
      this.clock.advance(1);
    }
    throw new Error(`${type} did not happen ${count} times within ${withinMs} ms; there were: ${this.story()}`);
  }

  /** The caller begins to say `text` now: sound on the line and, word by word, recognised. Returns how long it takes, in ms. */
  say(text: string, options: UtterOptions = {}): number {
    const ms = text.split(" ").length * (options.msPerWord ?? MS_PER_WORD);
    const voice = speechLike(ms);
    for (let at = 0; at < voice.length; at += FRAME_MS * 8) this.mouth.push(voice.subarray(at, at + FRAME_MS * 8));
    this.speechToText.utter(text, { msPerWord: MS_PER_WORD, ...options });
    return ms;
  }

  get nowMs(): number {
    return this.clock.now();
  }

  factsOf<T extends CallEventBody["type"]>(type: T): Fact<T>[] {
    return this.events.flatMap(({ body }, index) =>
      body.type === type ? [{ ...(body as Extract<CallEventBody, { type: T }>), atMs: this.atMs[index] ?? 0 }] : [],
    );
  }

  /** What the caller has really heard, in milliseconds of sound. */
  heardMs(): number {
    return this.line.playedBytes() / 8;
  }

  /** The agent's words as they were heard, one answer a line. */
  heardTexts(): string[] {
    return this.factsOf("answer.ended").map(({ heardText }) => heardText.trim());
  }

  /** What the model was told in its last run, one line a part. */
  lastAsked(): string[] {
    const messages = this.model.runs.at(-1)?.request.messages ?? [];
    return messages.flatMap(({ role, content }) =>
      content.map((part) => `${role}: ${part.kind === "text" ? part.text : part.kind}`),
    );
  }

  story(): string {
    return this.events.map(({ body }, index) => `${this.atMs[index]} ${body.type}`).join(", ");
  }

  private record(body: CallEventBody, epoch: number): CallEvent {
    const event: CallEvent = {
      callId: "call-1",
      seq: epoch * EPOCH_SPAN + this.events.length + 1,
      at: this.clock.wallTime().toISOString(),
      body,
    };
    this.events.push(event);
    this.atMs.push(this.clock.now());
    return event;
  }

  /** A line carries a frame every 20 ms, whether anyone speaks or not. */
  private breathe(line: FakeLine): void {
    const quiet = silence(FRAME_MS);
    const frame = (): void => {
      if (line.closed || line !== this.line) return;
      line.deliver(this.mouth.shift() ?? quiet);
      this.clock.setTimer(FRAME_MS, frame);
    };
    this.clock.setTimer(0, frame);
  }
}
