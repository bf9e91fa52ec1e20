/** A day of a year by rule. Months and days count from 1, weekdays from 0, Sunday. */
export type Rule =
  | { on: "date"; month: number; day: number }
  /** The first, second … such weekday of a month; the last one as -1. */
  | { on: "weekday"; month: number; weekday: number; nth: 1 | 2 | 3 | 4 | 5 | -1 }
  /** The last such weekday before a date. */
  | { on: "before"; month: number; day: number; weekday: number }
  /** Days after Easter Sunday of the western churches; before it as a negative figure. */
  | { on: "easter"; days: number };

const DAY_MS = 86_400_000;

export const isoOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
export const dayOf = (year: number, month: number, day: number): number => Date.UTC(year, month - 1, day);
export const weekdayOf = (at: number): number => new Date(at).getUTCDay();

/** The day of that year, as UTC midnight in milliseconds. */
export function resolveRule(rule: Rule, year: number): number {
  switch (rule.on) {
    case "date":
      return dayOf(year, rule.month, rule.day);
    case "weekday": {
      if (rule.nth === -1) {
        const last = dayOf(year, rule.month + 1, 0);
        return last - ((weekdayOf(last) - rule.weekday + 7) % 7) * DAY_MS;
      }
      const first = dayOf(year, rule.month, 1);
      return first + (((rule.weekday - weekdayOf(first) + 7) % 7) + (rule.nth - 1) * 7) * DAY_MS;
    }
    case "before": {
      const before = dayOf(year, rule.month, rule.day) - DAY_MS;
      return before - ((weekdayOf(before) - rule.weekday + 7) % 7) * DAY_MS;
    }
    case "easter":
      return easterOf(year) + rule.days * DAY_MS;
  }
}

/** Easter Sunday by the Gregorian calendar (Meeus, Jones and Butcher). */
function easterOf(year: number): number {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const e = b % 4;
  const f = Math.floor((b + 8) / 25);
  const g = Math.floor((b - f + 1) / 3);
  const h = (19 * a + b - d - g + 15) % 30;
  const i = Math.floor(c / 4);
  const k = c % 4;
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31);
  const day = ((h + l - 7 * m + 114) % 31) + 1;
  return dayOf(year, month, day);
}
