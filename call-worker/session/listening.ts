import { MULAW_BYTES_PER_MS } from "@/call-worker/audio/mulaw";
import { createVoiceActivity, observeAudio, observeFilledSilence } from "@/call-worker/audio/voice-activity";
import type { VoiceChange } from "@/call-worker/audio/voice-activity";
import type { Clock, TimerHandle } from "@/call-worker/ports/clock";
import type { ListenOptions, Recognition, SpeechToText, SpeechToTextStream } from "@/call-worker/ports/speech-to-text";

import { AudioRing } from "./listening-ring";
import { TurnBook } from "./listening-turns";
import type { Paced, Pacer } from "./pacer";

const CHUNK_BYTES = 80 * MULAW_BYTES_PER_MS;
const FRAME_MS = 20;
const RING_MS = 8_000;
/** Speech was going on for a while before its turn was told. */
const TURN_LOOKBACK_BYTES = 1_500 * MULAW_BYTES_PER_MS;
const GAP_MS = 120;
const FILL_EVERY_MS = 80;
const OPEN_PATIENCE_MS = 1_500;
const RETRY_DELAYS_MS = [0, 250, 500, 1_000];
const LEAST_FAILURES = 3;
const GIVE_UP_AFTER_MS = 4_000;
const PROVEN_AFTER_MS = 5_000;
const STUCK_TURN_LEAST_MS = 3_000;
const STUCK_TURN_TIMEOUTS = 4;
const FORCED_END_PATIENCE_MS = 2_000;
const DEAF_AFTER_MS = 3_000;
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
  /** Connects; the call's time starts with the first start(). */
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
  private readonly listener: ListeningListener;
  private readonly ring = new AudioRing(RING_MS * MULAW_BYTES_PER_MS);
  private readonly voice = createVoiceActivity();
  private readonly turns: TurnBook;
  private readonly offsetMs: number;
  private readonly stuckTurnMs: number;

  private startedAt = -1;
  private filledUntilAt = 0;
  private filling = false;
  /** How far filled silence has pushed the stream ahead of the call's time: the audio came after all, late. */
  private aheadMs = 0;
  private speechEndAt = -1;

  private stream: SpeechToTextStream | null = null;
  private streamOpen = false;
  private epoch = 0;
  private timer: TimerHandle | null = null;
  /** Position in the call's audio of the present stream's first byte, and of the next one to push. */
  private baseByte = 0;
  private nextByte = 0;
  private endedTurnByte = 0;
  private openedAt = -1;
  private downSince = -1;
  private lostAt = -1;
  private failures = 0;
  private backlogSince = -1;
  private unansweredSpeechMs = 0;
  private deafAfterMs = DEAF_AFTER_MS;
  private forcedAt = -1;

  constructor(private readonly options: ListeningOptions) {
    this.clock = options.clock;
    this.listener = options.listener;
    this.offsetMs = options.startMs ?? 0;
    this.stuckTurnMs = Math.max(STUCK_TURN_LEAST_MS, STUCK_TURN_TIMEOUTS * options.listen.endOfTurnTimeoutMs);
    this.turns = new TurnBook(options.firstTurn ?? 0, (recognition) => this.listener.onRecognition(recognition));
  }

  start(): void {
    if (this.stream !== null || this.timer !== null) return;
    const now = this.clock.now();
    if (this.startedAt < 0) {
      this.startedAt = now;
      this.filledUntilAt = now;
    }
    this.failures = 0;
    this.downSince = now;
    this.dueAt = now + GAP_MS;
    this.options.pacer.add(this);
    this.connect();
  }

  pushAudio(mulaw: Uint8Array): void {
    if (this.startedAt < 0) return;
    const now = this.clock.now();
    this.ring.write(mulaw);
    const change = observeAudio(this.voice, mulaw);
    this.filledUntilAt = now;
    this.filling = false;
    const aheadMs = this.voice.streamMs - (now - this.startedAt);
    if (aheadMs > this.aheadMs) this.aheadMs = aheadMs;
    if (this.voice.speaking) {
      this.unansweredSpeechMs += mulaw.length / MULAW_BYTES_PER_MS;
      if (this.voice.lastSpeechEndMs === this.voice.streamMs) this.speechEndAt = now;
    }
    this.forward(now);
    this.dueAt = Math.min(now + GAP_MS, this.watchAt());
    if (change !== "none") this.tellVoice(change);
  }

  forceEndOfTurn(): void {
    if (this.turns.open === null) return;
    if (this.streamOpen) this.stream?.forceEndOfTurn();
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

  lastSpeechEndAt(): number | null {
    return this.speechEndAt < 0 ? null : this.speechEndAt;
  }

  close(): void {
    this.disconnect();
    this.startedAt = -1;
    this.dueAt = Infinity;
    this.options.pacer.remove(this);
  }

  onDue(now: number): number {
    const missingMs = now - this.filledUntilAt;
    if (missingMs >= (this.filling ? FILL_EVERY_MS : GAP_MS)) this.fill(missingMs, now);
    this.watchTurn(now);
    if (this.startedAt < 0) return 0;
    this.dueAt = Math.min(this.filledUntilAt + (this.filling ? FILL_EVERY_MS : GAP_MS), this.watchAt());
    return 0;
  }

  /** Keeps audio flowing when the line has none: a recogniser that gets nothing never ends a turn. */
  private fill(missingMs: number, now: number): void {
    const ms = Math.floor(missingMs / FRAME_MS) * FRAME_MS;
    this.ring.writeSilence(ms * MULAW_BYTES_PER_MS);
    const change = observeFilledSilence(this.voice, ms);
    this.filling = true;
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
    const { stream, ring } = this;
    if (!this.streamOpen || stream === null) return;
    if (ring.end - this.nextByte < CHUNK_BYTES) return;
    while (ring.end - this.nextByte >= CHUNK_BYTES) {
      stream.push(ring.copy(this.nextByte, CHUNK_BYTES));
      this.nextByte += CHUNK_BYTES;
    }
    if (stream.bufferedBytes() < BACKLOG_BYTES) this.backlogSince = -1;
    else if (this.backlogSince < 0) this.backlogSince = now;
    else if (now - this.backlogSince >= BACKLOG_PATIENCE_MS) {
      this.lose(this.epoch, { message: "The recogniser takes no audio any more.", retryable: true });
      return;
    }
    if (this.unansweredSpeechMs >= this.deafAfterMs) {
      // Music may sound like speech: each try in vain waits twice as long for the next.
      this.deafAfterMs = Math.min(this.deafAfterMs * 2, MOST_DEAF_MS);
      this.lose(this.epoch, { message: "The recogniser hears nothing while somebody speaks.", retryable: true });
    }
  }

  private watchAt(): number {
    if (this.forcedAt >= 0) return this.forcedAt + FORCED_END_PATIENCE_MS;
    const { open } = this.turns;
    return open === null ? Infinity : open.changedAt + this.stuckTurnMs;
  }

  private watchTurn(now: number): void {
    const { open } = this.turns;
    if (open === null || now < this.watchAt()) return;
    if (this.forcedAt < 0) {
      this.forceEndOfTurn();
      return;
    }
    this.forcedAt = -1;
    this.stats.cutTurns++;
    this.endedTurnByte = this.nextByte;
    this.turns.cutOff(this.callMs(this.nextByte / MULAW_BYTES_PER_MS));
  }

  private connect(): void {
    this.timer = null;
    const epoch = ++this.epoch;
    const timer = this.clock.setTimer(OPEN_PATIENCE_MS, () => {
      this.lose(epoch, { message: "The recogniser did not answer in time.", retryable: true });
    });
    this.timer = timer;
    const stream = this.options.speechToText.open(this.options.listen, {
      onOpen: () => this.opened(epoch),
      onRecognition: (recognition) => this.recognised(epoch, recognition),
      onLost: (error) => this.lose(epoch, error),
    });
    // It may have been refused before open() returned.
    if (epoch !== this.epoch) {
      stream.close();
      return;
    }
    this.stream = stream;
    this.forward(this.clock.now());
  }

  private opened(epoch: number): void {
    if (epoch !== this.epoch || this.streamOpen) return;
    const now = this.clock.now();
    if (this.timer !== null) this.clock.clearTimer(this.timer);
    this.timer = null;
    this.openedAt = now;
    this.backlogSince = -1;
    this.unansweredSpeechMs = 0;
    this.placeReplay();
    this.streamOpen = true;
    this.forward(now);
    if (this.lostAt < 0) return;
    const gapMs = now - this.lostAt;
    this.lostAt = -1;
    this.stats.reconnects++;
    this.listener.onRecovered(gapMs);
  }

  /** Where a new stream begins: after the last ended turn, so that the open one is heard again from its start. */
  private placeReplay(): void {
    const { open } = this.turns;
    const turnIsGone = open !== null && open.startedAtByte - TURN_LOOKBACK_BYTES < this.ring.start;
    const from = turnIsGone ? open.knownToByte : this.endedTurnByte;
    this.baseByte = Math.max(from, this.ring.start);
    this.nextByte = this.baseByte;
    this.turns.newStream(turnIsGone);
  }

  private recognised(epoch: number, recognition: Recognition): void {
    if (epoch !== this.epoch) return;
    const now = this.clock.now();
    this.failures = 0;
    this.unansweredSpeechMs = 0;
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

  private lose(epoch: number, error: { message: string; retryable: boolean }): void {
    if (epoch !== this.epoch) return;
    const now = this.clock.now();
    if (this.openedAt >= 0 && (this.failures === 0 || now - this.openedAt >= PROVEN_AFTER_MS)) {
      this.failures = 0;
      this.downSince = now;
    }
    this.disconnect();
    this.failures++;
    const tellLoss = this.lostAt < 0;
    if (tellLoss) this.lostAt = now;
    const hopeless = this.failures >= LEAST_FAILURES && now - this.downSince >= GIVE_UP_AFTER_MS;
    if (!error.retryable || hopeless) {
      this.listener.onFailed(error.message);
      return;
    }
    const delayMs = RETRY_DELAYS_MS[Math.min(this.failures, RETRY_DELAYS_MS.length) - 1] ?? 0;
    this.timer = this.clock.setTimer(delayMs, () => this.connect());
    if (tellLoss) this.listener.onLost(error.message);
  }

  private disconnect(): void {
    this.epoch++;
    if (this.timer !== null) this.clock.clearTimer(this.timer);
    this.timer = null;
    const { stream } = this;
    this.stream = null;
    this.streamOpen = false;
    this.openedAt = -1;
    stream?.close();
  }
}
