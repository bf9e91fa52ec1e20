import { describe, expect, it } from "vitest";
import { decodeMulaw, encodeMulaw } from "./mulaw";

describe("mu-law", () => {
  it("has the values of G.711 at its ends and around zero", () => {
    expect([...decodeMulaw(Uint8Array.of(0x00, 0x80, 0xff, 0x7f, 0xfe, 0x7e))]).toEqual([-32_124, 32_124, 0, 0, 8, -8]);
    expect([...encodeMulaw(Int16Array.of(0, -1, 8, -8, 32_767, -32_768))]).toEqual([
      0xff, 0xff, 0xfe, 0x7e, 0x80, 0x00,
    ]);
  });

  it("gives every code back after decoding, except that minus zero becomes zero", () => {
    for (let code = 0; code < 256; code++) {
      expect(encodeMulaw(decodeMulaw(Uint8Array.of(code)))[0]).toBe(code === 0x7f ? 0xff : code);
    }
  });

  it("errs by less than a twentieth of the sample", () => {
    for (let sample = -32_000; sample <= 32_000; sample += 37) {
      const error = Math.abs(decodeMulaw(encodeMulaw(Int16Array.of(sample)))[0]! - sample);
      expect(error).toBeLessThanOrEqual(Math.max(8, Math.abs(sample) / 20));
    }
  });
});
