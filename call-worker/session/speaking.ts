import type { Clock, TimerHandle } from "@/call-worker/ports/clock";
import type { TextToSpeech, TextToSpeechStream } from "@/call-worker/ports/text-to-speech";

import type { SpeakingRate } from "./playout-speaking-rate";
import { Utterance } from "./speaking-utterance";

const OPEN_PATIENCE_MS = 1_500;
/** A timer later than this, and what came meanwhile is read before anybody is blamed. */
const STOOD_STILL_MS = 50;
const READ_FIRST_MS = 20;
const RETRY_DELAYS_MS = [0, 250, 500];
const MOST_FAILURES = 3;
/** Connections lost in the course of one answer: more, and it would only stutter. */
const MOST_LOSSES = 3;

export type SpeakingListener = {
  /** Audio of an answer, leading silence trimmed. The buffer belongs to the listener. */
  onAudio(generation: number, mulaw: Uint8Array): void;
  /** First text given → first audio come, in ms. */
  onFirstAudio(generation: number, ttfbMs: number): void;
  /** All audio of the answer has been passed on. */
  onFinished(generation: number): void;
  /** The answer cannot be spoken (any further); some of its audio may have been passed on. */
  onFailed(generation: number, message: string): void;
  /** The voice was lost in the middle of an answer and is being replaced. */
  onLost(message: string): void;
  onRecovered(gapMs: number): void;
};

export type SpeakingStats = { opened: number; respoken: number; staleBytes: number };

export interface Speaking {
  /** Opens the connection if there is none: at the call's start, and again when a person begins a turn. */
  warm(): void;
  /** More text of an answer; generations grow, one older than the newest or cancelled is ignored. */
  speak(generation: number, text: string): void;
  /** The answer's text is complete. */
  finish(generation: number): void;
  /** Forgets all answers; no call-back about them follows. */
  cancel(): void;
  close(): void;
  readonly stats: SpeakingStats;
}

export type SpeakingOptions = {
  textToSpeech: TextToSpeech;
  voice: string;
  rate: SpeakingRate;
  clock: Clock;
  listener: SpeakingListener;
};

export function createSpeaking(options: SpeakingOptions): Speaking {
  return new CallSpeaking(options);
}

class CallSpeaking implements Speaking {
  readonly stats: SpeakingStats = { opened: 0, respoken: 0, staleBytes: 0 };
  private readonly clock: Clock;
  private readonly listener: SpeakingListener;
  private utterances: Utterance[] = [];
  private newestGeneration = -Infinity;
  private stream: TextToSpeechStream | null = null;
  private streamOpen = false;
  private epoch = 0;
  private closed = false;
  /** Waits for the connection to open, or to try again. */
  private connectTimer: TimerHandle | null = null;
  /** Waits for audio that is owed. */
  private audioTimer: TimerHandle | null = null;
  private failures = 0;
  private lostAt = -1;

  constructor(private readonly options: SpeakingOptions) {
    this.clock = options.clock;
    this.listener = options.listener;
  }

  warm(): void {
    if (this.closed || this.stream !== null || this.connectTimer !== null) return;
    this.failures = 0;
    this.connect();
  }

  speak(generation: number, text: string): void {
    if (this.closed || text === "") return;
    const utterance = this.utteranceFor(generation);
    if (utterance === null || utterance.textComplete) return;
    const now = this.clock.now();
    utterance.addText(text, now);
    if (this.streamOpen && this.stream !== null) {
      this.stream.speak(generation, text);
      this.expectAudio(utterance, now);
    } else this.warm();
  }

  finish(generation: number): void {
    if (this.closed) return;
    const utterance = this.utteranceFor(generation);
    if (utterance === null || utterance.textComplete) return;
    utterance.textComplete = true;
    if (utterance.text.trim() === "") {
      // Not at once: who calls finish() is not ready to hear of its end meanwhile.
      this.clock.setTimer(0, () => this.finished(this.epoch, generation));
      return;
    }
    if (this.streamOpen && this.stream !== null) {
      this.stream.finish(generation);
      this.expectAudio(utterance, this.clock.now());
    } else this.warm();
  }

  cancel(): void {
    if (this.utterances.length === 0) return;
    this.utterances = [];
    this.lostAt = -1;
    this.watch();
    if (this.streamOpen) this.stream?.cancel();
  }

  close(): void {
    this.closed = true;
    this.utterances = [];
    this.watch();
    this.disconnect();
  }

  private find(generation: number): Utterance | undefined {
    for (const utterance of this.utterances) if (utterance.generation === generation) return utterance;
    return undefined;
  }

  private utteranceFor(generation: number): Utterance | null {
    const known = this.find(generation);
    if (known !== undefined) return known;
    if (generation <= this.newestGeneration) return null;
    this.newestGeneration = generation;
    const utterance = new Utterance(generation);
    this.utterances.push(utterance);
    return utterance;
  }

  private audio(epoch: number, generation: number, mulaw: Uint8Array): void {
    const utterance = epoch === this.epoch ? this.find(generation) : undefined;
    if (utterance === undefined) {
      this.stats.staleBytes += mulaw.length;
      return;
    }
    const now = this.clock.now();
    this.failures = 0;
    const first = !utterance.heardAudio;
    const audible = utterance.audioCame(mulaw, now);
    if (audible.length > 0) this.listener.onAudio(generation, audible);
    if (first) this.listener.onFirstAudio(generation, now - utterance.firstTextAt);
  }

