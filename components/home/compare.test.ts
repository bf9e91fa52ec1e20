import { expect, test } from "vitest";
import { countChange, shareChange, spanChange } from "./compare";

test("whether more is better depends on what is counted", () => {
  expect(countChange(12, 9, "neither")).toEqual({ text: "+3", tone: "same" });
  expect(countChange(4, 9, "less is better")).toEqual({ text: "−5", tone: "better" });
  expect(countChange(9, 9, "more is better")).toEqual({ text: "±0", tone: "same" });
});

test("a share changes by points, a span in its own unit", () => {
  expect(shareChange(0.81, 0.79, "more is better")).toEqual({ text: "+2 pt", tone: "better" });
  expect(spanChange(940, 1010, "less is better")).toEqual({ text: "−70 ms", tone: "better" });
  expect(spanChange(61_000, 59_500, "neither")?.text).toBe("+1.5 s");
});

test("with nothing to compare there is no comparison", () => {
  expect(spanChange(940, null, "less is better")).toBeNull();
  expect(shareChange(null, 0.5, "more is better")).toBeNull();
});
