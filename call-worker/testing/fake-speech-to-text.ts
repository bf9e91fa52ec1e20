import type { Clock } from "@/call-worker/ports/clock";
import type {
  ListenListener,
  ListenOptions,
  Recognition,
  SpeechToText,
  SpeechToTextStream,
} from "@/call-worker/ports/speech-to-text";

export type UtterOptions = {
  /** Default 350 ms a word. */
  msPerWord?: number;
  /** Last word → "may be over"; null: no early warning. Default 150. */
  endingAfterMs?: number | null;
  /** Last word → end of turn. Default 300. */
  endedAfterMs?: number;
  confidence?: number;
};

export interface FakeListenStream {
  readonly options: ListenOptions;
  readonly chunks: readonly { at: number; mulaw: Uint8Array }[];
  readonly forcedEnds: number;
  readonly isOpen: boolean;
  readonly isClosed: boolean;
  /** Audio pushed so far, in ms. */
  heardMs(): number;
  /** What bufferedBytes() says. */
  backlogBytes: number;
  emit(recognition: Recognition): void;
  lose(message?: string, retryable?: boolean): void;
}

/** A recogniser that recognises what it is told. */
export interface FakeSpeechToText extends SpeechToText {
  /** All streams ever opened. */
  readonly streams: readonly FakeListenStream[];
  /** The newest stream. */
  current(): FakeListenStream;
  /**
   * A person says `text`, starting now: started with the first word, updated word by word, ending, ended.
   * Spoken on whatever stream is the newest at each moment; numbered by that stream.
   */
  utter(text: string, options?: UtterOptions): void;
  /** The next `times` opens are refused. */
  refuse(times: number, retryable?: boolean): void;
  /** The next opens never answer, until called with false. */
  hang(hanging: boolean): void;
  /** Recognises nothing and answers nothing, though connected. */
  deaf: boolean;
}

export function createFakeSpeechToText(clock: Clock, openAfterMs = 50): FakeSpeechToText {
  return new ScriptedRecogniser(clock, openAfterMs);
}

class ScriptedRecogniser implements FakeSpeechToText {
  readonly streams: ScriptedStream[] = [];
  deaf = false;
  private refusals = 0;
  private refusalsRetryable = true;
  private hanging = false;

  constructor(
    private readonly clock: Clock,
    private readonly openAfterMs: number,
  ) {}

  open(options: ListenOptions, listener: ListenListener): SpeechToTextStream {
    const stream = new ScriptedStream(options, listener, this.clock, () => this.deaf);
    this.streams.push(stream);
    if (this.refusals > 0) {
      this.refusals--;
      const retryable = this.refusalsRetryable;
      this.clock.setTimer(this.openAfterMs, () => stream.lose("refused", retryable));
    } else if (!this.hanging) this.clock.setTimer(this.openAfterMs, () => stream.opened());
    return stream;
  }

  current(): ScriptedStream {
    const stream = this.streams.at(-1);
    if (stream === undefined) throw new Error("No stream was opened yet.");
    return stream;
  }

  utter(text: string, options: UtterOptions = {}): void {
    const words = text.split(" ");
    const msPerWord = options.msPerWord ?? 350;
    const startStream = this.current();
    const startMs = startStream.heardMs();
    const say = (afterMs: number, make: (stream: ScriptedStream) => Recognition): void => {
      this.clock.setTimer(afterMs, () => {
        const stream = this.current();
        stream.emit(make(stream));
      });
    };
    words.forEach((_, index) => {
      const soFar = words.slice(0, index + 1).join(" ");
      say((index + 1) * msPerWord, (stream) => ({
        kind: index === 0 ? "turn.started" : "turn.updated",
        turn: stream.turn,
        text: soFar,
      }));
    });
    const spokenMs = words.length * msPerWord;
    const endingAfterMs = options.endingAfterMs === undefined ? 150 : options.endingAfterMs;
    if (endingAfterMs !== null) {
      say(spokenMs + endingAfterMs, (stream) => ({ kind: "turn.ending", turn: stream.turn, text }));
    }
    say(spokenMs + (options.endedAfterMs ?? 300), (stream) => ({
      kind: "turn.ended",
      turn: stream.turn,
      text,
      confidence: options.confidence ?? 0.95,
      trigger: "model",
      startMs: stream === startStream ? startMs : 0,
      endMs: stream.heardMs(),
    }));
  }

  refuse(times: number, retryable = true): void {
    this.refusals = times;
    this.refusalsRetryable = retryable;
  }

  hang(hanging: boolean): void {
    this.hanging = hanging;
  }
}

class ScriptedStream implements SpeechToTextStream, FakeListenStream {
  readonly chunks: { at: number; mulaw: Uint8Array }[] = [];
  forcedEnds = 0;
  isOpen = false;
  isClosed = false;
  backlogBytes = 0;
  turn = 0;
  private openTurn: { text: string; startMs: number } | null = null;
  private bytes = 0;

  constructor(
    readonly options: ListenOptions,
    private readonly listener: ListenListener,
    private readonly clock: Clock,
    private readonly isDeaf: () => boolean,
  ) {}

  opened(): void {
    if (this.isClosed) return;
    this.isOpen = true;
    this.listener.onOpen();
  }

  push(mulaw: Uint8Array): void {
    if (!this.isOpen) throw new Error("Audio was pushed before the stream was open.");
    if (this.isClosed) return;
    this.bytes += mulaw.length;
    this.chunks.push({ at: this.clock.now(), mulaw: mulaw.slice() });
  }

  forceEndOfTurn(): void {
    this.forcedEnds++;
    const turn = this.openTurn;
    if (turn === null || this.isDeaf()) return;
    this.clock.setTimer(30, () => {
      if (this.openTurn !== turn) return;
      this.emit({
        kind: "turn.ended",
        turn: this.turn,
        text: turn.text,
        confidence: 0.5,
        trigger: "manual",
        startMs: turn.startMs,
        endMs: this.heardMs(),
      });
    });
  }

  bufferedBytes(): number {
    return this.backlogBytes;
  }

  close(): void {
    this.isClosed = true;
  }

  heardMs(): number {
    return this.bytes / 8;
  }

  emit(recognition: Recognition): void {
    if (!this.isOpen || this.isClosed || this.isDeaf()) return;
    if (recognition.kind === "turn.ended") {
      this.openTurn = null;
      this.turn = Math.max(this.turn, recognition.turn + 1);
    } else this.openTurn = { text: recognition.text, startMs: this.openTurn?.startMs ?? this.heardMs() };
    this.listener.onRecognition(recognition);
  }

  lose(message = "connection lost", retryable = true): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.listener.onLost({ message, retryable });
  }
}
