import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MAX_SPEAK_CHARACTERS, speakable, splitSpeech } from "./speakable-text";

describe("text for the voice", () => {
  it("has no control characters and no half characters", () => {
    expect(speakable("a\u0000b\r\nc\u2028d\ud83d e\udc00")).toBe("a b c d e");
    expect(speakable("Grüße 👋")).toBe("Grüße 👋");
  });

  it("is cut after a sentence, else after a word, else anywhere", () => {
    expect(splitSpeech("One two. Three four", 12)).toEqual(["One two. ", "Three four"]);
    expect(splitSpeech("one two three", 10)).toEqual(["one two ", "three"]);
    expect(splitSpeech("abcdefghij", 4)).toEqual(["abcd", "efgh", "ij"]);
  });

  it("is never cut inside a character, loses nothing and stays within the limit", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), fc.integer({ min: 2, max: 20 }), (text, limit) => {
        const whole = speakable(text);
        const pieces = splitSpeech(whole, limit);
        expect(pieces.join("")).toBe(whole);
        for (const piece of pieces) {
          expect(piece.length).toBeLessThanOrEqual(limit);
          expect(piece).toBe(speakable(piece));
        }
      }),
    );
  });

  it("fits in one message up to the vendor's limit", () => {
    expect(splitSpeech("x".repeat(MAX_SPEAK_CHARACTERS))).toHaveLength(1);
    expect(splitSpeech("x".repeat(MAX_SPEAK_CHARACTERS + 1))).toHaveLength(2);
  });
});
