import { describe, expect, it } from "vitest";
import { timeWords } from "./word-timings";

const word = (textPosition: number, atMs: number) => ({ kind: "word", textPosition, atMs }) as const;
const pause = (atMs: number) => ({ kind: "pause", textPosition: 0, atMs }) as const;

describe("word times", () => {
  it("end a word where the next begins, or where a pause begins", () => {
    const marks = [word(1, 0), pause(300), word(8, 450), word(14, 700)];
    expect(timeWords("Hello, there you", marks, 1000)).toEqual([
      { word: "Hello,", startMs: 0, endMs: 300 },
      { word: "there", startMs: 450, endMs: 700 },
      { word: "you", startMs: 700, endMs: 1000 },
    ]);
  });

  it("keep a token whole that is spoken as several words with pauses between", () => {
    expect(
      timeWords("at 7:30 ok", [word(1, 0), word(4, 100), pause(300), word(6, 350), word(9, 800)], 1000)[1],
    ).toEqual({
      word: "7:30",
      startMs: 100,
      endMs: 800,
    });
  });

  it("share the time of words that the engine joins", () => {
    expect(timeWords("one of the", [word(1, 0), word(5, 200)], 500)).toEqual([
      { word: "one", startMs: 0, endMs: 200 },
      { word: "of", startMs: 200, endMs: 320 },
      { word: "the", startMs: 320, endMs: 500 },
    ]);
  });

  it("count no dash as a word, and give its mark to the word after it", () => {
    const words = timeWords("ones - please", [word(1, 0), pause(400), word(6, 500)], 900);
    expect(words).toEqual([
      { word: "ones", startMs: 0, endMs: 400 },
      { word: "please", startMs: 500, endMs: 900 },
    ]);
  });
});
