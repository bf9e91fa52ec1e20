import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { createFakeLine } from "../testing/fake-line";
import { createVirtualClock } from "../testing/virtual-clock";
import { createPacer } from "./pacer";
import { createPlayout } from "./playout";
import type { HeardSpeech } from "./playout-answer";
import { createSpeakingRate } from "./playout-speaking-rate";

const WORDS = "we are open from nine to five on weekdays, and on Saturday until noon. Shall I book 2 seats for you? ";
const MOST_AHEAD_MS = 400;

type Step =
  | { do: "append"; bytes: number }
  | { do: "write"; chars: number }
  | { do: "wait"; ms: number }
  | { do: "stall"; ms: number }
  | { do: "hold" }
  | { do: "release" }
  | { do: "end" }
  | { do: "clear" };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant("append" as const), bytes: fc.integer({ min: 1, max: 9_000 }) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("write" as const), chars: fc.integer({ min: 1, max: 60 }) }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant("wait" as const), ms: fc.integer({ min: 1, max: 700 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("stall" as const), ms: fc.integer({ min: 1, max: 200 }) }) },
  { weight: 1, arbitrary: fc.constant({ do: "hold" as const }) },
  { weight: 2, arbitrary: fc.constant({ do: "release" as const }) },
  { weight: 1, arbitrary: fc.constant({ do: "end" as const }) },
  { weight: 1, arbitrary: fc.constant({ do: "clear" as const }) },
);

/** A call's playout next to what was given to it and what must come of it. */
class Trial {
  readonly clock = createVirtualClock(0);
  readonly line;
  readonly playout;
  readonly finished = new Map<number, HeardSpeech>();
  readonly progress = new Map<number, number[]>();
  generation = 0;
  /** Of the present answer. */
  given: Uint8Array[] = [];
  text = "";
  ended = true;
  held = false;
  private sentBefore = 0;
  private playedBefore = 0;
  /** A far end that got nothing for so long as the event loop stood still may be dry for a moment. */
  private excusedUntil = 0;
  private stalled = false;
  private seed = 1;

  constructor(readonly latencyMs: number) {
    this.line = createFakeLine({ clock: this.clock, latencyMs });
    const pacer = createPacer(this.clock, (error) => {
      throw error;
    });
    this.playout = createPlayout({
      line: this.line,
      clock: this.clock,
      pacer,
      rate: createSpeakingRate(),
      listener: {
        onFirstSent: () => undefined,
        onFirstPlayed: () => undefined,
        onProgress: (generation, chars) => {
          this.progress.set(generation, [...(this.progress.get(generation) ?? []), chars]);
        },
        onFinished: (generation, heard) => {
          expect(this.finished.has(generation)).toBe(false);
          this.finished.set(generation, heard);
        },
        onStalled: () => undefined,
      },
    });
    this.line.listen({
      onAudio: () => undefined,
      onKey: () => undefined,
      onClosed: () => undefined,
      onMark: (name) => void this.playout.onMark(name),
    });
  }

  begin(): void {
    this.sentBefore = this.line.sent.length;
    this.playedBefore = this.line.playedBytes();
    this.given = [];
    this.text = "";
    this.ended = false;
    this.held = false;
    expect(this.playout.begin(++this.generation)).toBe(true);
  }

  run(one: Step): void {
    switch (one.do) {
      case "append":
        return this.append(one.bytes);
      case "write":
        // Text after the end is nobody's.
        if (this.ended) return this.playout.text(this.generation, `${this.text} stray`);
        this.text += WORDS.repeat(4).slice(this.text.length % 97, (this.text.length % 97) + one.chars);
        return this.playout.text(this.generation, this.text);
      case "wait":
        return this.wait(one.ms);
      case "stall":
        this.stalled = true;
        this.clock.block(one.ms);
        this.excusedUntil = this.clock.now() + 40;
        this.clock.advance(0);
        return;
      case "hold":
        this.held = true;
        return this.playout.hold();
      case "release":
        this.held = false;
        return this.playout.release();
      case "end":
        this.ended = true;
        return this.playout.end(this.generation, this.text);
      case "clear":
        return this.clear();
    }
  }

