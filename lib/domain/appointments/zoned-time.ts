import { localMoment } from "../schedule/local-time";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** How far the wall clock is ahead of UTC at an instant, in ms, to the minute. */
function offsetAt(atMs: number, timeZone: string): number {
  const { date, time } = localMoment(atMs, timeZone);
  return Date.parse(`${date.iso}T${time}:00Z`) - Math.floor(atMs / MINUTE_MS) * MINUTE_MS;
}

/**
 * The instants (epoch ms, earliest first) at which a clock in this zone shows a date (YYYY-MM-DD) and a minute of the day (0 to 1440): one on
 * ordinary days, none in the hour a clock change leaves out, two in the hour it repeats.
 */
export const instantsOf = (date: string, minuteOfDay: number, timeZone: string): number[] =>
  clockOf(date, timeZone)(minuteOfDay);

/** `instantsOf` for many minutes of one date. */
export function clockOf(date: string, timeZone: string): (minuteOfDay: number) => number[] {
  const midnight = Date.parse(`${date}T00:00:00Z`);
  // No zone is farther than 14 hours from UTC.
  const offsets = [...new Set([-15, 12, 39].map((hours) => offsetAt(midnight + hours * HOUR_MS, timeZone)))];
  return (minuteOfDay) => {
    const wall = midnight + minuteOfDay * MINUTE_MS;
    return offsets
      .map((offset) => wall - offset)
      .filter((atMs) => offsets.length === 1 || atMs + offsetAt(atMs, timeZone) === wall)
      .sort((a, b) => a - b);
  };
}

/** The first instant at or after that time on the clock: where a day's hours begin or end that a clock change leaves out. */
export function boundaryOf(date: string, minuteOfDay: number, timeZone: string): number {
  const [first] = instantsOf(date, minuteOfDay, timeZone);
  if (first !== undefined) return first;
  const wall = Date.parse(`${date}T00:00:00Z`) + minuteOfDay * MINUTE_MS;
  let [low, high] = [wall - 15 * HOUR_MS, wall + 15 * HOUR_MS];
  // The clock jumps over this time once between the two.
  while (high - low > MINUTE_MS) {
    const middle = low + Math.floor((high - low) / 2 / MINUTE_MS) * MINUTE_MS;
    if (middle + offsetAt(middle, timeZone) < wall) low = middle;
    else high = middle;
  }
  return high;
}

/** 09:30 is 570; 24:00 is 1440. */
export function minuteOf(clockTime: string): number {
  const [hours = 0, minutes = 0] = clockTime.split(":").map(Number);
  return hours * 60 + minutes;
}

/** "2026-12-03T14:30" on the clock of the zone. */
export function localStamp(atMs: number, timeZone: string): string {
  const { date, time } = localMoment(atMs, timeZone);
  return `${date.iso}T${time}`;
}

/** The earliest instant that a clock shows so ("2026-12-03T14:30"); null for what is no such time, or one the clock leaves out. */
export function fromLocalStamp(stamp: string, timeZone: string): number | null {
  const parts = /^(\d{4}-\d\d-\d\d)[T ]([01]\d|2[0-3]):([0-5]\d)(?::00)?$/.exec(stamp.trim());
  if (!parts?.[1] || Number.isNaN(Date.parse(`${parts[1]}T00:00:00Z`))) return null;
  const atMs = instantsOf(parts[1], Number(parts[2]) * 60 + Number(parts[3]), timeZone)[0];
  return atMs !== undefined && localStamp(atMs, timeZone).startsWith(parts[1]) ? atMs : null;
}
