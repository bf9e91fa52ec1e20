import { MULAW_BYTES_PER_MS } from "@/lib/domain/audio/mulaw";

import { AudioQueue } from "./playout-audio-queue";
import type { SpeakingRate } from "./playout-speaking-rate";
import { TextTiming, wordEndBefore } from "./playout-text-timing";

/** What the far end may have played beyond the last returned mark and still counts as heard. */
const BEYOND_MARK_MS = 50;

/** How much of an answer reached a person's ear. */
export type HeardSpeech = {
  /** Of the answer's audio, in ms. */
  heardMs: number;
  /** The answer's audio in ms: all of it once it is complete, what has come so far until then. */
  totalMs: number;
  /** Beginning of the answer's text, whole words only. */
  heardText: string;
  heardChars: number;
  /** 0–1, of the text; of the audio when there is no text. */
  heardFraction: number;
};

/** One generation's audio and text on its way to the far end. */
export class Answer {
  readonly queue = new AudioQueue();
  readonly timing = new TextTiming();
  receivedBytes = 0;
  sentBytes = 0;
  /** Audio covered by the last mark sent. */
  markedBytes = 0;
  markSent = false;
  /** Position of the last mark that came back, in ms. */
  confirmedMs = 0;
  confirmed = false;
  /** Its voice has no more audio. */
  ended = false;
  /** The audio says the whole text. */
  complete = false;
  finalMarkSent = false;
  firstSentAt = -1;
  starvedAt = -1;
  progressChars = 0;

  constructor(
    readonly generation: number,
    private readonly rate: SpeakingRate,
  ) {}

  get sentMs(): number {
    return this.sentBytes / MULAW_BYTES_PER_MS;
  }

  append(mulaw: Uint8Array): void {
    this.queue.push(mulaw);
    this.receivedBytes += mulaw.length;
  }

  end(finalText: string, complete: boolean): void {
    this.ended = true;
    this.timing.setText(finalText);
    this.complete = complete && this.receivedBytes > 0;
    if (this.complete) this.rate.learn(this.receivedBytes / MULAW_BYTES_PER_MS, this.timing.weight);
  }

  allSent(): boolean {
    return this.ended && this.queue.bytes === 0;
  }

  /** Characters spoken after `ms`, not yet cut at a word's end. By estimate until the answer's whole length is known. */
  charsAt(ms: number): number {
    const receivedMs = this.receivedBytes / MULAW_BYTES_PER_MS;
    if (this.complete && ms >= receivedMs) return this.timing.text.length;
    const weight = this.complete ? (ms / receivedMs) * this.timing.weight : ms / this.rate.msPerWeight();
    return this.timing.charsAt(weight);
  }

  /** `playedByClockMs`: of this answer's audio, as reckoned; only returned marks are believed for more than 50 ms. */
  heard(playedByClockMs: number): HeardSpeech {
    const believed = Math.min(playedByClockMs, this.confirmedMs + BEYOND_MARK_MS, this.sentMs);
    const heardMs = Math.max(0, this.confirmedMs, believed);
    const text = this.timing.text;
    const heardChars = heardMs === 0 ? 0 : wordEndBefore(text, this.charsAt(heardMs));
    const totalMs = this.receivedBytes / MULAW_BYTES_PER_MS;
    const wholeText = heardChars >= text.trimEnd().length;
    return {
      heardMs,
      totalMs,
      heardText: text.slice(0, heardChars),
      heardChars,
      heardFraction: text.trim() === "" ? ratio(heardMs, totalMs) : wholeText ? 1 : heardChars / text.length,
    };
  }

  /** Everything there is was played. */
  heardWhole(): HeardSpeech {
    this.confirmedMs = this.sentMs;
    return this.heard(this.sentMs);
  }
}

export const NOTHING_HEARD: HeardSpeech = {
  heardMs: 0,
  totalMs: 0,
  heardText: "",
  heardChars: 0,
  heardFraction: 0,
};

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
