import type { HeardWord } from "../speech/recogniser";
import { endOfTurnConfidence } from "./end-of-turn";

export interface TurnThresholds {
  readonly eotThreshold: number;
  /** Absent: no eager events at all. */
  readonly eagerEotThreshold: number | undefined;
  readonly eotTimeoutMs: number;
}

export type TurnEventName = "Update" | "StartOfTurn" | "EagerEndOfTurn" | "TurnResumed" | "EndOfTurn";

export interface TurnEvent {
  readonly event: TurnEventName;
  readonly turnIndex: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly transcript: string;
  readonly words: readonly HeardWord[];
  readonly confidence: number;
  readonly trigger?: "model" | "manual" | "timeout";
}

const UPDATE_EVERY_MS = 250;
/** Speech counts as going on until this long after its last sound: the closure of a "t" is no pause. */
const SPEAKING_MS = 60;

/** Flux's turn state machine. Its clock is the audio: without audio nothing happens. */
export class TurnDetector {
  private turnIndex = 0;
  private turnFromMs = 0;
  private words: HeardWord[] = [];
  private isOpen = false;
  private eager: { readonly transcript: string; readonly atMs: number } | undefined;
  private lastEventAtMs = 0;

  constructor(public thresholds: TurnThresholds) {}

  /**
   * Takes what was heard up to `nowMs`: new words, and when speech was last sounding. Returns what is to be said of it,
   * in order.
   */
  step(nowMs: number, words: readonly HeardWord[], lastSpeechMs: number): TurnEvent[] {
    const events: TurnEvent[] = [];
    for (const word of words) this.words.push(word);
    if (this.words.length === 0) {
      if (nowMs - this.lastEventAtMs >= UPDATE_EVERY_MS) events.push(this.event("Update", nowMs, 0));
      return events;
    }
    const transcript = this.transcript();
    const silenceMs = nowMs - Math.max(lastSpeechMs, this.words[this.words.length - 1]!.endMs);
    const confidence = silenceMs < SPEAKING_MS ? 0.01 : endOfTurnConfidence(silenceMs, transcript);
    if (!this.isOpen) {
      this.isOpen = true;
      events.push(this.event("StartOfTurn", nowMs, confidence));
    }
    if (this.eager && (transcript !== this.eager.transcript || lastSpeechMs > this.eager.atMs)) {
      this.eager = undefined;
      events.push(this.event("TurnResumed", nowMs, confidence));
    }
    const { eotThreshold, eagerEotThreshold, eotTimeoutMs } = this.thresholds;
    if (confidence >= eotThreshold) {
      events.push(this.end(nowMs, confidence, "model"));
    } else if (silenceMs >= eotTimeoutMs) {
      events.push(this.end(nowMs, confidence, "timeout"));
    } else if (eagerEotThreshold !== undefined && !this.eager && confidence >= eagerEotThreshold) {
      this.eager = { transcript, atMs: nowMs };
      events.push(this.event("EagerEndOfTurn", nowMs, confidence));
    } else if (events.length === 0 && nowMs - this.lastEventAtMs >= UPDATE_EVERY_MS) {
      events.push(this.event("Update", nowMs, confidence));
    }
    return events;
  }

  /** Ends the turn on what is transcribed so far; nothing when no turn is open. */
  force(nowMs: number): TurnEvent[] {
    if (!this.isOpen) return [];
    const events: TurnEvent[] = [];
    if (this.eager && this.eager.transcript !== this.transcript()) events.push(this.event("TurnResumed", nowMs, 0.01));
    events.push(this.end(nowMs, 1, "manual"));
    return events;
  }

  private end(nowMs: number, confidence: number, trigger: "model" | "manual" | "timeout"): TurnEvent {
    const event = { ...this.event("EndOfTurn", nowMs, confidence), trigger };
    this.turnIndex++;
    this.turnFromMs = nowMs;
    this.words = [];
    this.isOpen = false;
    this.eager = undefined;
    return event;
  }

  private event(event: TurnEventName, nowMs: number, confidence: number): TurnEvent {
    this.lastEventAtMs = nowMs;
    return {
      event,
      turnIndex: this.turnIndex,
      fromMs: this.turnFromMs,
      toMs: nowMs,
      transcript: this.transcript(),
      words: this.words,
      confidence,
    };
  }

  private transcript(): string {
    return this.words.map((word) => word.word).join(" ");
  }
}
