import { z } from "zod";
import { withTenant } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { noSuchNotification, personOf } from "./person-of";

/**
 * Takes one of one's own notifications away; what still waits to be mailed or pushed of it is not sent. That it was told is kept until it
 * would have gone anyway, so that the same news does not come again. Throws NOT_FOUND.
 */
export function deleteNotification(context: ServiceContext, notificationId: string): Promise<void> {
  return setShown(context, notificationId, false);
}

/** Brings back what was taken away. Throws NOT_FOUND. */
export function restoreNotification(context: ServiceContext, notificationId: string): Promise<void> {
  return setShown(context, notificationId, true);
}

async function setShown(context: ServiceContext, id: string, isShown: boolean): Promise<void> {
  const userId = personOf(context);
  const { organizationId } = context;
  if (!z.uuid().safeParse(id).success) throw noSuchNotification();
  await withTenant(organizationId, async (tx) => {
    const { count } = await tx.notification.updateMany({
      where: { organizationId, id, userId, isShown: !isShown },
      data: { isShown },
    });
    if (count === 0) throw noSuchNotification();
    if (isShown) return;
    await tx.notificationDelivery.updateMany({
      where: { organizationId, notificationId: id, state: "waiting" },
      data: { state: "dropped", problem: "deleted before it was due" },
    });
  });
}
