import { describe, expect, it } from "vitest";
import { encodeAlaw } from "./alaw";

/** G.711's A-law decoding rule, written out independently of the encoder. */
function decode(code: number): number {
  const bits = code ^ 0x55;
  const exponent = (bits >> 4) & 7;
  const mantissa = bits & 0x0f;
  const magnitude = exponent === 0 ? (mantissa << 4) + 8 : ((mantissa << 4) + 0x108) << (exponent - 1);
  return bits & 0x80 ? magnitude : -magnitude;
}

describe("A-law", () => {
  it("has G.711's code for silence", () => {
    expect(encodeAlaw(Int16Array.of(0))[0]).toBe(0xd5);
  });

  it("gives every code back after decoding", () => {
    for (let code = 0; code < 256; code++) expect(encodeAlaw(Int16Array.of(decode(code)))[0]).toBe(code);
  });

  it("errs by less than a twentieth of the sample, over the whole range", () => {
    for (const sample of [-32_768, -32_767, -20_001, -1, 0, 1, 15, 16, 100, 5000, 32_767]) {
      const error = Math.abs(decode(encodeAlaw(Int16Array.of(sample))[0]!) - sample);
      expect(error).toBeLessThanOrEqual(Math.max(16, Math.abs(sample) / 20));
    }
  });
});
