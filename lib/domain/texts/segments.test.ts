import { expect, test } from "vitest";
import { smsSegments } from "./segments";

test.each([
  ["Bright Dental: 4180 Grand Avenue, Oakland", 1],
  ["a".repeat(160), 1],
  ["a".repeat(161), 2],
  ["a".repeat(306), 2],
  ["a".repeat(307), 3],
  // The euro takes two places, the curly apostrophe is in no seven bits.
  ["€".repeat(80), 1],
  ["€".repeat(81), 2],
  [`’${"a".repeat(69)}`, 1],
  [`’${"a".repeat(70)}`, 2],
])("%j is %i", (text, segments) => expect(smsSegments(text)).toBe(segments));
