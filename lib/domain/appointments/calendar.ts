import type { WeeklyHours } from "@/lib/contracts/business-hours";
import { addDays, localMoment, WEEKDAYS, type LocalDate } from "../schedule/local-time";
import { minuteOf } from "./zoned-time";

export type CalendarView = "day" | "week";

/** What stands in a calendar: when it is, on whichever clock it is shown. */
type Timed = { startsAt: string; endsAt: string };

/** A thing in a day's column: from which quarter of an hour to which, and beside how many others. */
export type Placed<T> = { item: T; fromRow: number; untilRow: number; lane: number; lanes: number };

const ROW_MINUTES = 15;
const ROWS_A_DAY = (24 * 60) / ROW_MINUTES;
/** More side by side cannot be read: those that come later share the last lane. */
const MOST_LANES = 6;
const ROWS_AN_HOUR = 60 / ROW_MINUTES;

/** The dates a view shows: the day alone, or its week from Monday on. Null for what is no date (YYYY-MM-DD). */
export function datesOf(view: CalendarView, date: string): LocalDate[] | null {
  const day = /^\d{4}-\d\d-\d\d$/.test(date) ? addDays({ iso: date, weekdayIndex: 0 }, 0) : null;
  if (!day) return null;
  if (view === "day") return [day];
  const week = WEEKDAYS.map((_, index) => addDays(day, index - day.weekdayIndex));
  return week.filter((each) => each !== null);
}

/** The date that the view before or after begins with. */
export function datesAway(view: CalendarView, date: string, steps: number): string {
  return addDays({ iso: date, weekdayIndex: 0 }, steps * (view === "day" ? 1 : 7))?.iso ?? date;
}

/**
 * What falls on a date of the zone's calendar, in quarters of an hour of its clock, things that overlap side by side. What began the day before
 * begins with the day, what goes on ends with it. In the hour that a clock change repeats, what is later stands where it reads.
 */
export function placeOn<T extends Timed>(date: string, items: readonly T[], timeZone: string): Placed<T>[] {
  const rows = items.flatMap((item) => {
    const [from, until] = [
      localMoment(Date.parse(item.startsAt), timeZone),
      localMoment(Date.parse(item.endsAt), timeZone),
    ];
    if (from.date.iso > date || until.date.iso < date) return [];
    const fromMinute = from.date.iso < date ? 0 : minuteOf(from.time);
    const untilMinute = until.date.iso > date ? 24 * 60 : minuteOf(until.time);
    if (untilMinute === 0) return [];
    const fromRow = Math.floor(fromMinute / ROW_MINUTES);
    return [{ item, fromRow, untilRow: Math.max(fromRow + 1, Math.ceil(untilMinute / ROW_MINUTES)) }];
  });
  rows.sort((a, b) => a.fromRow - b.fromRow || b.untilRow - a.untilRow);
  const placed: Placed<T>[] = [];
  let group: (Omit<Placed<T>, "lanes"> & { lanes?: number })[] = [];
  let groupUntil = 0;
  const close = () => {
    const lanes = Math.max(0, ...group.map(({ lane }) => lane)) + 1;
    placed.push(...group.map((each) => ({ ...each, lanes })));
    group = [];
  };
  for (const row of rows) {
    if (row.fromRow >= groupUntil) close();
    const free = Array.from({ length: MOST_LANES }, (_, lane) => lane).find(
      (lane) => !group.some((each) => each.lane === lane && each.untilRow > row.fromRow),
    );
    group.push({ ...row, lane: free ?? MOST_LANES - 1 });
    groupUntil = Math.max(groupUntil, row.untilRow);
  }
  close();
  return placed;
}

/** From which row to which a calendar is drawn: the hours that the business has in a week, and all that stands in it, in whole hours. */
export function rowsShown(hours: WeeklyHours, columns: readonly (readonly Placed<unknown>[])[]): [number, number] {
  const open = WEEKDAYS.flatMap((day) => hours[day]);
  const placed = columns.flat();
  const from = [...open.map(({ opens }) => minuteOf(opens) / ROW_MINUTES), ...placed.map(({ fromRow }) => fromRow)];
  const until = [
    ...open.map(({ closes }) => minuteOf(closes) / ROW_MINUTES),
    ...placed.map(({ untilRow }) => untilRow),
  ];
  const first = from.length > 0 ? Math.min(...from) : minuteOf("09:00") / ROW_MINUTES;
  const last = until.length > 0 ? Math.max(...until) : minuteOf("17:00") / ROW_MINUTES;
  return [
    Math.floor(first / ROWS_AN_HOUR) * ROWS_AN_HOUR,
    Math.min(ROWS_A_DAY, Math.ceil(last / ROWS_AN_HOUR) * ROWS_AN_HOUR),
  ];
}

/** The stretches of rows in which the business is closed, between two rows. */
export function closedRows(
  intervals: readonly { opens: string; closes: string }[],
  [first, last]: readonly [number, number],
): { fromRow: number; untilRow: number }[] {
  const closed: { fromRow: number; untilRow: number }[] = [];
  let at = first;
  for (const { opens, closes } of intervals) {
    const from = Math.floor(minuteOf(opens) / ROW_MINUTES);
    if (from > at) closed.push({ fromRow: at, untilRow: Math.min(from, last) });
    at = Math.max(at, Math.ceil(minuteOf(closes) / ROW_MINUTES));
  }
  if (at < last) closed.push({ fromRow: at, untilRow: last });
  return closed;
}
