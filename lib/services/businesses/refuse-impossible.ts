import type { BusinessProfile } from "@/lib/contracts/api/businesses";
import { intervalsProblem, weekProblems } from "@/lib/domain/schedule/hours-problems";
import { ServiceError } from "../errors";
import { dialableNumber } from "../outbound/dialable-number";

/** What each field alone cannot show: numbers that may not be called, hours that overlap, two days of one date. Throws INVALID. */
export function refuseImpossible(profile: Partial<BusinessProfile>): void {
  const fields: Record<string, string> = {};
  const { fallbackNumber, weeklyHours, specialDays = [] } = profile;
  const dialable = fallbackNumber ? dialableNumber(fallbackNumber) : null;
  if (dialable?.ok === false) fields["fallbackNumber"] = dialable.problem;
  for (const [day, problem] of Object.entries(weeklyHours ? weekProblems(weeklyHours) : {}))
    fields[`weeklyHours.${day}`] = lower(problem);
  const dates = new Set<string>();
  for (const [index, { date, hours }] of specialDays.entries()) {
    const problem = dates.has(date) ? "this date is there twice" : intervalsProblem(hours);
    if (problem) fields[`specialDays.${index}`] = lower(problem);
    dates.add(date);
  }
  const [name, problem] = Object.entries(fields)[0] ?? [];
  if (name) throw new ServiceError("INVALID", `Check ${name}: ${problem}`, { fields });
}

const lower = (sentence: string) => sentence.charAt(0).toLowerCase() + sentence.slice(1);
