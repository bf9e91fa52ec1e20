import { expect, test } from "vitest";
import { formatClock, formatSpan } from "./duration";
import { formatPhone } from "./phone";
import { formatAgo, formatDay } from "./time";

test("a duration reads like a clock", () => {
  expect([0, 999, 61_400, 3_599_999, 3_661_000, -5].map(formatClock)).toEqual([
    "0:00",
    "0:00",
    "1:01",
    "59:59",
    "1:01:01",
    "0:00",
  ]);
});

test("a span has the unit a person would use", () => {
  expect([6.4, 999, 1000, 1349, 12_400].map(formatSpan)).toEqual(["6 ms", "999 ms", "1.0 s", "1.3 s", "12 s"]);
});

test("numbers are grouped by country, and what is no number is left alone", () => {
  expect(formatPhone("+14155550134")).toBe("+1 415 555 0134");
  expect(formatPhone("+442055500163")).toBe("+44 20 5550 0163");
  expect(formatPhone("+35312345678")).toBe("+353 1234 5678");
  expect(formatPhone("sip:desk@example.com")).toBe("sip:desk@example.com");
  expect(formatPhone("anonymous")).toBe("Unknown caller");
});

test("a moment is told from now, and in words once it is far", () => {
  const now = Date.parse("2026-03-05T12:00:00Z");
  expect(formatAgo("2026-03-05T11:59:40Z", now, "UTC")).toBe("just now");
  expect(formatAgo("2026-03-05T11:18:00Z", now, "UTC")).toBe("42 min ago");
  expect(formatAgo("2026-03-05T08:18:00Z", now, "UTC")).toBe("today 08:18");
  expect(formatAgo("2026-03-04T23:50:00Z", now, "UTC")).toBe("yesterday 23:50");
  expect(formatAgo("2026-02-20T08:05:00Z", now, "UTC")).toBe("20 Feb 08:05");
  expect(formatAgo("2025-02-20T08:05:00Z", now, "UTC")).toBe("20 Feb 2025");
});

test("the day is the business's day, not the reader's", () => {
  expect(formatDay("2026-03-05T03:00:00Z", "America/Los_Angeles")).toBe("Wednesday 4 March");
});
