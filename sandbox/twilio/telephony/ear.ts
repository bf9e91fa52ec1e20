import { FRAME_MS, BYTES_PER_MS, firstAudible, lastAudible } from "../audio/frames";

/** A stretch of sound that somebody heard. Times are call time in milliseconds, exact to the sample. */
interface HeardSpeech {
  readonly startedAtMs: number;
  readonly endedAtMs: number;
}

export interface EarListener {
  /** `talkedOver` when it never paused for the listener who had just finished talking. */
  started(atMs: number, talkedOver: boolean): void;
  ended(speech: HeardSpeech): void;
}

/** A pause this long inside speech is a place where an answer may begin, when the listener has just finished talking. */
const BREATH_MS = 100;
/** Someone who talks over the listener's end must pause this long before what follows counts as an answer. */
const TALKED_OVER_MS = 300;
/** Someone who has still not paused after this long has answered by talking on. */
const TALKING_ON_MS = 1_500;

/** Tells by energy when the other side speaks, from the frames that it hears. */
export class Ear {
  private speaking = false;
  private startedAtMs = 0;
  private lastSoundAtMs = Number.NEGATIVE_INFINITY;
  private waitingSinceMs: number | undefined;
  private requiredGapMs = BREATH_MS;

  constructor(
    /** Silence that ends a stretch of speech. */
    private readonly endSilenceMs: number,
    private readonly listener: EarListener,
  ) {}

  /** End of the last sound so far; minus infinity when there was none. */
  get soundEndedAtMs(): number {
    return this.lastSoundAtMs;
  }

  get isHearing(): boolean {
    return this.speaking;
  }

  get currentStartedAtMs(): number {
    return this.startedAtMs;
  }

  /** The listener finished talking: the next sound after a breath is an answer, and begins a stretch of its own. */
  expectAnswer(sinceMs: number): void {
    this.waitingSinceMs = sinceMs;
    this.requiredGapMs = sinceMs - this.lastSoundAtMs < BREATH_MS ? TALKED_OVER_MS : BREATH_MS;
  }

  hear(frame: Buffer, nowMs: number): void {
    const first = firstAudible(frame);
    if (first < 0) {
      if (!this.speaking) return;
      if (nowMs + FRAME_MS - this.lastSoundAtMs >= this.endSilenceMs) this.close();
      return;
    }
    const soundAtMs = nowMs + first / BYTES_PER_MS;
    let talkedOver = false;
    if (this.waitingSinceMs !== undefined && soundAtMs > this.waitingSinceMs) {
      const isAnswer = soundAtMs - this.lastSoundAtMs >= this.requiredGapMs;
      talkedOver = !isAnswer && soundAtMs - this.waitingSinceMs >= TALKING_ON_MS;
      if (isAnswer || talkedOver) {
        this.waitingSinceMs = undefined;
        this.close();
      }
    }
    if (!this.speaking) {
      this.speaking = true;
      this.startedAtMs = soundAtMs;
      this.listener.started(soundAtMs, talkedOver);
    }
    this.lastSoundAtMs = nowMs + (lastAudible(frame) + 1) / BYTES_PER_MS;
  }

  /** Ends the current stretch, if there is one. */
  close(): void {
    if (!this.speaking) return;
    this.speaking = false;
    this.listener.ended({ startedAtMs: this.startedAtMs, endedAtMs: this.lastSoundAtMs });
  }
}
