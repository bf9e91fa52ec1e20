import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decodeMulaw, encodeMulaw } from "./mulaw";
import { Recogniser } from "./recogniser";
import { closeSynthesizer, synthesize } from "./synthesize";
import type { Synthesis } from "./synthesize";
import { registerUtterance } from "./utterances";

const TEXTS = [
  "Hello, this is a test. I would like to book a table for 4 people, please.",
  "Yes.",
  "Yes, please.",
  "Yes, please, but not before seven.",
  "My number is 0 4 4, 2 1 2, 3 3 4 5.",
];

let spoken: Synthesis[] = [];

beforeAll(async () => {
  spoken = await Promise.all(TEXTS.map((text) => synthesize(text)));
});
afterAll(closeSynthesizer);

/** Plays a stream in pieces of the given sizes (over and over) and returns the recogniser and the words it heard. */
function hear(stream: Uint8Array, sizes: readonly number[] = [160]) {
  const recogniser = new Recogniser();
  const words = [];
  for (let offset = 0, turn = 0; offset < stream.length; turn++) {
    const size = sizes[turn % sizes.length]!;
    words.push(...recogniser.push(stream.subarray(offset, offset + size)));
    offset += size;
  }
  return { recogniser, words, text: words.map(({ word }) => word).join(" ") };
}

function silence(bytes: number): Buffer {
  return Buffer.alloc(bytes, 0xff);
}

/** Deterministic noise that no voice made. */
function noise(bytes: number, seed: number): Buffer {
  let state = seed * 2 + 1;
  return Buffer.from(
    Uint8Array.from({ length: bytes }, () => (state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 8) & 0xff),
  );
}

const anySpoken = fc.nat(TEXTS.length - 1);
const anySizes = fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 5 });

