import type { Clock, TimerHandle } from "@/call-worker/ports/clock";
import type { ListenOptions, Recognition, SpeechToText, SpeechToTextStream } from "@/call-worker/ports/speech-to-text";

const OPEN_PATIENCE_MS = 1_500;
const RETRY_DELAYS_MS = [0, 250, 500, 1_000];
const LEAST_FAILURES = 3;
const GIVE_UP_AFTER_MS = 4_000;
/** A stream that lived this long, or recognised anything, was a good one: its loss starts the counting anew. */
const PROVEN_AFTER_MS = 5_000;

export type ConnectionListener = {
  /** A new stream is open and has heard nothing yet. */
  onOpened(stream: SpeechToTextStream): void;
  onRecognition(recognition: Recognition): void;
  onLost(message: string): void;
  onRecovered(gapMs: number): void;
  onFailed(message: string): void;
};

/** Keeps a recogniser's stream open: replaces a lost one at once, then less hastily, and gives up after 4 s of failures. */
export class RecogniserConnection {
  reconnects = 0;
  /** The stream, while it is open. */
  stream: SpeechToTextStream | null = null;
  private pending: SpeechToTextStream | null = null;
  private openedInCall = false;
  /** Counts connections; what an older one says is stale. */
  private epoch = 0;
  private timer: TimerHandle | null = null;
  private openedAt = -1;
  private downSince = 0;
  private lostAt = -1;
  private failures = 0;

  constructor(
    private readonly speechToText: SpeechToText,
    private readonly options: ListenOptions,
    private readonly clock: Clock,
    private readonly listener: ConnectionListener,
  ) {}

  /** Without effect while a stream is there or on its way. */
  start(): void {
    if (this.stream !== null || this.pending !== null || this.timer !== null) return;
    this.failures = 0;
    this.downSince = this.clock.now();
    this.connect();
  }

  stop(): void {
    this.epoch++;
    if (this.timer !== null) this.clock.clearTimer(this.timer);
    this.timer = null;
    const stream = this.stream ?? this.pending;
    this.stream = null;
    this.pending = null;
    this.openedAt = -1;
    stream?.close();
  }

  /** Gives the present stream up and takes another. */
  replace(message: string): void {
    this.lose(this.epoch, { message, retryable: true });
  }

  private connect(): void {
    const epoch = ++this.epoch;
    this.timer = this.clock.setTimer(OPEN_PATIENCE_MS, () => {
      this.lose(epoch, { message: "The recogniser did not answer in time.", retryable: true });
    });
    this.openedInCall = false;
    const stream = this.speechToText.open(this.options, {
      onOpen: () => this.opened(epoch),
      onRecognition: (recognition) => this.recognised(epoch, recognition),
      onLost: (error) => this.lose(epoch, error),
    });
    // It may have been refused, or opened, before open() returned.
    if (epoch !== this.epoch) stream.close();
    else {
      this.pending = stream;
      if (this.openedInCall) this.opened(epoch);
    }
  }

  private opened(epoch: number): void {
    if (epoch !== this.epoch || this.stream !== null) return;
    if (this.pending === null) {
      this.openedInCall = true;
      return;
    }
    const now = this.clock.now();
    if (this.timer !== null) this.clock.clearTimer(this.timer);
    this.timer = null;
    this.openedAt = now;
    this.stream = this.pending;
    this.pending = null;
    const gapMs = this.lostAt < 0 ? -1 : now - this.lostAt;
    this.lostAt = -1;
    this.listener.onOpened(this.stream);
    if (gapMs < 0) return;
    this.reconnects++;
    this.listener.onRecovered(gapMs);
  }

  private recognised(epoch: number, recognition: Recognition): void {
    if (epoch !== this.epoch) return;
    this.failures = 0;
    this.listener.onRecognition(recognition);
  }

  private lose(epoch: number, error: { message: string; retryable: boolean }): void {
    if (epoch !== this.epoch) return;
    const now = this.clock.now();
    if (this.openedAt >= 0 && (this.failures === 0 || now - this.openedAt >= PROVEN_AFTER_MS)) {
      this.failures = 0;
      this.downSince = now;
    }
    this.stop();
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
}
