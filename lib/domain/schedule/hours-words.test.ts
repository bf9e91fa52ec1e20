import { describe, expect, it } from "vitest";
import { WeeklyHours } from "@/lib/contracts/business-hours";
import { intervalsProblem, splitAtMidnight, weekProblems } from "./hours-problems";
import { describeSpecialDays, describeWeek } from "./hours-words";

const nine = [{ opens: "09:00", closes: "17:00" }];
const allDay = [{ opens: "00:00", closes: "24:00" }];
const workdays = { monday: nine, tuesday: nine, wednesday: nine, thursday: nine, friday: nine };
const every = (hours: typeof nine) => ({
  ...workdays,
  monday: hours,
  tuesday: hours,
  wednesday: hours,
  thursday: hours,
  friday: hours,
  saturday: hours,
  sunday: hours,
});

it.each([
  [workdays, "Mon–Fri 9 am–5 pm"],
  [{ ...workdays, saturday: [{ opens: "10:00", closes: "14:30" }] }, "Mon–Fri 9 am–5 pm, Sat 10 am–2:30 pm"],
  [{ monday: [...nine, { opens: "18:00", closes: "24:00" }] }, "Mon 9 am–5 pm and 6 pm–midnight"],
  [every(nine), "Every day 9 am–5 pm"],
  [every(allDay), "Always open"],
  [{}, "Never open"],
])("says a week shortly: %#", (week, words) => {
  expect(describeWeek(WeeklyHours.parse(week))).toBe(words);
});

it("names the next holiday, not one that is past", () => {
  const days = [
    { date: "2026-12-25", name: "Christmas Day", hours: [] },
    { date: "2026-11-26", name: "Thanksgiving", hours: [] },
    { date: "2026-07-04", name: "Independence Day", hours: [] },
  ];
  expect(describeSpecialDays(days, "2026-11-20")).toBe("2 holidays, next Thanksgiving on Nov 26");
  expect(describeSpecialDays(days, "2027-01-01")).toBe("No holidays yet");
});

describe("a day's hours", () => {
  it.each([
    [[], null],
    [nine, null],
    [[...nine, { opens: "17:00", closes: "20:00" }], null],
    [[{ opens: "", closes: "17:00" }], /both times/],
    [[{ opens: "18:00", closes: "02:00" }], /past midnight/],
    [[{ opens: "09:00", closes: "09:00" }], /same time/],
    [[{ opens: "13:00", closes: "18:00" }, ...nine], /13:00 is before 17:00/],
  ])("%j are %s", (intervals, problem) => {
    if (problem === null) expect(intervalsProblem(intervals)).toBeNull();
    else expect(intervalsProblem(intervals)).toMatch(problem);
  });

  it("past midnight become two days' hours", () => {
    const late = { opens: "18:00", closes: "02:00" };
    const week = WeeklyHours.parse({ sunday: nine, monday: nine });
    const split = splitAtMidnight({ ...week, sunday: [...nine, late] }, "sunday", late);
    expect(split.sunday).toEqual([...nine, { opens: "18:00", closes: "24:00" }]);
    expect(split.monday).toEqual([{ opens: "00:00", closes: "02:00" }, ...nine]);
    expect(weekProblems(split)).toEqual({});
  });
});
