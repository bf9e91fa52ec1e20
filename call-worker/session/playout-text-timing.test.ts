import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { createSpeakingRate, createSpeakingRates } from "./playout-speaking-rate";
import { TextTiming, wordEndBefore } from "./playout-text-timing";

function timingOf(text: string): TextTiming {
  const timing = new TextTiming();
  timing.setText(text);
  return timing;
}

describe("text timing", () => {
  it("gives digits the time of words and sentences their pause", () => {
    expect(timingOf("1234").weight).toBeGreaterThan(timingOf("abcd").weight * 3);
    expect(timingOf("Yes. We do").weight).toBeGreaterThan(timingOf("Yes we doo").weight + 4);
    expect(timingOf("3.50").weight).toBeLessThan(timingOf("3. 50").weight - 4);
  });

  it("finds the same position whether asked in steps, at once or backwards, and however the text grew", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", " ", ".", ",", "7", "é", "日"), maxLength: 80 });
    fc.assert(
      fc.property(text, fc.nat(80), fc.array(fc.nat(400), { maxLength: 20 }), (whole, grownTo, weights) => {
        const grown = timingOf(whole.slice(0, grownTo));
        grown.setText(whole);
        expect(grown.weight).toBeCloseTo(timingOf(whole).weight);
        for (const weight of weights) expect(grown.charsAt(weight)).toBe(timingOf(whole).charsAt(weight));
        expect(grown.charsAt(grown.weight)).toBe(whole.length);
      }),
    );
  });

  it("follows a text that was rewritten", () => {
    const timing = timingOf("Good morning");
    timing.charsAt(8);
    timing.setText("Hello");
    expect(timing.charsAt(3)).toBe(3);
    expect(timing.weight).toBe(5);
  });
});

describe("cutting at a word's end", () => {
  it("leaves half words and blanks out", () => {
    expect(wordEndBefore("Hello there", 8)).toBe(5);
    expect(wordEndBefore("Hello there", 6)).toBe(5);
    expect(wordEndBefore("Hello there", 11)).toBe(11);
    expect(wordEndBefore("Hello, there", 6)).toBe(6);
    expect(wordEndBefore("I don't know", 5)).toBe(1);
    expect(wordEndBefore("größer", 3)).toBe(0);
    expect(wordEndBefore("wait", 2)).toBe(0);
  });

  it("cuts between characters where a script has no blanks, and never inside one", () => {
    expect(wordEndBefore("こんにちは", 3)).toBe(3);
    expect(wordEndBefore("hi 👋 you", 4)).toBe(2);
  });
});

describe("the speaking rate", () => {
  it("learns a slow voice from its answers, and each voice for itself", () => {
    const rates = createSpeakingRates();
    const slow = rates.forVoice("slow");
    const before = slow.msPerWeight();
    for (let i = 0; i < 30; i++) slow.learn(10_000, 100);
    expect(slow.msPerWeight()).toBeGreaterThan(95);
    expect(rates.forVoice("slow")).toBe(slow);
    expect(rates.forVoice("other").msPerWeight()).toBe(before);
  });

  it("does not believe absurd or tiny samples", () => {
    const rate = createSpeakingRate(60);
    rate.learn(300, 1);
    expect(rate.msPerWeight()).toBe(60);
    for (let i = 0; i < 100; i++) rate.learn(60_000, 1);
    expect(rate.msPerWeight()).toBeLessThanOrEqual(160);
  });
});
