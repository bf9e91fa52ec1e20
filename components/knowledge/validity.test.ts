import { expect, test } from "vitest";
import { standingOf, validityWords } from "./validity";

const now = Date.parse("2026-03-10T12:00:00Z");
const zone = "America/Los_Angeles";

test.each([
  [null, null, "always holds"],
  ["2026-03-01T08:00:00.000Z", null, "holds since 1 March 2026"],
  ["2026-03-01T08:00:00.000Z", "2026-04-01T07:00:00.000Z", "holds until 31 March 2026"],
  ["2026-04-01T07:00:00.000Z", null, "holds from 1 April 2026"],
  ["2026-04-01T07:00:00.000Z", "2026-05-01T07:00:00.000Z", "holds from 1 April 2026 until 30 April 2026"],
  [null, "2026-03-01T08:00:00.000Z", "over since 1 March 2026"],
])("from %s until %s: %s", (validFrom, validUntil, words) => {
  expect(validityWords({ validFrom, validUntil }, now, zone)).toBe(words);
});

test("a fact is over at the very moment it ends, and holds at the one it begins", () => {
  const at = new Date(now).toISOString();
  expect(standingOf({ validFrom: null, validUntil: at }, now)).toBe("over");
  expect(standingOf({ validFrom: at, validUntil: null }, now)).toBe("holds");
});
