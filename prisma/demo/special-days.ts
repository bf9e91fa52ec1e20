import type { SpecialDay } from "@/lib/contracts/business-hours";

const iso = (year: number, month: number, day: number) =>
  new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);

/** The nth weekday (0 is Sunday) of a month; n = -1: the last. */
function nthWeekday(year: number, month: number, weekday: number, n: number): string {
  if (n > 0) {
    const first = new Date(Date.UTC(year, month - 1, 1)).getUTCDay();
    return iso(year, month, 1 + ((weekday - first + 7) % 7) + (n - 1) * 7);
  }
  const last = new Date(Date.UTC(year, month, 0));
  return iso(year, month, last.getUTCDate() - ((last.getUTCDay() - weekday + 7) % 7));
}

const closed = (date: string, name: string): SpecialDay => ({ date, name, hours: [] });

/** What a dental practice in California keeps. */
export const californiaDays = (year: number): SpecialDay[] => [
  closed(iso(year, 1, 1), "New Year's Day"),
  closed(nthWeekday(year, 5, 1, -1), "Memorial Day"),
  closed(iso(year, 7, 4), "Independence Day"),
  closed(nthWeekday(year, 9, 1, 1), "Labor Day"),
  closed(nthWeekday(year, 11, 4, 4), "Thanksgiving"),
  { date: iso(year, 12, 24), name: "Christmas Eve", hours: [{ opens: "08:00", closes: "12:00" }] },
  closed(iso(year, 12, 25), "Christmas Day"),
  { date: iso(year, 12, 31), name: "New Year's Eve", hours: [{ opens: "08:00", closes: "12:00" }] },
];

/** What a shop in London keeps. */
export const londonDays = (year: number): SpecialDay[] => [
  closed(iso(year, 1, 1), "New Year's Day"),
  closed(nthWeekday(year, 5, 1, 1), "Early May bank holiday"),
  { date: nthWeekday(year, 8, 1, -1), name: "Summer bank holiday", hours: [{ opens: "11:00", closes: "16:00" }] },
  { date: iso(year, 12, 24), name: "Christmas Eve", hours: [{ opens: "10:00", closes: "16:00" }] },
  closed(iso(year, 12, 25), "Christmas Day"),
  closed(iso(year, 12, 26), "Boxing Day"),
];
