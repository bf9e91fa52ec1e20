import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { noise, silence, speechLike } from "../testing/audio-samples";
import { createSilenceTrim, endSilenceTrim, trimLeadingSilence } from "./trim-silence";

function trimmed(audio: Uint8Array, pieceBytes: number[]): Buffer {
  const trim = createSilenceTrim();
  const out: Uint8Array[] = [];
  let at = 0;
  for (let i = 0; at < audio.length; i++) {
    const length = pieceBytes[i % pieceBytes.length] ?? 160;
    out.push(trimLeadingSilence(trim, audio.subarray(at, at + length)).slice());
    at += length;
  }
  out.push(endSilenceTrim(trim));
  return Buffer.concat(out);
}

describe("trimming an answer's leading silence", () => {
  it("keeps 20 ms before the first sound", () => {
    const voice = speechLike(500);
    const out = trimmed(Buffer.concat([silence(200), voice]), [800]);
    expect(out.length).toBeGreaterThanOrEqual(voice.length + 160);
    expect(out.length).toBeLessThanOrEqual(voice.length + 160 + 80);
    expect(Buffer.compare(out.subarray(out.length - voice.length), Buffer.from(voice))).toBe(0);
  });

  it("treats a voice's own faint noise as silence", () => {
    const voice = speechLike(500);
    expect(trimmed(Buffer.concat([noise(300, 30), voice]), [1_000]).length).toBeLessThan(voice.length + 300);
  });

  it("cuts 400 ms at most", () => {
    expect(trimmed(Buffer.concat([silence(700), speechLike(100)]), [320]).length).toBe((700 + 100 - 400) * 8);
  });

  it("lets sound that begins at once through untouched", () => {
    const voice = Buffer.from(speechLike(300).subarray(80));
    expect(Buffer.compare(trimmed(voice, [160]), voice)).toBe(0);
  });

  it("gives the rest of an answer that is silent throughout", () => {
    expect(trimmed(silence(100), [160]).length).toBe(160);
  });

  it("only ever cuts from the front, the same however the audio is cut into pieces", () => {
    const pieces = fc.array(fc.integer({ min: 1, max: 2_000 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 600 }),
        fc.integer({ min: 0, max: 200 }),
        pieces,
        (leadMs, voiceMs, sizes) => {
          const audio = Buffer.concat([silence(leadMs), speechLike(voiceMs)]);
          const out = trimmed(audio, sizes);
          expect(Buffer.compare(out, audio.subarray(audio.length - out.length))).toBe(0);
          expect(audio.length - out.length).toBeLessThanOrEqual(400 * 8);
          expect(Math.abs(out.length - trimmed(audio, [audio.length || 1]).length)).toBeLessThanOrEqual(80);
        },
      ),
    );
  });
});
