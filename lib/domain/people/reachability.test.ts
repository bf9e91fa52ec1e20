import { expect, test } from "vitest";
import { WeeklyHours } from "@/lib/contracts/business-hours";
import { reachability } from "./reachability";

// A Wednesday: 14:30 in Los Angeles.
const NOW = Date.parse("2026-06-10T21:30:00Z");
const shift = (opens: string, closes: string) => [{ opens, closes }];
const week = (hours: Partial<WeeklyHours>) => WeeklyHours.parse(hours);
const of = (dutyHours: WeeklyHours, more: { status?: "offline" | "busy"; timeZone?: string } = {}) =>
  reachability({ status: "available", timeZone: "America/Los_Angeles", dutyHours, ...more }, NOW);

test.each<[string, boolean, WeeklyHours]>([
  ["On duty until 17:00", true, week({ wednesday: shift("09:00", "17:00") })],
  ["On duty until midnight", true, week({ wednesday: shift("09:00", "24:00") })],
  ["On duty until 02:00", true, week({ wednesday: shift("09:00", "24:00"), thursday: shift("00:00", "02:00") })],
  ["Back today at 15:00", false, week({ wednesday: [...shift("15:00", "18:00"), ...shift("09:00", "12:00")] })],
  // The minute in which it ends is after it.
  ["Back tomorrow at 08:00", false, week({ wednesday: shift("09:00", "14:30"), thursday: shift("08:00", "12:00") })],
  ["Back Monday at 09:00", false, week({ monday: shift("09:00", "17:00") })],
  ["Back Wednesday at 09:00", false, week({ wednesday: shift("09:00", "10:00") })],
  ["No duty hours", false, week({})],
])("%s", (words, isReachable, hours) => {
  expect(of(hours)).toEqual({ isReachable, words });
});

test("the hours are where the person is, and their own switch is over them", () => {
  const hours = week({ wednesday: shift("09:00", "23:45") });
  expect(of(hours, { timeZone: "Europe/Berlin" })).toEqual({ isReachable: true, words: "On duty until 23:45" });
  expect(of(hours, { timeZone: "Asia/Tokyo" }).isReachable).toBe(false);
  expect(of(hours, { status: "offline" }).words).toBe("Off duty until switched on");
  expect(of(hours, { status: "busy" }).isReachable).toBe(false);
});
