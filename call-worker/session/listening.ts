import { MULAW_BYTES_PER_MS } from "@/lib/domain/audio/mulaw";
import { createVoiceActivity, observeAudio, observeFilledSilence } from "@/call-worker/audio/voice-activity";
import type { VoiceChange } from "@/call-worker/audio/voice-activity";
import type { Clock } from "@/call-worker/ports/clock";
import type { ListenOptions, Recognition, SpeechToText } from "@/call-worker/ports/speech-to-text";

import { RecogniserConnection } from "./listening-connection";
import { AudioRing } from "./listening-ring";
import { TurnBook } from "./listening-turns";
import type { Paced, Pacer } from "./pacer";

const CHUNK_BYTES = 80 * MULAW_BYTES_PER_MS;
const FRAME_MS = 20;
const RING_MS = 8_000;
/** Speech was going on for a while before its turn was told. */
const TURN_LOOKBACK_BYTES = 1_500 * MULAW_BYTES_PER_MS;
/** The latest text is of audio about this old. */
const TEXT_LAG_BYTES = 300 * MULAW_BYTES_PER_MS;
const GAP_MS = 120;
const FILL_EVERY_MS = 80;
/** A tick this late means that this process stood still, and that audio waits unread in its sockets. */
const LATE_TICK_MS = 40;
const STUCK_TURN_LEAST_MS = 3_000;
const STUCK_TURN_TIMEOUTS = 4;
const FORCED_END_PATIENCE_MS = 2_000;
/** So much speech without a word from the recogniser, and so long after it began: it is deaf, or what sounded like speech was none. */
const DEAF_SPEECH_MS = 400;
const DEAF_AFTER_MS = 2_500;
/** Speech that goes on for so long after its turn was ended still belongs to that turn: it owes no further word. */
const ENDED_TURN_TAIL_MS = 500;
/** A recogniser ends a turn when its own timeout of silence has passed; this much later it is not going to. */
const OVERDUE_END_MS = 1_500;
const MOST_DEAF_MS = 60_000;
const BACKLOG_BYTES = 2_000 * MULAW_BYTES_PER_MS;
const BACKLOG_PATIENCE_MS = 3_000;

/** Times are milliseconds of the call. */
export type ListeningListener = {
  /** Turn numbers grow through the whole call; each turn starts once and ends once. */
  onRecognition(recognition: Recognition): void;
  /** The detector on this side heard somebody begin or cease: sooner than any recogniser, and without words. */
  onSpeechStarted(atMs: number): void;
  onSpeechEnded(atMs: number): void;
  /** The recogniser is gone; it is being replaced and nothing said meanwhile is lost for 8 s. */
  onLost(message: string): void;
  onRecovered(gapMs: number): void;
  /** The recogniser cannot be had; nothing more is recognised until start() is called again. */
  onFailed(message: string): void;
};

export type ListeningStats = { reconnects: number; filledMs: number; forcedEnds: number; cutTurns: number };

export interface Listening {
  /** Connects; without effect while connected. The call's time starts with it, or with the first audio if that is sooner. */
  start(): void;
  /** Audio as it comes from the line (8 kHz mu-law); copied. */
  pushAudio(mulaw: Uint8Array): void;
  /** Ends the open turn now; it ends within 2 s whatever the recogniser does. */
  forceEndOfTurn(): void;
  /** Milliseconds of audio so far, filled gaps included. */
  streamMs(): number;
  /** The detector hears speech now. */
  hearsSpeech(): boolean;
  /** Call time at which the last audible speech ended; null before the first. Moves along while somebody speaks. */
  lastSpeechEndMs(): number | null;
  /** The same on the clock: when that audio arrived. */
  lastSpeechEndAt(): number | null;
  /** When the line last brought audio; 0 before the first. */
  lastAudioAt(): number;
  close(): void;
  readonly stats: ListeningStats;
}

export type ListeningOptions = {
  speechToText: SpeechToText;
  listen: ListenOptions;
  clock: Clock;
  pacer: Pacer;
  listener: ListeningListener;
  /** Number of the first turn, for a call that goes on after its worker was lost. */
  firstTurn?: number;
  /** Call time of the first audio, likewise. */
  startMs?: number;
};

export function createListening(options: ListeningOptions): Listening {
  return new CallListening(options);
}

class CallListening implements Listening, Paced {
  dueAt = Infinity;
  pacerSlot = -1;
  readonly stats: ListeningStats = { reconnects: 0, filledMs: 0, forcedEnds: 0, cutTurns: 0 };
  private readonly clock: Clock;
  private audioAt = 0;
  private readonly listener: ListeningListener;
  private readonly ring = new AudioRing(RING_MS * MULAW_BYTES_PER_MS);
  private readonly voice = createVoiceActivity();
  private readonly connection: RecogniserConnection;
  private readonly turns: TurnBook;
  private readonly offsetMs: number;
  private readonly stuckTurnMs: number;

