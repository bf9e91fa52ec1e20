import { describe, expect, test } from "vitest";
import { joinPeaks, peakEveryMs, PeakFinder } from "../audio/peaks";
import { defaultRetentionDays } from "./default-retention";
import { rangeOf, wavHeader } from "./wav";

test.each([
  ["America/Chicago", 2556],
  ["America/Indiana/Knox", 2556],
  ["Pacific/Honolulu", 2556],
  ["America/Toronto", 1095],
  ["America/Mexico_City", 1095],
  ["Europe/London", 2191],
  ["Europe/Berlin", 1095],
  ["UTC", 1095],
])("an organization in %s keeps for %i days", (zone, days) => expect(defaultRetentionDays(zone)).toBe(days));

test.each([
  [null, null],
  ["bytes=0-9", { from: 0, to: 9 }],
  ["bytes=90-", { from: 90, to: 99 }],
  ["bytes=90-1000", { from: 90, to: 99 }],
  ["bytes=-10", { from: 90, to: 99 }],
  ["bytes=-1000", { from: 0, to: 99 }],
  ["bytes=100-", "unsatisfiable"],
  ["bytes=9-3", "unsatisfiable"],
  ["bytes=-0", "unsatisfiable"],
  ["bytes=-", null],
  ["bytes=0-1,5-6", null],
  ["lines=1-2", null],
])("range %j of a hundred bytes", (header, range) => expect(rangeOf(header, 100)).toEqual(range));

test("a file says how long it is", () => {
  const header = Buffer.from(wavHeader(1000));
  expect([header.readUInt32LE(4), header.readUInt32LE(40)]).toEqual([36 + 32_000, 32_000]);
});

describe("the picture of a sound", () => {
  test("has the loudest of each stretch of each side, however it is cut into pieces", () => {
    const sound = new Uint8Array(16 * 200).fill(0xff);
    sound[16 * 60] = 0x80; // the caller, at 60 ms
    sound[16 * 120 + 1] = 0x00; // the agent, at 120 ms
    const whole = new PeakFinder(50);
    whole.add(sound);
    const pieces = new PeakFinder(50);
    for (let at = 0; at < sound.length; at += 320) pieces.add(sound.subarray(at, at + 320));
    const peaks = whole.finish();
    expect([...peaks]).toEqual([0, 0, 255, 0, 0, 255, 0, 0]);
    expect(pieces.finish()).toEqual(peaks);
  });

  test("of parts is one of the whole, with silence between them", () => {
    const part = { everyMs: 50, peaks: Uint8Array.of(255, 0, 0, 128) };
    const joined = joinPeaks(
      [
        { ...part, startMs: 100 },
        { ...part, startMs: 300 },
      ],
      { startMs: 100, endMs: 400 },
    );
    expect(joined).toEqual({ everyMs: 50, caller: [1, 0, 0, 0, 1, 0], agent: [0, 0.5, 0, 0, 0, 0.5] });
    expect(peakEveryMs(4 * 3_600_000) * 1500).toBeGreaterThanOrEqual(4 * 3_600_000);
  });
});
