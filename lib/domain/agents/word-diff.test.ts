import { describe, expect, test } from "vitest";
import { wordDiff } from "./word-diff";

const shown = (before: string, after: string) =>
  wordDiff(before, after)
    .map(({ kind, text }) => (kind === "same" ? text : `${kind === "added" ? "+" : "-"}[${text}]`))
    .join("");

describe("two texts word by word", () => {
  test.each([
    ["", "", ""],
    ["same words", "same words", "same words"],
    ["", "new", "+[new]"],
    ["old", "", "-[old]"],
    ["We open at nine.", "We open at ten.", "We open at -[nine.]+[ten.]"],
    ["Be warm and brief.", "Be very warm and brief.", "Be +[very ]warm and brief."],
    ["one two three", "two three", "-[one ]two three"],
    ["Grüß Gott, hallo", "Grüß Gott, guten Tag", "Grüß Gott, -[hallo]+[guten Tag]"],
  ])("%j → %j", (before, after, expected) => expect(shown(before, after)).toBe(expected));

  test("either side can be read out of it whole", () => {
    const [before, after] = ["a b  c\nd e f g", "b c\nx d f  g h"];
    const parts = wordDiff(before, after);
    const side = (other: string) =>
      parts
        .filter(({ kind }) => kind !== other)
        .map(({ text }) => text)
        .join("");
    expect(side("added")).toBe(before);
    expect(side("removed")).toBe(after);
  });

  test("of two long and quite different texts is quick, and shows them whole", () => {
    const long = (word: string) => Array.from({ length: 5000 }, (_, i) => `${word}${i}`).join(" ");
    expect(wordDiff(long("a"), long("b"))).toHaveLength(2);
  });
});
