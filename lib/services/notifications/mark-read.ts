import { z } from "zod";
import type { NotificationResource } from "@/lib/contracts/notifications";
import { withTenant } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { toNotification } from "./list-notifications";
import { noSuchNotification, personOf } from "./person-of";

/** Marks one of one's own notifications read, or unread again. Read already, it keeps its time. Throws NOT_FOUND. */
export async function markRead(
  context: ServiceContext,
  notificationId: string,
  isRead = true,
  now = new Date(),
): Promise<NotificationResource> {
  const userId = personOf(context);
  const { organizationId } = context;
  if (!z.uuid().safeParse(notificationId).success) throw noSuchNotification();
  return withTenant(organizationId, async (tx) => {
    const where = { organizationId, id: notificationId, userId, isShown: true };
    if (isRead) await tx.notification.updateMany({ where: { ...where, readAt: null }, data: { readAt: now } });
    else await tx.notification.updateMany({ where, data: { readAt: null } });
    const row = await tx.notification.findFirst({ where });
    if (!row) throw noSuchNotification();
    return toNotification(row);
  });
}

/** Marks all of one's own notifications read that were there by `upTo`: one that came since has not been seen. Returns how many it were. */
export async function markAllRead(
  context: ServiceContext,
  upTo: Date | null = null,
  now = new Date(),
): Promise<{ marked: number }> {
  const userId = personOf(context);
  const { organizationId } = context;
  const { count } = await withTenant(organizationId, (tx) =>
    tx.notification.updateMany({
      where: { organizationId, userId, isShown: true, readAt: null, createdAt: { lte: upTo ?? now } },
      data: { readAt: now },
    }),
  );
  return { marked: count };
}
