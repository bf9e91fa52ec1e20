import { NotificationPreferences } from "@/lib/contracts/notifications";
import type { Transaction } from "@/lib/db/transaction";
import { defaultPreferences } from "@/lib/domain/notifications/default-preferences";

/** What a member wishes; the defaults where they never said, or what they said is of another form than today's. */
export function preferencesOf(row: { preferences: unknown; time_zone: string }): NotificationPreferences {
  return NotificationPreferences.safeParse(row.preferences).data ?? defaultPreferences(row.time_zone);
}

/** What one member wishes, in a transaction of the tenant or the system. */
export async function readPreferences(
  tx: Transaction,
  organizationId: string,
  userId: string,
): Promise<NotificationPreferences> {
  const row = await tx.notificationPreference.findUnique({
    where: { organizationId_userId: { organizationId, userId } },
    select: { preferences: true },
  });
  const { timeZone } = await tx.organization.findUniqueOrThrow({
    where: { id: organizationId },
    select: { timeZone: true },
  });
  return preferencesOf({ preferences: row?.preferences, time_zone: timeZone });
}