  check(): void {
    const sent = Buffer.concat(this.line.sent.slice(this.sentBefore).map(({ mulaw }) => mulaw));
    const given = Buffer.concat(this.given);
    expect(Buffer.compare(sent, given.subarray(0, sent.length))).toBe(0);
    // A stall of this process delays what the fake network carries too: only there the far end may fall behind.
    if (this.latencyMs === 0 || !this.stalled) expect(this.line.bufferedMs()).toBeLessThanOrEqual(MOST_AHEAD_MS);
    const unsentMs = (given.length - sent.length) / 8;
    const fed = unsentMs >= 50 && !this.held && this.clock.now() > this.excusedUntil;
    if (fed && this.latencyMs === 0) expect(this.line.bufferedMs()).toBeGreaterThan(0);
    this.checkHeard(this.playout.heard(this.generation));
  }

  finish(): void {
    this.run({ do: "release" });
    if (!this.ended) this.run({ do: "end" });
    this.wait(Buffer.concat(this.given).length / 8 + 3_000);
    const sent = Buffer.concat(this.line.sent.slice(this.sentBefore).map(({ mulaw }) => mulaw));
    expect(Buffer.compare(sent, Buffer.concat(this.given))).toBe(0);
    const pieces = this.line.sent.slice(this.sentBefore).map(({ mulaw }) => mulaw.length / 8);
    expect(pieces.slice(0, -1).every((ms) => ms >= 50)).toBe(true);
    if (this.given.length > 0) expect(this.finished.get(this.generation)?.heardText).toBe(this.text.trimEnd());
    else expect(this.finished.has(this.generation)).toBe(true);
    const told = this.progress.get(this.generation) ?? [];
    expect(told).toEqual(told.toSorted((a, b) => a - b));
  }

  private append(bytes: number): void {
    const piece = Uint8Array.from({ length: bytes }, () => {
      this.seed = (Math.imul(this.seed, 1_664_525) + 1_013_904_223) >>> 0;
      return this.seed >>> 24;
    });
    const sent = this.line.sent.length;
    const taken = this.playout.append(this.generation, piece);
    if (this.held) expect(this.line.sent.length).toBe(sent);
    expect(taken).toBe(!this.ended);
    if (taken) this.given.push(piece);
  }

  private wait(ms: number): void {
    const sent = this.line.sent.length;
    for (let left = ms; left > 0; left -= 35) {
      this.clock.advance(Math.min(left, 35));
      this.check();
    }
    if (this.held) expect(this.line.sent.length).toBe(sent);
  }

  private clear(): void {
    const alreadyOver = this.finished.has(this.generation);
    const clears = this.line.clears.length;
    const heard = this.playout.clear(this.generation);
    this.checkHeard(heard);
    expect(this.line.clears.length).toBe(clears + (alreadyOver ? 0 : 1));
    const sent = this.line.sent.length;
    expect(this.playout.append(this.generation, new Uint8Array(4_000))).toBe(false);
    this.playout.text(this.generation, "something else");
    this.playout.end(this.generation, "something else");
    // All marks the clear sends back arrive now, and none of them may count.
    this.clock.advance(2 * this.latencyMs + 3_000);
    expect(this.line.sent.length).toBe(sent);
    expect(this.finished.has(this.generation)).toBe(alreadyOver);
    expect(this.playout.heard(this.generation)).toEqual(heard);
    this.begin();
  }

  private checkHeard(heard: HeardSpeech): void {
    const playedMs = (this.line.playedBytes() - this.playedBefore) / 8;
    expect(heard.heardMs).toBeLessThanOrEqual(playedMs + 50);
    expect(this.text.startsWith(heard.heardText)).toBe(true);
    expect(heard.heardText.length).toBe(heard.heardChars);
    expect(heard.heardFraction).toBeGreaterThanOrEqual(0);
    expect(heard.heardFraction).toBeLessThanOrEqual(1);
    const next = this.text.charAt(heard.heardChars);
    if (heard.heardChars > 0) expect(/\w/.test(next) && /\w/.test(heard.heardText.slice(-1))).toBe(false);
  }
}

describe("playout, whatever happens to it", () => {
  it("sends every byte once and in order, nothing after a clear, never too far ahead, and never claims too much heard", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.constantFrom(0, 0, 30, 120), (steps, latencyMs) => {
        const trial = new Trial(latencyMs);
        trial.begin();
        for (const one of steps) {
          trial.run(one);
          trial.check();
        }
        trial.finish();
      }),
      { numRuns: 80 },
    );
  });
});
