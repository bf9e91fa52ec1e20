import { MULAW_BYTES_PER_MS } from "@/lib/domain/audio/mulaw";
import type { Clock } from "@/call-worker/ports/clock";
import type { Line } from "@/call-worker/ports/line";

import type { Paced, Pacer } from "./pacer";
import { Answer, NOTHING_HEARD } from "./playout-answer";
import type { HeardSpeech } from "./playout-answer";
import { FarEnd } from "./playout-far-end";
import { LineGate } from "./playout-line-gate";
import { MarkLedger, playoutMarkName } from "./playout-mark";
import type { SpeakingRate } from "./playout-speaking-rate";

/** The far end is topped up to this much once it has less than the other: 300 ms ahead on average. */
const FILL_TO_MS = 350;
const TOP_UP_BELOW_MS = 250;
/** A tick may come a fraction of a millisecond before its time. */
const EARLY_TICK_MS = 1;
const LEAST_MESSAGE_MS = 50;
/** Small, so that the first mark tells early when the answer was first heard. */
const FIRST_MESSAGE_MS = 100;
const MOST_MESSAGE_MS = 200;
/** Messages are about 100 ms, so that marks come about every 200. */
const MARK_AFTER_MS = 150;
const FINAL_MARK_PATIENCE_MS = 2_000;
const LINE_RETRY_MS = 100;
const REMEMBERED_RESULTS = 8;

export type PlayoutListener = {
  /** The answer's first audio was handed to the line. Times are the clock's. */
  onFirstSent(generation: number, at: number): void;
  /** A mark confirmed that the answer is heard; `at` is when its first sample was played (return way included). */
  onFirstPlayed(generation: number, at: number): void;
  /** Never goes back; about five times a second. */
  onProgress(generation: number, heardChars: number): void;
  /** All of it was played: confirmed by its last mark, or (`confirmed` false) the mark is 2 s overdue. */
  onFinished(generation: number, heard: HeardSpeech, confirmed: boolean): void;
  /** The far end ran dry because the voice is slower than speech, or the line has taken nothing for 5 s. */
  onStalled(generation: number, cause: "voice" | "line"): void;
};

export type PlayoutStats = { messages: number; marks: number; starvations: number; starvedMs: number };

export interface Playout {
  /** Opens the door for an answer. Generations grow; false (and no effect) for one that is not newer than all before. */
  begin(generation: number): boolean;
  /** More of its audio, kept without copying. False when it was dropped: not begun, cleared, or already ended. */
  append(generation: number, mulaw: Uint8Array): boolean;
  /** The answer's whole text so far. */
  text(generation: number, wholeText: string): void;
  /** There is no more audio. `complete` false: the voice broke off, so the text is longer than the audio. */
  end(generation: number, finalText: string, complete?: boolean): void;
  /** Sends no more; what the far end has still plays (at most 400 ms). */
  hold(): void;
  /** Goes on exactly where hold() stopped. */
  release(): void;
  /**
   * Stops the answer and, as the far end has but one buffer, every other one begun and not finished. Nothing of them
   * is sent any more and their marks no longer count. Without effect on the line when the answer is already over.
   */
  clear(generation: number): HeardSpeech;
  /** What was heard of an answer so far, or in the end. */
  heard(generation: number): HeardSpeech;
  /** A mark came back. False: it is not one of playout's. */
  onMark(name: string): boolean;
  /** Audio at hand and not played yet, at the far end and here: pause the model above some seconds of it. */
  bufferedAheadMs(): number;
  /** Whether the far end is playing something now, as reckoned. */
  audible(): boolean;
  /** Forgets everything; no call-back follows. */
  close(): void;
  readonly stats: PlayoutStats;
}

export type PlayoutOptions = {
  line: Line;
  clock: Clock;
  pacer: Pacer;
  rate: SpeakingRate;
  listener: PlayoutListener;
};

/** Plays the answers of one call, 200–400 ms ahead of what is heard, and knows how much was heard. */
export function createPlayout(options: PlayoutOptions): Playout {
  return new CallPlayout(options);
}

class CallPlayout implements Playout, Paced {
  dueAt = Infinity;
  pacerSlot = -1;
  readonly stats: PlayoutStats = { messages: 0, marks: 0, starvations: 0, starvedMs: 0 };
  private readonly line: Line;
  private readonly clock: Clock;
  private readonly pacer: Pacer;
  private readonly listener: PlayoutListener;
  private readonly rate: SpeakingRate;
  private readonly farEnd = new FarEnd();
  private readonly marks = new MarkLedger();
  private readonly gate: LineGate;
  /** Begun and not finished, in order of playing. */
  private answers: Answer[] = [];
  private results: { generation: number; heard: HeardSpeech }[] = [];
  private lastGeneration = -Infinity;
  private held = false;
  private closed = false;