  private startedAt = -1;
  private closed = false;
  private filledUntilAt = 0;
  private filling = false;
  private fillPutOff = false;
  /** How far filled silence has pushed the stream ahead of the call's time: the audio came after all, late. */
  private aheadMs = 0;
  private speechEndAt = -1;

  /** Position in the call's audio of the present stream's first byte, and of the next one to push. */
  private baseByte = 0;
  private nextByte = 0;
  private endedTurnByte = 0;
  private backlogSince = -1;
  private unansweredSpeechMs = 0;
  private unansweredSince = 0;
  /** When the recogniser last told anything. */
  private toldAt = 0;
  private deafAfterMs = DEAF_AFTER_MS;
  private forcedAt = -1;

  constructor(private readonly options: ListeningOptions) {
    const { clock, listen, listener, speechToText } = options;
    this.clock = clock;
    this.listener = listener;
    this.offsetMs = options.startMs ?? 0;
    this.stuckTurnMs = Math.max(STUCK_TURN_LEAST_MS, STUCK_TURN_TIMEOUTS * listen.endOfTurnTimeoutMs);
    this.turns = new TurnBook(options.firstTurn ?? 0, (recognition) => listener.onRecognition(recognition));
    this.connection = new RecogniserConnection(speechToText, listen, clock, {
      onOpened: () => this.opened(),
      onRecognition: (recognition) => this.recognised(recognition),
      onLost: (message) => listener.onLost(message),
      onRecovered: (gapMs) => {
        this.stats.reconnects++;
        listener.onRecovered(gapMs);
      },
      onFailed: (message) => listener.onFailed(message),
    });
  }

  start(): void {
    if (this.closed) return;
    this.beginTime(this.clock.now());
    this.connection.start();
  }

  pushAudio(mulaw: Uint8Array): void {
    if (this.closed) return;
    const now = this.clock.now();
    this.audioAt = now;
    if (this.startedAt < 0) this.beginTime(now);
    this.ring.write(mulaw);
    const change = observeAudio(this.voice, mulaw);
    this.filledUntilAt = now;
    this.filling = false;
    this.fillPutOff = false;
    const aheadMs = this.voice.streamMs - (now - this.startedAt);
    if (aheadMs > this.aheadMs) this.aheadMs = aheadMs;
    if (this.voice.speaking) {
      if (this.unansweredSpeechMs <= 0) this.unansweredSince = now;
      this.unansweredSpeechMs += mulaw.length / MULAW_BYTES_PER_MS;
      if (this.voice.lastSpeechEndMs === this.voice.streamMs) this.speechEndAt = now;
    } else if (this.unansweredSpeechMs < 0 || now - this.speechEndAt > RING_MS) this.unansweredSpeechMs = 0;
    this.forward(now);
    this.dueAt = Math.min(now + GAP_MS, this.watchAt());
    if (change !== "none") this.tellVoice(change);
  }

  forceEndOfTurn(): void {
    if (this.turns.open === null) return;
    this.connection.stream?.forceEndOfTurn();
    this.stats.forcedEnds++;
    if (this.forcedAt < 0) this.forcedAt = this.clock.now();
    this.dueAt = Math.min(this.dueAt, this.watchAt());
  }

  streamMs(): number {
    return this.voice.streamMs;
  }

  hearsSpeech(): boolean {
    return this.voice.speaking;
  }

  lastSpeechEndMs(): number | null {
    return this.voice.lastSpeechEndMs < 0 ? null : this.callMs(this.voice.lastSpeechEndMs);
  }

  lastAudioAt(): number {
    return this.audioAt;
  }

  lastSpeechEndAt(): number | null {
    return this.speechEndAt < 0 ? null : this.speechEndAt;
  }

  close(): void {
    this.closed = true;
    this.connection.stop();
    this.dueAt = Infinity;
    this.options.pacer.remove(this);
  }

  onDue(now: number): number {
    const late = now - this.dueAt >= LATE_TICK_MS;
    const missingMs = now - this.filledUntilAt;
    if (missingMs >= (this.filling ? FILL_EVERY_MS : GAP_MS)) {
      if (late && !this.fillPutOff) {
        this.fillPutOff = true;
        this.dueAt = now;
        return 0;
      }
      this.fill(missingMs, now);
    }
    this.watchTurn(now);
    if (this.closed) return 0;
    this.dueAt = Math.min(this.filledUntilAt + (this.filling ? FILL_EVERY_MS : GAP_MS), this.watchAt());
    return 0;
  }

  private beginTime(now: number): void {
    if (this.startedAt >= 0) return;
    this.startedAt = now;
    this.filledUntilAt = now;
    this.dueAt = now + GAP_MS;
    this.options.pacer.add(this);
  }

  /** Keeps audio flowing when the line has none: a recogniser that gets nothing never ends a turn. */
  private fill(missingMs: number, now: number): void {
    const ms = Math.floor(missingMs / FRAME_MS) * FRAME_MS;
    this.ring.writeSilence(ms * MULAW_BYTES_PER_MS);
    const change = observeFilledSilence(this.voice, ms);
    this.filling = true;
    this.fillPutOff = false;
    this.filledUntilAt += ms;
    this.stats.filledMs += ms;
    this.forward(now);
    if (change !== "none") this.tellVoice(change);
  }

