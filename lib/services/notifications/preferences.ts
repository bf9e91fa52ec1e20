import { NotificationPreferences, NotificationType } from "@/lib/contracts/notifications";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import { planDeliveries } from "@/lib/domain/notifications/due-at";
import { isSame } from "@/lib/domain/is-same";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput } from "../errors";
import { personOf } from "./person-of";
import { readPreferences } from "./read-preferences";

/** How one wants to be told oneself; the defaults until one has said otherwise. */
export async function getPreferences(context: ServiceContext): Promise<NotificationPreferences> {
  const userId = personOf(context);
  return withTenant(context.organizationId, (tx) => readPreferences(tx, context.organizationId, userId));
}

/**
 * Replaces how one wants to be told oneself. What waits to be mailed or pushed goes by it too: at its new time, or not at all. Throws INVALID.
 * Audited.
 */
export async function savePreferences(
  context: ServiceContext,
  input: unknown,
  now = new Date(),
): Promise<NotificationPreferences> {
  const userId = personOf(context);
  const preferences = parseInput(NotificationPreferences, input);
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    const before = await readPreferences(tx, organizationId, userId);
    const data = { preferences, updatedAt: now };
    await tx.notificationPreference.upsert({
      where: { organizationId_userId: { organizationId, userId } },
      create: { organizationId, userId, ...data },
      update: data,
    });
    await replan(tx, { organizationId, userId }, preferences, now);
    const parts = ["timeZone", "types", "quietHours", "digest"] as const;
    const changed = parts.filter((part) => !isSame(before[part], preferences[part]));
    if (changed.length > 0)
      await recordAudit(
        tx,
        context,
        { action: "notifications.preferences_changed", targetType: "user", targetId: userId, details: { changed } },
        now,
      );
    return preferences;
  });
}

/** By type and channel, so that it costs the same whatever waits. */
async function replan(
  tx: Transaction,
  { organizationId, userId }: { organizationId: string; userId: string },
  preferences: NotificationPreferences,
  now: Date,
): Promise<void> {
  for (const type of NotificationType.options)
    for (const channel of ["email", "push"] as const) {
      const { deliveries } = planDeliveries(type, preferences, { email: true, push: true }, now.getTime());
      const planned = deliveries.find((delivery) => delivery.channel === channel);
      await tx.notificationDelivery.updateMany({
        where: { organizationId, channel, state: "waiting", attempts: 0, notification: { userId, type } },
        data: planned
          ? { dueAt: new Date(planned.dueAtMs) }
          : { state: "dropped", problem: "turned off before it was due" },
      });
    }
}
