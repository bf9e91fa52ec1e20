import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { HeardWord } from "../speech/recogniser";
import { endOfTurnConfidence } from "./end-of-turn";
import { TurnDetector } from "./turn-detector";
import type { TurnEvent, TurnThresholds } from "./turn-detector";

const DEFAULTS: TurnThresholds = { eotThreshold: 0.7, eagerEotThreshold: undefined, eotTimeoutMs: 5000 };
const EAGER: TurnThresholds = { ...DEFAULTS, eagerEotThreshold: 0.4 };

/** Speaks words of 200 ms each; a number is a pause in milliseconds. Returns the events of the whole, Updates aside. */
function run(thresholds: TurnThresholds, script: readonly (string | number)[], withUpdates = false): TurnEvent[] {
  const turns = new TurnDetector(thresholds);
  const events: TurnEvent[] = [];
  let nowMs = 0;
  let lastSpeechMs = -Infinity;
  const advance = (durationMs: number, word?: string) => {
    const startMs = nowMs;
    for (const untilMs = nowMs + durationMs; nowMs < untilMs;) {
      nowMs += 20;
      if (word !== undefined) lastSpeechMs = nowMs;
      const isOver = nowMs >= untilMs;
      const words: HeardWord[] =
        word !== undefined && isOver ? [{ word, startMs, endMs: nowMs, confidence: 0.99 }] : [];
      events.push(...turns.step(nowMs, words, lastSpeechMs));
    }
  };
  for (const part of script) {
    if (typeof part === "number") advance(part);
    else for (const word of part.split(" ")) advance(200, word);
  }
  return withUpdates ? events : events.filter(({ event }) => event !== "Update");
}

function names(events: readonly TurnEvent[]): string[] {
  return events.map(({ event }) => event);
}

describe("turns", () => {
  it("start with a word and end on their silence", () => {
    const events = run(DEFAULTS, [600, "I need a table.", 1000]);
    expect(names(events)).toEqual(["StartOfTurn", "EndOfTurn"]);
    expect(events[0]).toMatchObject({ transcript: "I", turnIndex: 0 });
    expect(events[1]).toMatchObject({ transcript: "I need a table.", turnIndex: 0, trigger: "model" });
    const silenceMs = events[1]!.toMs - 1400;
    expect(silenceMs).toBeGreaterThanOrEqual(400);
    expect(silenceMs).toBeLessThanOrEqual(500);
  });

  it("know nothing of eager ends unless a threshold is set", () => {
    expect(names(run(DEFAULTS, ["one.", 300, "two.", 1000]))).toEqual(["StartOfTurn", "EndOfTurn"]);
  });

  it("are expected to end after 150 to 250 ms, and resumed when the speaker goes on", () => {
    const events = run(EAGER, ["One moment.", 300, "I need a table.", 1000]);
    expect(names(events)).toEqual(["StartOfTurn", "EagerEndOfTurn", "TurnResumed", "EagerEndOfTurn", "EndOfTurn"]);
    expect(events[1]!.toMs - 400).toBeGreaterThanOrEqual(150);
    expect(events[1]!.toMs - 400).toBeLessThanOrEqual(250);
    expect(events.at(-1)!.transcript).toBe("One moment. I need a table.");
  });

  it("last longer after a comma or a word that calls for another", () => {
    const ends = ["table.", "table", "and"].map((word) => run(DEFAULTS, [word, 3000]).at(-1)!.toMs);
    expect(ends[0]).toBeLessThan(ends[1]!);
    expect(ends[1]).toBeLessThan(ends[2]!);
  });

  it("end later with a higher threshold, and by the timeout when the threshold is out of reach", () => {
    const [low, high] = [0.5, 0.9].map(
      (eotThreshold) => run({ ...DEFAULTS, eotThreshold }, ["yes.", 3000]).at(-1)!.toMs,
    );
    expect(low).toBeLessThan(high!);
    const timeout = run({ ...DEFAULTS, eotThreshold: 1, eotTimeoutMs: 2000 }, ["yes.", 3000]).at(-1)!;
    expect(timeout).toMatchObject({ event: "EndOfTurn", trigger: "timeout", toMs: 2200 });
  });

  it("stay open when the audio stops", () => {
    expect(names(run(DEFAULTS, ["yes."]))).toEqual(["StartOfTurn"]);
  });

  it("end by force on what was heard, and not at all when none is open", () => {
    const turns = new TurnDetector(EAGER);
    expect(turns.force(0)).toEqual([]);
    turns.step(200, [{ word: "Yes", startMs: 0, endMs: 200, confidence: 1 }], 200);
    expect(turns.force(220)).toMatchObject([
      { event: "EndOfTurn", transcript: "Yes", trigger: "manual", turnIndex: 0 },
    ]);
    expect(turns.force(240)).toEqual([]);
  });

  it("are reported about four times a second of audio, silence included", () => {
    const updates = run(DEFAULTS, [5000], true);
    expect(new Set(names(updates))).toEqual(new Set(["Update"]));
    expect(updates.length).toBeGreaterThanOrEqual(18);
    expect(updates.length).toBeLessThanOrEqual(20);
  });

  it("keep the vendor's promises whatever is said", () => {
    const part = fc.oneof(
      fc.integer({ min: 20, max: 1500 }).map((ms) => ms - (ms % 20)),
      fc.constantFrom("yes.", "no", "well,", "one two", "I need a table.", "and"),
    );
    const thresholds = fc.record({
      eotThreshold: fc.double({ min: 0.5, max: 1, noNaN: true }),
      eagerEotThreshold: fc.option(fc.double({ min: 0.3, max: 0.5, noNaN: true }), { nil: undefined }),
      eotTimeoutMs: fc.integer({ min: 500, max: 3000 }),
    });
    fc.assert(
      fc.property(thresholds, fc.array(part, { maxLength: 20 }), (settings, script) => {
        let turnIndex = 0;
        let isOpen = false;
        let eager: string | undefined;
        for (const event of run(settings, script, true)) {
          expect(event.turnIndex).toBe(turnIndex);
          if (event.event === "StartOfTurn") {
            expect(isOpen).toBe(false);
            expect(event.transcript).not.toBe("");
            isOpen = true;
          } else if (event.event !== "Update") {
            expect(isOpen).toBe(true);
          }
          if (event.event === "EagerEndOfTurn") {
            expect(settings.eagerEotThreshold).toBeDefined();
            expect(eager).toBeUndefined();
            eager = event.transcript;
          } else if (event.event === "TurnResumed") {
            expect(eager).toBeDefined();
            eager = undefined;
          } else if (event.event === "EndOfTurn") {
            if (eager !== undefined) expect(event.transcript).toBe(eager);
            expect(event.trigger).toBeDefined();
            eager = undefined;
            isOpen = false;
            turnIndex++;
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("the confidence that a turn is over", () => {
  it("rises with silence, from nearly nothing towards one", () => {
    fc.assert(
      fc.property(fc.nat(5000), fc.nat(5000), fc.constantFrom("ok.", "ok", "ok,"), (a, b, text) => {
        const [short, long] = [Math.min(a, b), Math.max(a, b)];
        expect(endOfTurnConfidence(short, text)).toBeLessThanOrEqual(endOfTurnConfidence(long, text));
        expect(endOfTurnConfidence(long, text)).toBeLessThan(1);
      }),
    );
    expect(endOfTurnConfidence(0, "ok.")).toBeLessThan(0.05);
  });
});