  private tellVoice(change: VoiceChange): void {
    if (change === "started") this.listener.onSpeechStarted(this.callMs(this.voice.speechStartMs));
    else this.listener.onSpeechEnded(this.callMs(this.voice.lastSpeechEndMs));
  }

  private callMs(streamMs: number): number {
    return Math.max(0, streamMs - this.aheadMs) + this.offsetMs;
  }

  private forward(now: number): void {
    const { ring } = this;
    const { stream } = this.connection;
    if (stream === null || ring.end - this.nextByte < CHUNK_BYTES) return;
    while (ring.end - this.nextByte >= CHUNK_BYTES) {
      const chunk = ring.copy(this.nextByte, CHUNK_BYTES);
      this.nextByte += CHUNK_BYTES;
      stream.push(chunk);
      if (this.connection.stream !== stream) return;
    }
    if (stream.bufferedBytes() < BACKLOG_BYTES) this.backlogSince = -1;
    else if (this.backlogSince < 0) this.backlogSince = now;
    else if (now - this.backlogSince >= BACKLOG_PATIENCE_MS) {
      this.connection.replace("The recogniser takes no audio any more.");
      return;
    }
    if (this.unansweredSpeechMs >= DEAF_SPEECH_MS && now - this.unansweredSince >= this.deafAfterMs) {
      // Music may sound like speech: each try in vain waits twice as long for the next.
      this.deafAfterMs = Math.min(this.deafAfterMs * 2, MOST_DEAF_MS);
      this.connection.replace("The recogniser hears nothing while somebody speaks.");
    }
  }

  private watchAt(): number {
    return Math.min(this.stuckAt(), this.overdueEndAt());
  }

  private stuckAt(): number {
    if (this.forcedAt >= 0) return this.forcedAt + FORCED_END_PATIENCE_MS;
    const { open } = this.turns;
    return open === null ? Infinity : open.changedAt + this.stuckTurnMs;
  }

  private overdueEndAt(): number {
    if (this.turns.open === null || this.connection.stream === null || this.forcedAt >= 0) return Infinity;
    return Math.max(this.toldAt, this.speechEndAt) + this.options.listen.endOfTurnTimeoutMs + OVERDUE_END_MS;
  }

  private watchTurn(now: number): void {
    if (now >= this.overdueEndAt()) {
      this.toldAt = now;
      this.connection.replace("The recogniser does not end a turn that is over.");
    }
    if (this.turns.open === null || now < this.stuckAt()) return;
    if (this.forcedAt < 0) {
      this.forceEndOfTurn();
      return;
    }
    this.forcedAt = -1;
    this.stats.cutTurns++;
    this.endedTurnByte = this.nextByte;
    this.turns.cutOff(this.callMs(this.nextByte / MULAW_BYTES_PER_MS));
  }

  /** A new stream begins after the last ended turn, so that it hears the open one from its start. */
  private opened(): void {
    const { open } = this.turns;
    const turnByte = open === null ? Infinity : Math.max(open.startedAtByte - TURN_LOOKBACK_BYTES, this.endedTurnByte);
    const turnIsGone = open !== null && turnByte < this.ring.start;
    const from = turnIsGone ? open.knownToByte - TEXT_LAG_BYTES : this.endedTurnByte;
    this.baseByte = Math.max(from, this.ring.start);
    this.nextByte = this.baseByte;
    this.turns.newStream(turnIsGone);
    this.backlogSince = -1;
    this.unansweredSince = this.clock.now();
    this.forward(this.clock.now());
  }

  private recognised(recognition: Recognition): void {
    const now = this.clock.now();
    this.toldAt = now;
    this.unansweredSpeechMs = recognition.kind === "turn.ended" ? -ENDED_TURN_TAIL_MS : 0;
    this.deafAfterMs = DEAF_AFTER_MS;
    const nowMs = this.callMs(this.nextByte / MULAW_BYTES_PER_MS);
    const openBefore = this.turns.open?.turn;
    if (recognition.kind === "turn.ended") {
      const baseMs = this.baseByte / MULAW_BYTES_PER_MS;
      const endByte = Math.round((baseMs + recognition.endMs) * MULAW_BYTES_PER_MS);
      this.endedTurnByte = Math.min(Math.max(endByte, this.endedTurnByte, this.baseByte), this.nextByte);
      const startMs = this.callMs(baseMs + recognition.startMs);
      const endMs = this.callMs(baseMs + recognition.endMs);
      this.turns.take({ ...recognition, startMs, endMs }, now, this.nextByte, nowMs);
    } else this.turns.take(recognition, now, this.nextByte, nowMs);
    if (this.turns.open?.turn !== openBefore) this.forcedAt = -1;
    this.dueAt = Math.min(this.dueAt, this.watchAt());
  }
}