  constructor(options: PlayoutOptions) {
    this.line = options.line;
    this.gate = new LineGate(options.line);
    this.clock = options.clock;
    this.pacer = options.pacer;
    this.rate = options.rate;
    this.listener = options.listener;
  }

  begin(generation: number): boolean {
    if (this.closed || generation <= this.lastGeneration) return false;
    this.lastGeneration = generation;
    this.answers.push(new Answer(generation, this.rate));
    return true;
  }

  append(generation: number, mulaw: Uint8Array): boolean {
    const answer = this.find(generation);
    if (answer === undefined || answer.ended) return false;
    answer.append(mulaw);
    this.pump(this.clock.now());
    return true;
  }

  text(generation: number, wholeText: string): void {
    const answer = this.find(generation);
    if (answer !== undefined && !answer.ended) answer.timing.setText(wholeText);
  }

  end(generation: number, finalText: string, complete = true): void {
    const answer = this.find(generation);
    if (answer === undefined || answer.ended) return;
    answer.end(finalText, complete);
    this.pump(this.clock.now());
  }

  hold(): void {
    if (this.held || this.closed) return;
    this.held = true;
    this.schedule(this.clock.now());
  }

  release(): void {
    if (!this.held) return;
    this.held = false;
    this.pump(this.clock.now());
  }

  clear(generation: number): HeardSpeech {
    if (this.find(generation) === undefined) {
      // A hold that came when nothing was left to play is over too: the next answer must not wait for it.
      if (this.answers.length === 0) this.held = false;
      return this.heard(generation);
    }
    const now = this.clock.now();
    for (const answer of this.answers)
      this.remember(answer.generation, answer.heard(this.playedByClockMs(answer, now)));
    this.answers = [];
    this.marks.clear();
    this.held = false;
    this.gate.reset();
    this.farEnd.cleared(now);
    this.line.clear();
    this.schedule(now);
    return this.heard(generation);
  }

  heard(generation: number): HeardSpeech {
    const answer = this.find(generation);
    if (answer !== undefined) return answer.heard(this.playedByClockMs(answer, this.clock.now()));
    return this.results.find((result) => result.generation === generation)?.heard ?? NOTHING_HEARD;
  }

  onMark(name: string): boolean {
    const mark = this.marks.returned(name);
    if (mark === undefined) return false;
    const answer = mark === null ? undefined : this.find(mark.generation);
    if (mark === null || answer === undefined) return true;
    const now = this.clock.now();
    this.farEnd.markReturned(mark.expected, now);
    const first = !answer.confirmed;
    answer.confirmed = true;
    answer.confirmedMs = Math.max(answer.confirmedMs, Math.min(mark.playedMs, answer.sentMs));
    const whole = answer.finalMarkSent && mark.playedMs >= Math.floor(answer.sentMs);
    const over = this.answers.splice(0, this.answers.indexOf(answer) + (whole ? 1 : 0));
    this.schedule(now);

    this.rememberWhole(over);
    if (first && mark.playedMs > 0) this.listener.onFirstPlayed(mark.generation, now - mark.playedMs);
    if (!whole) this.tellProgress(answer);
    this.finish(over, true);
    return true;
  }

  bufferedAheadMs(): number {
    let bytes = 0;
    for (const answer of this.answers) bytes += answer.queue.bytes;
    return bytes / MULAW_BYTES_PER_MS + this.farEnd.aheadMs(this.clock.now());
  }

  audible(): boolean {
    return this.farEnd.aheadMs(this.clock.now()) > 0;
  }

  close(): void {
    this.closed = true;
    this.answers = [];
    this.marks.clear();
    this.dueAt = Infinity;
    this.pacer.remove(this);
  }

  onDue(now: number): number {
    const before = this.stats.messages;
    this.pump(now);
    const sent = this.stats.messages - before;
    const answer = this.sending();
    if (answer !== undefined && this.gate.newlyStalled(now)) this.listener.onStalled(answer.generation, "line");
    if (sent === 0 && answer !== undefined && this.runsDry(answer, now)) this.starve(answer, now);
    else if (
      answer === undefined &&
      this.answers.length > 0 &&
      now >= this.farEnd.playedOutAt() + FINAL_MARK_PATIENCE_MS
    )
      this.giveUpOnMarks(now);
    return sent;
  }

  private find(generation: number): Answer | undefined {
    for (const answer of this.answers) if (answer.generation === generation) return answer;
    return undefined;
  }

  /** The answer whose audio goes out now. */
  private sending(): Answer | undefined {
    for (const answer of this.answers) if (!answer.finalMarkSent) return answer;
    return undefined;
  }

  /** Sends what is due and decides when to look again. */
  private pump(now: number): void {
    if (
      !this.held &&
      !this.closed &&
      this.farEnd.aheadMs(now) <= TOP_UP_BELOW_MS + EARLY_TICK_MS &&
      this.gate.takes(now)
    ) {
      for (let answer = this.sending(); answer !== undefined; answer = this.sending()) {
        if (!this.sendNext(answer, now)) break;
      }
    }
    this.schedule(now);
  }

