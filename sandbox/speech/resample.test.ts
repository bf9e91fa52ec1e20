import { describe, expect, it } from "vitest";
import { makeResampler } from "./resample";

const resample = makeResampler();

function tone(hz: number, sampleRate: number, samples: number): Int16Array {
  return Int16Array.from({ length: samples }, (_, i) => 10_000 * Math.sin((2 * Math.PI * hz * i) / sampleRate));
}

/** Root mean square of the middle, away from the edges where the filter has no neighbours. */
function level(pcm: Int16Array): number {
  const middle = pcm.subarray(200, pcm.length - 200);
  return Math.sqrt(middle.reduce((sum, sample) => sum + sample * sample, 0) / middle.length);
}

describe("resampling", () => {
  it("keeps the length in time", () => {
    expect(resample(new Int16Array(22_050), 22_050, 8000)).toHaveLength(8000);
    expect(resample(new Int16Array(8000), 8000, 48_000)).toHaveLength(48_000);
  });

  it.each([
    [22_050, 8000],
    [44_100, 8000],
    [8000, 24_000],
  ])("keeps a voice's tones from %d to %d Hz", (fromHz, toHz) => {
    for (const hz of [200, 1000, 3000]) {
      const output = resample(tone(hz, fromHz, fromHz), fromHz, toHz);
      expect(level(output) / level(tone(hz, toHz, toHz))).toBeCloseTo(1, 1);
    }
  });

  it("removes what the lower rate cannot carry instead of folding it back", () => {
    expect(level(resample(tone(5000, 22_050, 22_050), 22_050, 8000))).toBeLessThan(70);
    expect(level(resample(tone(9000, 44_100, 44_100), 44_100, 8000))).toBeLessThan(20);
  });
});
