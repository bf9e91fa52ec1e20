import type { UnreadCount } from "@/lib/contracts/notifications";
import { withTenant } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { personOf } from "./person-of";

/** How many of one's own notifications are not read. */
export async function countUnread(context: ServiceContext): Promise<UnreadCount> {
  const userId = personOf(context);
  const { organizationId } = context;
  const unread = await withTenant(organizationId, (tx) =>
    tx.notification.count({ where: { organizationId, userId, isShown: true, readAt: null } }),
  );
  return { unread };
}
