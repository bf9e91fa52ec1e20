import type { OpenInterval, SpecialDay, WeeklyHours } from "@/lib/contracts/business-hours";
import { spokenTime, WEEKDAYS } from "./local-time";

const SHORT = {
  monday: "Mon",
  tuesday: "Tue",
  wednesday: "Wed",
  thursday: "Thu",
  friday: "Fri",
  saturday: "Sat",
  sunday: "Sun",
};

/** "Mon–Fri 9 am–5 pm, Sat 10 am–2 pm". Days that follow each other with the same hours are one; closed days are left out. */
export function describeWeek(week: WeeklyHours): string {
  const runs: { from: string; until: string; hours: string }[] = [];
  for (const day of WEEKDAYS) {
    const hours = describeIntervals(week[day]);
    const last = runs.at(-1);
    if (last?.hours === hours) last.until = SHORT[day];
    else runs.push({ from: SHORT[day], until: SHORT[day], hours });
  }
  const open = runs.filter(({ hours }) => hours !== "closed");
  if (open.length === 0) return "Never open";
  if (open.length === 1 && open[0]?.hours === "all day" && runs.length === 1) return "Always open";
  return open
    .map(
      ({ from, until, hours }) =>
        `${runs.length === 1 ? "Every day" : from === until ? from : `${from}–${until}`} ${hours}`,
    )
    .join(", ");
}

/** "9 am–noon and 1–5 pm", "all day", "closed". */
export function describeIntervals(intervals: readonly OpenInterval[]): string {
  if (intervals.length === 0) return "closed";
  const [only] = intervals;
  if (intervals.length === 1 && only?.opens === "00:00" && only.closes === "24:00") return "all day";
  return [...intervals]
    .sort((a, b) => (a.opens < b.opens ? -1 : 1))
    .map(({ opens, closes }) => `${spokenTime(opens)}–${spokenTime(closes)}`)
    .join(" and ");
}

/** "3 holidays and special days, the next one Thanksgiving on 2026-11-26". `today` is YYYY-MM-DD. */
export function describeSpecialDays(days: readonly SpecialDay[], today: string): string {
  const coming = days.filter(({ date }) => date >= today).sort((a, b) => (a.date < b.date ? -1 : 1));
  const [next] = coming;
  if (!next) return "No holidays yet";
  const date = new Date(`${next.date}T00:00:00Z`).toLocaleDateString("en-US", {
    month: "short",
    day: "numeric",
    timeZone: "UTC",
  });
  return `${coming.length} ${coming.length === 1 ? "holiday" : "holidays"}, next ${next.name} on ${date}`;
}
