import { expect, test } from "vitest";
import type { DayFigures, Overview } from "@/lib/contracts/home";
import { headlineOf } from "./headline";

const none: DayFigures = {
  calls: 0,
  answered: 0,
  failed: 0,
  missed: 0,
  messages: 0,
  interruptions: 0,
  medianVoiceToVoiceMs: null,
  medianDurationMs: null,
};
const said = (change: Partial<Overview>) => {
  const base = {
    timeZone: "UTC",
    date: "2026-03-06",
    weekday: "Friday",
    activeCalls: 0,
    openMessages: 0,
    callsByHour: [],
  };
  const { before, strong, after } = headlineOf({ ...base, today: none, lastWeek: none, ...change });
  return before + strong + after;
};

test("what went wrong comes before what waits, and that before how busy it is", () => {
  const today = { ...none, calls: 12 };
  expect(said({ today: { ...today, failed: 1 }, openMessages: 3 })).toBe("1 call failed today, of 12.");
  expect(said({ today, openMessages: 3 })).toBe("12 calls today, none failed; 3 messages wait for an answer.");
  expect(said({ today, lastWeek: { ...none, calls: 15 } })).toBe(
    "12 calls today, 3 fewer than last Friday by this time. None failed.",
  );
  expect(said({})).toBe("No calls yet today.");
});
