import { WeeklyHours } from "@/lib/contracts/business-hours";
import type { ServiceProfile } from "@/lib/contracts/appointments";
import { WEEKDAYS } from "@/lib/domain/schedule/local-time";
import { changeBusiness } from "@/lib/services/businesses/change-business";
import type { TestOrganization } from "@/scripts/test/database";
import { createResource } from "../save-resource";
import { createService } from "../save-service";

/** Every day the same. */
export const everyDay = (opens: string, closes: string) =>
  WeeklyHours.parse(Object.fromEntries(WEEKDAYS.map((day) => [day, [{ opens, closes }]])));

/** A business that is open 9 to 17 each day and has a service that the people named give, or nobody in particular. */
export async function plantServices(
  { context, businessId }: Pick<TestOrganization, "context" | "businessId">,
  options: { staff?: string[]; rooms?: string[]; service?: Partial<ServiceProfile> } = {},
) {
  await changeBusiness(context, businessId, { weeklyHours: everyDay("09:00", "17:00") });
  const ids: string[] = [];
  for (const kind of ["staff", "room"] as const) {
    for (const name of (kind === "staff" ? options.staff : options.rooms) ?? []) {
      ids.push((await createResource(context, { businessId, kind, name })).id);
    }
  }
  const profile = { name: "Cleaning", durationMinutes: 60, stepMinutes: 60, horizonDays: 366, noticeMinutes: 0 };
  const service = await createService(context, { businessId, ...profile, ...options.service, resourceIds: ids });
  return { service, resourceIds: ids };
}