describe("the recogniser", () => {
  it("hears every utterance with its times, at any alignment and in pieces of any size", () => {
    fc.assert(
      fc.property(anySpoken, fc.nat(5000), anySizes, (index, shift, sizes) => {
        const { audio, words: expected } = spoken[index]!;
        const { words, text } = hear(Buffer.concat([silence(shift), audio, silence(400)]), sizes);
        expect(text).toBe(TEXTS[index]);
        words.forEach((word, i) => {
          expect(Math.abs(word.startMs - shift / 8 - expected[i]!.startMs)).toBeLessThan(40);
          expect(Math.abs(word.endMs - shift / 8 - expected[i]!.endMs)).toBeLessThan(2);
          expect(word.confidence).toBeGreaterThan(0.9);
        });
      }),
      { numRuns: 60 },
    );
  });

  it("hears the words that lie whole in a fragment, none that lie outside it, and no order but theirs", () => {
    fc.assert(
      fc.property(fc.nat(30_000), fc.integer({ min: 1600, max: 30_000 }), fc.nat(300), (from, length, shift) => {
        const { audio, words: all } = spoken[0]!;
        const fragment = audio.subarray(from, from + length);
        // Between noise, as silence could be taken for the closure of a "t" in the word that was cut.
        const { text } = hear(Buffer.concat([noise(shift, from), fragment, noise(2000, length)]));
        const [fromMs, toMs] = [from / 8, (from + fragment.length) / 8];
        // A word of which a sliver is missing may or may not be understood.
        const certain = all.filter(({ startMs, endMs }) => startMs >= fromMs + 20 && endMs <= toMs);
        const possible = all.filter(({ startMs, endMs }) => {
          return Math.min(endMs, toMs) - Math.max(startMs, fromMs) >= 0.55 * (endMs - startMs);
        });
        const heard = text === "" ? [] : text.split(" ");
        expect(
          isWithin(
            certain.map(({ word }) => word),
            heard,
          ),
        ).toBe(true);
        expect(
          isWithin(
            heard,
            possible.map(({ word }) => word),
          ),
        ).toBe(true);
      }),
      { numRuns: 80 },
    );
  });

  it("goes on after a gap of silence or noise, without hearing a word twice", () => {
    fc.assert(
      fc.property(fc.nat(40_000), fc.integer({ min: 1, max: 9000 }), fc.boolean(), (at, gap, isNoise) => {
        const { audio } = spoken[0]!;
        const cut = Math.min(at, audio.length);
        const filler = isNoise ? noise(gap, at) : silence(gap);
        const { text } = hear(Buffer.concat([audio.subarray(0, cut), filler, audio.subarray(cut), silence(1600)]));
        const heard = text.split(" ");
        const all = TEXTS[0]!.split(" ");
        expect(isWithin(heard, all)).toBe(true);
        expect(heard.length).toBeGreaterThanOrEqual(all.length - 1);
      }),
      { numRuns: 80 },
    );
  });

  it("survives single lost frames", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(200), { minLength: 1, maxLength: 4 }), (lost) => {
        const { audio } = spoken[0]!;
        const frames = Array.from({ length: Math.floor(audio.length / 160) }, (_, i) =>
          audio.subarray(i * 160, i * 160 + 160),
        );
        const { text } = hear(Buffer.concat([...frames.filter((_, i) => !lost.includes(i)), silence(800)]));
        const all = TEXTS[0]!.split(" ");
        expect(isWithin(text.split(" "), all)).toBe(true);
        expect(text.split(" ").length).toBeGreaterThanOrEqual(all.length - lost.length);
      }),
      { numRuns: 60 },
    );
  });

  it("tells phrases apart that begin alike, and hears phrases one after the other", () => {
    fc.assert(
      fc.property(fc.array(anySpoken, { minLength: 1, maxLength: 6 }), fc.nat(3000), (order, gap) => {
        const stream = Buffer.concat(order.flatMap((index) => [silence(gap), Buffer.from(spoken[index]!.audio)]));
        expect(hear(Buffer.concat([stream, silence(800)])).text).toBe(order.map((index) => TEXTS[index]).join(" "));
      }),
      { numRuns: 40 },
    );
  });

  it("makes no words of unknown sound, but knows that there is sound", () => {
    const { recogniser, words } = hear(Buffer.concat([silence(1600), noise(16_000, 3), silence(8000)]));
    expect(words).toEqual([]);
    expect(recogniser.lastSpeechMs).toBe(-Infinity);
    expect(recogniser.lastSoundMs).toBe(2200);
    expect(recogniser.receivedMs).toBe(3200);
  });

  it("knows when speech was last sounding", () => {
    const { audio, words } = spoken[1]!;
    const { recogniser } = hear(Buffer.concat([silence(4000), audio, silence(8000)]));
    expect(recogniser.lastSpeechMs).toBeGreaterThan(600);
    expect(recogniser.lastSpeechMs).toBeLessThanOrEqual(500 + words.at(-1)!.endMs + 20);
  });

  it("hears speech that went through linear samples, and minus zero for silence", () => {
    const { audio } = spoken[2]!;
    expect(hear(encodeMulaw(decodeMulaw(audio))).text).toBe(TEXTS[2]);
    expect(hear(audio.map((code) => (code === 0xff ? 0x7f : code))).text).toBe(TEXTS[2]);
  });

  it("gives a long word out before it is over, and its true end afterwards", async () => {
    const { audio, words } = await synthesize("joe@example.com");
    const [word] = words;
    const recogniser = new Recogniser();
    const early = recogniser.push(audio.subarray(0, Math.round(word!.endMs * 8 * 0.8)));
    expect(early.map((heard) => heard.word)).toEqual(["joe@example.com"]);
    recogniser.push(silence(800));
    expect(early[0]!.endMs).toBeLessThan(word!.endMs * 0.81);
  });

  it("hears audio that was registered from elsewhere", () => {
    const audio = noise(8000, 99);
    expect(hear(audio).text).toBe("");
    const words = ["this", "was", "recorded"].map((word, i) => ({ word, startMs: i * 300, endMs: i * 300 + 280 }));
    registerUtterance({ audio, words });
    expect(hear(Buffer.concat([silence(77), audio])).text).toBe("this was recorded");
  });

  it("is not slowed down by a known tone that repeats itself", () => {
    const tone = encodeMulaw(
      Int16Array.from({ length: 80_000 }, (_, i) => 9000 * Math.sin((2 * Math.PI * (i % 64)) / 64)),
    );
    registerUtterance({ audio: tone, words: [{ word: "beep", startMs: 0, endMs: 10_000 }] });
    expect(hear(tone).text).toMatch(/^(?:beep)?$/);
  });
});

/** Whether `part` can be had from `whole` by leaving words out. */
function isWithin(part: readonly string[], whole: readonly string[]): boolean {
  let at = 0;
  for (const word of whole) if (at < part.length && part[at] === word) at++;
  return at === part.length;
}
