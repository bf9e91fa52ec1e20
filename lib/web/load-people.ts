import "server-only";
import { WeeklyHours } from "@/lib/contracts/business-hours";
import { listBusinesses } from "@/lib/services/businesses/list-businesses";
import type { ServiceContext } from "@/lib/services/context";
import { listHumanAgents } from "@/lib/services/human-agents/list-human-agents";
import { timeZoneGroups } from "./time-zones";

const WORKDAY = [{ opens: "09:00", closes: "17:00" }];
const WORKWEEK = WeeklyHours.parse({
  monday: WORKDAY,
  tuesday: WORKDAY,
  wednesday: WORKDAY,
  thursday: WORKDAY,
  friday: WORKDAY,
});

/** What a page of people needs: all of them, and what a new one begins with, which is what the first business has. */
export async function loadPeople(context: ServiceContext, timeZone: string) {
  const [people, { businesses }] = await Promise.all([listHumanAgents(context), listBusinesses(context, { limit: 1 })]);
  const [first] = businesses;
  const hasHours = first && Object.values(first.weeklyHours).some((day) => day.length > 0);
  return {
    people,
    zones: timeZoneGroups(),
    usual: {
      timeZone: first?.timeZone ?? timeZone,
      hours: hasHours ? first.weeklyHours : WORKWEEK,
      languages: first?.languages.slice(0, 1) ?? [],
    },
  };
}
