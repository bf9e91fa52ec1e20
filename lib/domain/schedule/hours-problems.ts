import type { OpenInterval, Weekday, WeeklyHours } from "@/lib/contracts/business-hours";
import { WEEKDAYS } from "./local-time";

/** What is wrong with a day's hours, in words; null when nothing is. Times as in the contract, or empty while they are being typed. */
export function intervalsProblem(intervals: readonly { opens: string; closes: string }[]): string | null {
  for (const { opens, closes } of intervals) {
    if (opens === "" || closes === "") return "Give both times, or take this line away.";
    if (opens === closes) return "It opens and closes at the same time.";
    if (opens > closes)
      return `It closes before it opens. If you are open past midnight, split it: until midnight, and from midnight the next day.`;
  }
  const sorted = [...intervals].sort(byOpening);
  for (const [index, { opens }] of sorted.entries()) {
    const before = sorted[index - 1];
    if (before && opens < before.closes) return `${opens} is before ${before.closes}: two of these hours overlap.`;
  }
  return null;
}

const byOpening = (a: { opens: string }, b: { opens: string }) => (a.opens < b.opens ? -1 : 1);

/** The days whose hours are wrong, with what is wrong. */
export const weekProblems = (week: WeeklyHours): Partial<Record<Weekday, string>> =>
  Object.fromEntries(
    WEEKDAYS.flatMap((day) => {
      const problem = intervalsProblem(week[day]);
      return problem ? [[day, problem]] : [];
    }),
  );

/** Hours that go past midnight, as the two days' hours they are: until midnight, and from midnight on the day after. */
export function splitAtMidnight(
  week: WeeklyHours,
  day: Weekday,
  interval: OpenInterval,
): Pick<WeeklyHours, Weekday> & WeeklyHours {
  const next = WEEKDAYS[(WEEKDAYS.indexOf(day) + 1) % 7] ?? day;
  const rest = week[day].filter((each) => each !== interval);
  return {
    ...week,
    [day]: [...rest, { opens: interval.opens, closes: "24:00" }].sort(byOpening),
    [next]:
      interval.closes === "00:00"
        ? week[next]
        : [{ opens: "00:00", closes: interval.closes }, ...week[next]].sort(byOpening),
  };
}
