import "server-only";
import { WeeklyHours } from "@/lib/contracts/business-hours";
import { listBusinesses } from "@/lib/services/businesses/list-businesses";
import type { ServiceContext } from "@/lib/services/context";
import { listHumanAgents } from "@/lib/services/human-agents/list-human-agents";
import { listLinkableMembers } from "@/lib/services/human-agents/list-linkable-members";
import { timeZoneGroups } from "./time-zones";

const WORKDAY = [{ opens: "09:00", closes: "17:00" }];
const WORKWEEK = WeeklyHours.parse({
  monday: WORKDAY,
  tuesday: WORKDAY,
  wednesday: WORKDAY,
  thursday: WORKDAY,
  friday: WORKDAY,
});

/** What changing people needs: the members who can be one of them, and what a new one begins with, which is what the first business has. */
export async function loadPeopleForm(context: ServiceContext, timeZone: string) {
  const [{ businesses }, members] = await Promise.all([
    listBusinesses(context, { limit: 1 }),
    context.permissions.has("people.write") ? listLinkableMembers(context) : [],
  ]);
  const [first] = businesses;
  const hasHours = first && Object.values(first.weeklyHours).some((day) => day.length > 0);
  return {
    members,
    zones: timeZoneGroups(),
    usual: {
      timeZone: first?.timeZone ?? timeZone,
      hours: hasHours ? first.weeklyHours : WORKWEEK,
      languages: first?.languages.slice(0, 1) ?? [],
    },
  };
}

/** What a page of people needs: all of them, and how one is added. */
export async function loadPeople(context: ServiceContext, timeZone: string) {
  const [people, form] = await Promise.all([listHumanAgents(context), loadPeopleForm(context, timeZone)]);
  return { people, ...form };
}
