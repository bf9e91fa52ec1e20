import { expect, test } from "vitest";
import { startOfDay } from "./day-range";

test("a day begins where the business is", () => {
  expect(startOfDay("2026-03-05", "America/Los_Angeles")).toBe("2026-03-05T08:00:00.000Z");
  expect(startOfDay("2026-03-05", "Europe/London")).toBe("2026-03-05T00:00:00.000Z");
});

test("the day after the clocks change has its own offset", () => {
  expect(startOfDay("2026-03-08", "America/Los_Angeles", 1)).toBe("2026-03-09T07:00:00.000Z");
});

test("what is no day is left out", () => {
  expect(startOfDay("yesterday", "UTC")).toBeNull();
  expect(startOfDay("2026-02-31", "UTC")).toBeNull();
  expect(startOfDay(undefined, "UTC")).toBeNull();
});
