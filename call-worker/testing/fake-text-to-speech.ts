import type { Clock, TimerHandle } from "@/call-worker/ports/clock";
import type { SpeakListener, TextToSpeech, TextToSpeechStream } from "@/call-worker/ports/text-to-speech";

import { silence, speechLike } from "./audio-samples";

export type FakeVoiceOptions = {
  clock: Clock;
  openAfterMs?: number;
  /** First text → first audio. Default 200. */
  ttfbMs?: number;
  /** How fast it talks; default 15 characters a second. */
  charsPerSecond?: number;
  /** How much faster than speech the audio comes; default 8. Below 1 the far end starves. */
  speed?: number;
  /** Audio of one piece, in ms; default 100. */
  pieceMs?: number;
  /** Silence before each answer, as real voices have it; default 0. */
  leadingSilenceMs?: number;
};

export interface FakeSpeakStream {
  readonly voice: string;
  readonly isOpen: boolean;
  readonly isClosed: boolean;
  /** What it was asked, in order. */
  readonly asked: readonly ({ speak: string; generation: number } | { finish: number } | "cancel")[];
  lose(message?: string, retryable?: boolean): void;
}

/** A voice that makes speech-like audio, `charsPerSecond` long. */
export interface FakeTextToSpeech extends TextToSpeech {
  readonly streams: readonly FakeSpeakStream[];
  current(): FakeSpeakStream;
  refuse(times: number, retryable?: boolean): void;
  /** Connected but gives no audio, while true. */
  mute: boolean;
  /** Audio of `text` as it would be made, for comparing. */
  lengthMs(text: string): number;
}

export function createFakeTextToSpeech(options: FakeVoiceOptions): FakeTextToSpeech {
  return new ScriptedVoice(options);
}

class ScriptedVoice implements FakeTextToSpeech {
  readonly streams: ScriptedSpeech[] = [];
  mute = false;
  private refusals = 0;
  private refusalsRetryable = true;
  readonly pieceMs: number;
  readonly leadingSilenceMs: number;
  readonly charsPerSecond: number;
  readonly speed: number;
  readonly ttfbMs: number;
  readonly clock: Clock;
  private readonly openAfterMs: number;

  constructor(options: FakeVoiceOptions) {
    this.clock = options.clock;
    this.openAfterMs = options.openAfterMs ?? 50;
    this.ttfbMs = options.ttfbMs ?? 200;
    this.charsPerSecond = options.charsPerSecond ?? 15;
    this.speed = options.speed ?? 8;
    this.pieceMs = options.pieceMs ?? 100;
    this.leadingSilenceMs = options.leadingSilenceMs ?? 0;
  }

  open(options: { voice: string }, listener: SpeakListener): TextToSpeechStream {
    const stream = new ScriptedSpeech(options.voice, listener, this);
    this.streams.push(stream);
    if (this.refusals > 0) {
      this.refusals--;
      const retryable = this.refusalsRetryable;
      this.clock.setTimer(this.openAfterMs, () => stream.lose("refused", retryable));
    } else this.clock.setTimer(this.openAfterMs, () => stream.opened());
    return stream;
  }

  current(): ScriptedSpeech {
    const stream = this.streams.at(-1);
    if (stream === undefined) throw new Error("No stream was opened yet.");
    return stream;
  }

  refuse(times: number, retryable = true): void {
    this.refusals = times;
    this.refusalsRetryable = retryable;
  }

  lengthMs(text: string): number {
    return Math.round((text.length / this.charsPerSecond) * 1_000);
  }
}

type Voiced = { generation: number; text: string; madeMs: number; complete: boolean; firstTextAt: number };

class ScriptedSpeech implements TextToSpeechStream, FakeSpeakStream {
  readonly asked: ({ speak: string; generation: number } | { finish: number } | "cancel")[] = [];
  isOpen = false;
  isClosed = false;
  private voiced: Voiced[] = [];
  private timer: TimerHandle | null = null;

  constructor(
    readonly voice: string,
    private readonly listener: SpeakListener,
    private readonly owner: ScriptedVoice,
  ) {}

  opened(): void {
    if (this.isClosed) return;
    this.isOpen = true;
    this.listener.onOpen();
  }

  speak(generation: number, text: string): void {
    if (!this.isOpen) throw new Error("Text was given before the stream was open.");
    this.asked.push({ speak: text, generation });
    const known = this.voiced.find((one) => one.generation === generation);
    if (known !== undefined) known.text += text;
    else {
      this.voiced.push({ generation, text, madeMs: 0, complete: false, firstTextAt: this.owner.clock.now() });
    }
    this.go();
  }

  finish(generation: number): void {
    this.asked.push({ finish: generation });
    const known = this.voiced.find((one) => one.generation === generation);
    if (known === undefined) return;
    known.complete = true;
    this.go();
  }

  cancel(): void {
    this.asked.push("cancel");
    this.voiced = [];
  }

  close(): void {
    this.isClosed = true;
  }

  lose(message = "connection lost", retryable = true): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.listener.onLost({ message, retryable });
  }

  private go(): void {
    if (this.timer !== null) return;
    const first = this.voiced[0];
    if (first === undefined) return;
    const { clock, pieceMs, speed, ttfbMs } = this.owner;
    const waitMs = first.madeMs === 0 ? first.firstTextAt + ttfbMs - clock.now() : pieceMs / speed;
    this.timer = clock.setTimer(waitMs, () => {
      this.timer = null;
      this.make();
    });
  }

  private make(): void {
    const first = this.voiced[0];
    if (first === undefined || this.isClosed || this.owner.mute) return;
    const { pieceMs } = this.owner;
    const availableMs = this.owner.lengthMs(first.text) - first.madeMs;
    const ms = first.complete ? Math.min(pieceMs, availableMs) : availableMs >= pieceMs ? pieceMs : 0;
    if (ms > 0) {
      const fromMs = first.madeMs;
      if (first.madeMs === 0 && this.owner.leadingSilenceMs > 0) {
        this.listener.onAudio(first.generation, silence(this.owner.leadingSilenceMs));
      }
      first.madeMs += ms;
      this.listener.onAudio(first.generation, speechLike(ms, undefined, fromMs));
    }
    if (first.complete && this.owner.lengthMs(first.text) <= first.madeMs) {
      this.voiced = this.voiced.filter((one) => one !== first);
      this.listener.onFinished(first.generation);
    } else if (ms === 0) return;
    this.go();
  }
}
