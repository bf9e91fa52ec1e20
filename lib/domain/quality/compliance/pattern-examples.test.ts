import { expect, it } from "vitest";
import { PACKS } from "./packs";
import { patternExamples } from "./pattern-examples";

it.each([
  ["\\bguarantee(?:d|s)?\\b", ["guarantee", "guaranteed", "guarantees"]],
  ["free|no cost", ["free", "no cost"]],
  ["\\d{3} dollars", ["555 dollars"]],
  ["colou?r", ["color", "colour"]],
  ["a\\.b", ["a.b"]],
  ["[ab]c", ["ac"]],
])("says what %s finds", (pattern, examples) => {
  expect(patternExamples(pattern)).toEqual(examples);
});

it("says nothing rather than something wrong", () => {
  expect(patternExamples("[^x]y")).toEqual([]);
});

it("has an example for every pattern of the packs", () => {
  const patterns = PACKS.flatMap(({ rules }) =>
    rules.flatMap(({ check }) => [...JSON.stringify(check).matchAll(/"pattern":("(?:[^"\\]|\\.)*")/g)]),
  ).map(([, pattern]) => JSON.parse(pattern ?? "") as string);
  expect(patterns.length).toBeGreaterThan(1);
  for (const pattern of patterns) expect(patternExamples(pattern), pattern).not.toEqual([]);
});
