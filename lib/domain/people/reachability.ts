import type { OpenInterval, Weekday, WeeklyHours } from "@/lib/contracts/business-hours";
import type { HumanAgentStatus } from "@/lib/contracts/human-agents";
import { localMoment, WEEKDAYS } from "../schedule/local-time";

export type Reachability = { isReachable: boolean; words: string };

type Person = { status: HumanAgentStatus; dutyHours: WeeklyHours; timeZone: string };

/** Whether somebody may be asked to take a call at this moment, by their hours and their own switch, and until or from when, in words. */
export function reachability({ status, dutyHours, timeZone }: Person, nowMs: number): Reachability {
  if (status === "offline") return { isReachable: false, words: "Off duty until switched on" };
  if (status === "busy") return { isReachable: false, words: "In another call" };
  const { date, time } = localMoment(nowMs, timeZone);
  const today = hoursOf(dutyHours, date.weekdayIndex);
  const shift = today.find(({ opens, closes }) => opens <= time && time < closes);
  if (shift) return { isReachable: true, words: `On duty until ${endOf(shift, dutyHours, date.weekdayIndex)}` };
  for (let days = 0; days < 8; days += 1) {
    const index = (date.weekdayIndex + days) % 7;
    const next = hoursOf(dutyHours, index).find(({ opens }) => days > 0 || opens > time);
    if (!next) continue;
    const day = days === 0 ? "today" : days === 1 ? "tomorrow" : capital(WEEKDAYS[index] ?? "monday");
    return { isReachable: false, words: `Back ${day} at ${next.opens}` };
  }
  return { isReachable: false, words: "No duty hours" };
}

const hoursOf = (week: WeeklyHours, index: number): readonly OpenInterval[] =>
  [...week[WEEKDAYS[index % 7] ?? "monday"]].sort((a, b) => (a.opens < b.opens ? -1 : 1));

/** A shift that goes over midnight is two in the week; it ends when the second does. */
function endOf({ closes }: OpenInterval, week: WeeklyHours, index: number): string {
  if (closes !== "24:00") return closes;
  const after = hoursOf(week, index + 1).find(({ opens }) => opens === "00:00");
  return after ? (after.closes === "24:00" ? "further notice" : after.closes) : "midnight";
}

const capital = (day: Weekday): string => `${day.charAt(0).toUpperCase()}${day.slice(1)}`;
