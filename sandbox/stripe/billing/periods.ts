import type { Interval } from "../model";

const SECONDS = { day: 86_400, week: 604_800 } as const;

/**
 * The boundary `count` intervals after `anchor` (Unix seconds, UTC). Months keep the anchor's day where they have it, else their last day, and
 * come back to it: 31 January, 28 February, 31 March.
 */
function boundary(anchor: number, interval: Interval, count: number): number {
  if (interval === "day" || interval === "week") return anchor + SECONDS[interval] * count;
  const from = new Date(anchor * 1000);
  const months = interval === "year" ? count * 12 : count;
  const first = new Date(from);
  first.setUTCDate(1);
  first.setUTCMonth(first.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(from.getUTCDate(), lastDay));
  return Math.floor(first.getTime() / 1000);
}

/** The first boundary of the cycle after `after`; all in Unix seconds. */
export function nextBoundary(anchor: number, interval: Interval, intervalCount: number, after: number): number {
  for (let count = 1; ; count++) {
    const at = boundary(anchor, interval, count * intervalCount);
    if (at > after) return at;
  }
}
