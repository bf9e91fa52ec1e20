import { describe, expect, it } from "vitest";

import { linearToMulaw, meanMagnitude, MULAW_MAGNITUDE, MULAW_SILENCE, MULAW_TO_LINEAR } from "./mulaw";

describe("mu-law", () => {
  it("decodes as G.711 says", () => {
    expect([0x00, 0x0f, 0x7f, 0x80, 0x8f, 0xf0, MULAW_SILENCE].map((byte) => MULAW_TO_LINEAR[byte])).toEqual([
      -32_124, -16_764, 0, 32_124, 16_764, 120, 0,
    ]);
  });

  it("encodes every value it decodes back to the same sound", () => {
    for (let byte = 0; byte < 256; byte++) {
      const sample = MULAW_TO_LINEAR[byte] as number;
      expect(MULAW_TO_LINEAR[linearToMulaw(sample)]).toBe(sample);
    }
  });

  it("takes the loudest samples without wrapping round", () => {
    expect(MULAW_TO_LINEAR[linearToMulaw(32_767)]).toBe(32_124);
    expect(MULAW_TO_LINEAR[linearToMulaw(-32_768)]).toBe(-32_124);
  });

  it("measures loudness without decoding", () => {
    expect(MULAW_MAGNITUDE[0x00]).toBe(32_124);
    expect(meanMagnitude(Uint8Array.of(0x00, 0x80, 0xff, 0xff), 0, 4)).toBe(16_062);
    expect(meanMagnitude(Uint8Array.of(0x00), 0, 0)).toBe(0);
  });
});