  private finished(epoch: number, generation: number): void {
    const utterance = epoch === this.epoch ? this.find(generation) : undefined;
    if (utterance === undefined || !utterance.textComplete) return;
    const held = utterance.audioEnded();
    this.utterances = this.utterances.filter((other) => other !== utterance);
    this.utterances[0]?.isNext(this.clock.now());
    this.watch();
    if (held.length > 0) this.listener.onAudio(generation, held);
    this.listener.onFinished(generation);
  }

  private expectAudio(utterance: Utterance, now: number): void {
    utterance.expectAudio(now);
    this.watch();
  }

  /** One timer for the audio that is owed first; looked at when it fires rather than moved with every piece of audio. */
  private watch(): void {
    if (this.audioTimer !== null) this.clock.clearTimer(this.audioTimer);
    this.audioTimer = null;
    const overdueAt = this.overdueAt();
    if (overdueAt === Infinity) return;
    this.audioTimer = this.clock.setTimer(Math.max(0, overdueAt - this.clock.now()), () => this.audioOverdue());
  }

  /** Answers are voiced one after the other: only the first in line can be overdue. */
  private overdueAt(): number {
    const first = this.utterances[0];
    return first !== undefined && this.streamOpen ? first.overdueAt() : Infinity;
  }

  /** `mayHaveCome`: unread so far, for a timer that is late itself tells that this process stood still. */
  private audioOverdue(mayHaveCome = true): void {
    this.audioTimer = null;
    const utterance = this.utterances[0];
    if (utterance === undefined || this.clock.now() < this.overdueAt()) {
      this.watch();
      return;
    }
    if (mayHaveCome && this.clock.now() - this.overdueAt() > STOOD_STILL_MS) {
      this.audioTimer = this.clock.setTimer(READ_FIRST_MS, () => this.audioOverdue(false));
      return;
    }
    const message = utterance.overdueBecause();
    utterance.retries++;
    if (utterance.retries > 1) {
      this.disconnect();
      this.fail(message, [utterance]);
      if (this.utterances.length > 0) this.warm();
      return;
    }
    this.lose(this.epoch, { message, retryable: true });
  }

  private connect(): void {
    const epoch = ++this.epoch;
    this.connectTimer = this.clock.setTimer(OPEN_PATIENCE_MS, () => {
      this.lose(epoch, { message: "The voice did not answer in time.", retryable: true });
    });
    const stream = this.options.textToSpeech.open(
      { voice: this.options.voice },
      {
        onOpen: () => this.opened(epoch),
        onAudio: (generation, mulaw) => this.audio(epoch, generation, mulaw),
        onFinished: (generation) => this.finished(epoch, generation),
        onLost: (error) => this.lose(epoch, error),
      },
    );
    // It may have been refused, or opened, before open() returned.
    if (epoch !== this.epoch) {
      stream.close();
      return;
    }
    this.stream = stream;
    if (this.streamOpen) this.speakRest(stream);
  }

  private opened(epoch: number): void {
    if (epoch !== this.epoch || this.streamOpen) return;
    if (this.connectTimer !== null) this.clock.clearTimer(this.connectTimer);
    this.connectTimer = null;
    this.streamOpen = true;
    this.stats.opened++;
    if (this.stream !== null) this.speakRest(this.stream);
    if (this.lostAt < 0) return;
    const gapMs = this.clock.now() - this.lostAt;
    this.lostAt = -1;
    this.listener.onRecovered(gapMs);
  }

  /** Gives a new connection what the answers still lack. */
  private speakRest(stream: TextToSpeechStream): void {
    const now = this.clock.now();
    for (const utterance of this.utterances) {
      const { generation } = utterance;
      const { rest, respoken } = utterance.beginRest(this.options.rate.msPerWeight());
      if (respoken) this.stats.respoken++;
      if (rest.trim() === "") {
        // All of it was voiced; only the word that it was did not come.
        if (utterance.textComplete) this.clock.setTimer(0, () => this.finished(this.epoch, generation));
        continue;
      }
      stream.speak(generation, rest);
      if (utterance.textComplete) stream.finish(generation);
      utterance.expectAudio(now);
    }
    this.watch();
  }

  private lose(epoch: number, error: { message: string; retryable: boolean }): void {
    if (epoch !== this.epoch) return;
    this.disconnect();
    this.failures++;
    // Nobody is waiting: an idle connection may go, the next text opens another.
    if (this.utterances.length === 0) return;
    const now = this.clock.now();
    const stutters = this.utterances.some((utterance) => utterance.heardAudio && ++utterance.losses > MOST_LOSSES);
    if (!error.retryable || this.failures > MOST_FAILURES || stutters) {
      this.fail(error.message, this.utterances);
      return;
    }
    const tellLoss = this.lostAt < 0;
    if (tellLoss) this.lostAt = now;
    const delayMs = RETRY_DELAYS_MS[Math.min(this.failures, RETRY_DELAYS_MS.length) - 1] ?? 0;
    this.connectTimer = this.clock.setTimer(delayMs, () => this.connect());
    if (tellLoss) this.listener.onLost(error.message);
  }

  private fail(message: string, failed: readonly Utterance[]): void {
    this.lostAt = -1;
    this.utterances = this.utterances.filter((utterance) => !failed.includes(utterance));
    this.watch();
    for (const { generation } of failed) this.listener.onFailed(generation, message);
  }

  private disconnect(): void {
    this.epoch++;
    if (this.connectTimer !== null) this.clock.clearTimer(this.connectTimer);
    this.connectTimer = null;
    const { stream } = this;
    this.stream = null;
    this.streamOpen = false;
    this.watch();
    stream?.close();
  }
}
