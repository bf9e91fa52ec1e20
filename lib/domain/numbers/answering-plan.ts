import type { NumberTarget, RuleTime } from "@/lib/contracts/phone-numbers";
import { hoursOn, isOpenAt, type Schedule } from "../schedule/opening-hours";
import { localMoment } from "../schedule/local-time";

export type PlannedRule = { time: RuleTime | { kind: "always" }; target: NumberTarget };

/** All that decides who takes a call to a number; what is in it may be an hour old and still decides rightly at the ring. */
export type AnsweringPlan = {
  /** The business's hours and time zone. */
  hours: Schedule;
  /** In order; empty: nobody answers unless there is a fallback. */
  rules: readonly PlannedRule[];
};

const FOREVER_MS = 7 * 86_400_000;
/** Hours are set to the minute, and time zones move by whole minutes. */
const MINUTE_MS = 60_000;
const STEP_MS = 15 * MINUTE_MS;

/** The rule that holds at an instant (epoch milliseconds): its place and what it says; null when none does. */
export function ruleAt(plan: AnsweringPlan, atMs: number): { index: number; rule: PlannedRule } | null {
  const index = plan.rules.findIndex(({ time }) => holdsAt(time, plan.hours, atMs));
  const rule = plan.rules[index];
  return rule ? { index, rule } : null;
}

function holdsAt(time: PlannedRule["time"], hours: Schedule, atMs: number): boolean {
  switch (time.kind) {
    case "always":
      return true;
    case "business_open":
      return isOpenAt(hours, atMs);
    case "business_closed":
      return !isOpenAt(hours, atMs);
    case "special_day":
      return hoursOn(hours, localMoment(atMs, hours.timeZone).date).special !== null;
    case "weekly":
      return isOpenAt({ timeZone: hours.timeZone, weeklyHours: time.hours, specialDays: [] }, atMs);
  }
}

/**
 * When another rule takes over, to the minute, looking at most `horizonMs` ahead (a week at most); null when none does by then. A rule that
 * holds for less than 15 minutes may be passed over: this is for people to read, the ring itself asks `ruleAt`.
 */
export function nextChangeMs(plan: AnsweringPlan, nowMs: number, horizonMs: number): number | null {
  if (plan.rules.length < 2) return null;
  const now = ruleAt(plan, nowMs)?.index ?? -1;
  const differs = (atMs: number) => (ruleAt(plan, atMs)?.index ?? -1) !== now;
  const startMs = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
  const endMs = startMs + Math.min(horizonMs, FOREVER_MS);
  for (let stepMs = startMs + STEP_MS; stepMs <= endMs; stepMs += STEP_MS) {
    if (!differs(stepMs)) continue;
    let [same, other] = [stepMs - STEP_MS, stepMs];
    while (other - same > MINUTE_MS) {
      const middle = same + Math.floor((other - same) / 2 / MINUTE_MS) * MINUTE_MS;
      if (differs(middle)) other = middle;
      else same = middle;
    }
    return other;
  }
  return null;
}
