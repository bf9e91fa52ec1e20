import { describe, expect, it } from "vitest";
import { Resampler } from "./resample";

const tone = (hz: number, rate: number, seconds: number) =>
  Float32Array.from({ length: rate * seconds }, (_, i) => Math.sin((2 * Math.PI * hz * i) / rate));

function resample(input: Float32Array, from: number, to: number, piece = 128): Float32Array {
  const resampler = new Resampler(from, to);
  const output: number[] = [];
  for (let at = 0; at < input.length; at += piece) output.push(...resampler.push(input.subarray(at, at + piece)));
  return Float32Array.from(output);
}

/** Strength of a tone in the middle of the samples, 1 for a full one. */
function strength(samples: Float32Array, hz: number, rate: number): number {
  const middle = samples.subarray(samples.length / 4, (samples.length * 3) / 4);
  let re = 0;
  let im = 0;
  middle.forEach((sample, i) => {
    re += sample * Math.cos((2 * Math.PI * hz * i) / rate);
    im += sample * Math.sin((2 * Math.PI * hz * i) / rate);
  });
  return (2 * Math.hypot(re, im)) / middle.length;
}

describe.each([
  [48_000, 8_000],
  [44_100, 8_000],
  [8_000, 48_000],
  [8_000, 44_100],
])("from %i to %i Hz", (from, to) => {
  it("keeps a voice's tones and their length", () => {
    for (const hz of [300, 1000, 2500]) {
      const output = resample(tone(hz, from, 1), from, to);
      expect(Math.abs(output.length - to)).toBeLessThan(to * 0.01);
      expect(strength(output, hz, to)).toBeGreaterThan(0.9);
      expect(strength(output, hz, to)).toBeLessThan(1.1);
    }
  });

  it("gives the same whatever pieces it comes in", () => {
    const input = tone(440, from, 0.2);
    const [small, large] = [37, 512].map((piece) => resample(input, from, to, piece)) as [Float32Array, Float32Array];
    const both = Math.min(small.length, large.length);
    expect(Math.abs(small.length - large.length)).toBeLessThan(60);
    for (let i = 0; i < both; i++) expect(Math.abs((small[i] ?? 9) - (large[i] ?? -9))).toBeLessThan(1e-6);
  });
});

it("folds nothing back that telephone sound cannot hold", () => {
  const output = resample(tone(6_500, 48_000, 1), 48_000, 8_000);
  expect(strength(output, 1_500, 8_000)).toBeLessThan(0.02);
});
