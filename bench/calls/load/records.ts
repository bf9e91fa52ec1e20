import { percentiles } from "../percentiles";

/** One answer of the voice's stand-in on one call. `toTurn`: the model's answer to a turn, not a greeting or a question into silence. */
export type VoiceAnswer = { sentBytes: number; cleared: boolean; toTurn: boolean };

/** All that the stand-ins and the caller know of one call. Times are this process's monotonic clock. */
export class CallRecord {
  turn = 0;
  turnEndSentAt = 0;
  modelReceivedAt = 0;
  tokenSentAt = 0;
  speakReceivedAt = 0;
  audioSentAt = 0;
  /** Which of the voice's answers is this turn's; −1 until it is known. */
  answer = -1;
  bargeInSentAt = 0;

  framesSent = 0;
  /** The number of the next frame that the recogniser has not had. */
  nextFrame = 0;
  framesLost = 0;
  framesReplayed = 0;
  framesFilled = 0;
  /** Connections to the recogniser in this call; more than one means that it was replaced. */
  listenConnections = 0;
  speakConnections = 0;
  private readonly gaps: string[] = [];

  answers: VoiceAnswer[] = [];
  receivedBytes: number[] = [];
  /** Answers that a `clear` cut short; the voice's connection may not be known by then. */
  readonly clearedByCarrier = new Set<number>();

  constructor(readonly index: number) {}

  frameArrived(number: number): boolean {
    if (number < this.nextFrame) {
      this.framesReplayed += 1;
      return false;
    }
    if (number > this.nextFrame) this.gaps.push(`${number - this.nextFrame} from ${this.nextFrame} on`);
    this.framesLost += number - this.nextFrame;
    this.nextFrame = number + 1;
    return true;
  }

  /** What this call lost, in words; null when it lost nothing. */
  describeLoss(): string | null {
    const missing = this.framesSent - this.nextFrame;
    const voice = this.answers.flatMap((answer, index) => {
      const received = this.receivedBytes[index] ?? 0;
      if (!this.isOwed(answer, index) || received >= answer.sentBytes) return [];
      return [`answer ${index} of ${this.answers.length}: ${received} of ${answer.sentBytes} bytes`];
    });
    if (this.framesLost === 0 && missing <= 0 && voice.length === 0) return null;
    const frames = [...this.gaps, ...(missing > 0 ? [`${missing} at the end`] : [])];
    const connections = `${this.listenConnections} recogniser and ${this.speakConnections} voice connections`;
    return `call ${this.index} (${connections}): frames ${frames.join(", ") || "none"}; ${voice.join(", ") || "no audio"}`;
  }

  lostVoiceBytes(): number {
    let lost = 0;
    this.answers.forEach((answer, index) => {
      if (this.isOwed(answer, index)) lost += Math.max(0, answer.sentBytes - (this.receivedBytes[index] ?? 0));
    });
    return lost;
  }

  /** Whether all of an answer should have reached the caller. A greeting may have gone over a connection that was replaced. */
  private isOwed({ cleared, toTurn }: VoiceAnswer, index: number): boolean {
    return toTurn && !cleared && !this.clearedByCarrier.has(index);
  }
}

/** Samples of the present window. */
export class Samples {
  addedDelayMs: number[] = [];
  bargeInMs: number[] = [];
  underrunMs: number[] = [];
  sendLatenessMs: number[] = [];
  turns = 0;
  failedTurns = 0;
  failedBargeIns = 0;
  oldFramesAfterClear = 0;
  heardMs = 0;
  droppedCalls = 0;

  figures(windowMs: number, calls: number) {
    return {
      turns: this.turns,
      bargeIns: this.bargeInMs.length,
      failedTurns: this.failedTurns,
      failedBargeIns: this.failedBargeIns,
      addedDelayMs: percentiles(this.addedDelayMs),
      bargeInMs: percentiles(this.bargeInMs),
      underrunMs: percentiles(this.underrunMs),
      underruns: this.underrunMs.filter((ms) => ms > 0).length,
      oldFramesAfterClear: this.oldFramesAfterClear,
      mediaMessages: this.underrunMs.length,
      talkShare: calls === 0 ? 0 : Math.round((100 * this.heardMs) / (windowMs * calls)) / 100,
      droppedCalls: this.droppedCalls,
    };
  }
}

/** Everything of this process: the stand-ins find a call here by the number that its frames and texts carry. */
export class Registry {
  readonly calls: CallRecord[] = [];
  samples = new Samples();

  newCall(): CallRecord {
    const record = new CallRecord(this.calls.length);
    this.calls.push(record);
    return record;
  }
}
