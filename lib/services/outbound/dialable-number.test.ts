import { expect, test } from "vitest";
import { dialableNumber } from "./dialable-number";

test.each([
  ["+14155550134", "+14155550134", "US"],
  [" +1 (415) 555-0134 ", "+14155550134", "US"],
  ["+1 416 555 0134", "+14165550134", "CA"],
  ["+1 876 555 1234", "+18765551234", "JM"],
  ["+44 20 7946 0958", "+442079460958", "GB"],
  ["+49.30.123456", "+4930123456", "DE"],
])("%s may be called", (typed, e164, country) => {
  expect(dialableNumber(typed)).toEqual({ ok: true, e164, country });
});

test.each([
  ["911", "emergency"],
  ["+112", "emergency"],
  ["+1 900 555 1234", "premium"],
  ["+1 212 976 1234", "premium"],
  ["+44 871 234 5678", "premium"],
  ["+44 70 1234 5678", "premium"],
  ["+33 899 123 456", "premium"],
  ["+8816 1234 56789", "satellite"],
  ["+870 773 111 632", "satellite"],
  ["+979 1234 5678", "no such"],
  ["4155550134", "with its country"],
  ["+14155550134,,9", "digits alone"],
  ["+14155550134;ext=9", "digits alone"],
  ["+14155550134 x9", "digits alone"],
  ["+1415555", "no such"],
  ["+1415555013499", "no such"],
  ["sip:bob@example.com", "digits alone"],
  ["", "digits alone"],
  ["+", "digits alone"],
])("%s is refused: %s", (typed, words) => {
  const result = dialableNumber(typed);
  expect(result.ok).toBe(false);
  if (!result.ok) expect(result.problem).toContain(words);
});