  /** One message or the final mark; false when there is nothing to send now. */
  private sendNext(answer: Answer, now: number): boolean {
    if (answer.allSent()) {
      this.sendMark(answer);
      answer.finalMarkSent = true;
      return true;
    }
    const unsentMs = answer.queue.bytes / MULAW_BYTES_PER_MS;
    const mostMs = answer.markSent ? MOST_MESSAGE_MS : FIRST_MESSAGE_MS;
    const ms = Math.min(unsentMs, mostMs, Math.floor(FILL_TO_MS - this.farEnd.aheadMs(now)));
    const last = answer.ended && ms === unsentMs;
    if (ms <= 0 || (ms < LEAST_MESSAGE_MS && !last)) return false;

    const bytes = ms * MULAW_BYTES_PER_MS;
    this.line.sendAudio(answer.queue.take(bytes));
    this.stats.messages++;
    this.farEnd.sent(now, ms);
    answer.sentBytes += bytes;
    if (answer.starvedAt >= 0) {
      this.stats.starvedMs += now - answer.starvedAt;
      answer.starvedAt = -1;
    }
    const markIsDue = !answer.markSent || answer.sentBytes - answer.markedBytes >= MARK_AFTER_MS * MULAW_BYTES_PER_MS;
    if (markIsDue && !answer.allSent()) this.sendMark(answer);
    if (answer.firstSentAt < 0) {
      answer.firstSentAt = now;
      this.listener.onFirstSent(answer.generation, now);
    }
    return true;
  }

  private sendMark(answer: Answer): void {
    const playedMs = Math.floor(answer.sentMs);
    answer.markSent = true;
    answer.markedBytes = answer.sentBytes;
    this.marks.sent({ generation: answer.generation, playedMs, expected: this.farEnd.expectMark() });
    this.stats.marks++;
    // The characters are an estimate of this moment, for whoever reads the wire; what is heard is reckoned anew.
    this.line.sendMark(playoutMarkName(answer.generation, playedMs, answer.charsAt(answer.sentMs)));
  }

  private schedule(now: number): void {
    let dueAt = Infinity;
    const answer = this.sending();
    if (answer !== undefined && !this.held) {
      const unsent = answer.queue.bytes;
      if (this.gate.full) dueAt = now + LINE_RETRY_MS;
      else if (unsent >= LEAST_MESSAGE_MS * MULAW_BYTES_PER_MS || answer.ended) {
        dueAt = this.farEnd.playedOutAt() - TOP_UP_BELOW_MS;
      } else if (answer.sentBytes > 0 && answer.starvedAt < 0) dueAt = this.farEnd.playedOutAt();
    }
    if (answer === undefined && this.answers.length > 0) dueAt = this.farEnd.playedOutAt() + FINAL_MARK_PATIENCE_MS;
    this.dueAt = dueAt;
    if (dueAt === Infinity) this.pacer.remove(this);
    else this.pacer.add(this);
  }

  private runsDry(answer: Answer, now: number): boolean {
    return (
      !this.held && !this.gate.full && answer.sentBytes > 0 && answer.starvedAt < 0 && this.farEnd.aheadMs(now) <= 0
    );
  }

  private starve(answer: Answer, now: number): void {
    this.stats.starvations++;
    answer.starvedAt = now;
    this.schedule(now);
    this.listener.onStalled(answer.generation, "voice");
  }

  private playedByClockMs(answer: Answer, now: number): number {
    let aheadMs = this.farEnd.aheadMs(now);
    for (let i = this.answers.length - 1; i >= 0; i--) {
      const later = this.answers[i];
      if (later === undefined || later === answer) break;
      aheadMs -= later.sentMs;
    }
    return answer.sentMs - Math.max(0, aheadMs);
  }

  private tellProgress(answer: Answer): void {
    const { heardChars } = answer.heard(answer.confirmedMs);
    if (heardChars <= answer.progressChars) return;
    answer.progressChars = heardChars;
    this.listener.onProgress(answer.generation, heardChars);
  }

  private giveUpOnMarks(now: number): void {
    const over = this.answers;
    this.answers = [];
    this.marks.clear();
    this.schedule(now);
    this.rememberWhole(over);
    this.finish(over, false);
  }

  private rememberWhole(over: readonly Answer[]): void {
    for (const answer of over) this.remember(answer.generation, answer.heardWhole());
  }

  private finish(over: readonly Answer[], confirmed: boolean): void {
    for (const { generation } of over) this.listener.onFinished(generation, this.heard(generation), confirmed);
  }

  private remember(generation: number, heard: HeardSpeech): void {
    this.results.push({ generation, heard });
    if (this.results.length > REMEMBERED_RESULTS) this.results.shift();
  }
}
