import {
  ListNotificationsQuery,
  type NotificationPage,
  type NotificationResource,
} from "@/lib/contracts/notifications";
import type { Notification } from "@/lib/db/generated/client";
import { withTenant } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { cursorOf, positionOf } from "../cursor";
import { parseInput } from "../errors";
import { personOf } from "./person-of";

/** A page of one's own notifications, newest first. They are kept for 90 days. */
export async function listNotifications(
  context: ServiceContext,
  input: ListNotificationsQuery = {},
): Promise<NotificationPage> {
  const userId = personOf(context);
  const { unread, type, createdAfter, createdBefore, limit, cursor } = parseInput(ListNotificationsQuery, input);
  const after = positionOf(cursor);
  const { organizationId } = context;
  const rows = await withTenant(organizationId, (tx) =>
    tx.notification.findMany({
      where: {
        organizationId,
        userId,
        isShown: true,
        ...(unread === undefined ? {} : { readAt: unread ? null : { not: null } }),
        ...(type === undefined ? {} : { type }),
        createdAt: {
          ...(createdAfter === undefined ? {} : { gte: createdAfter }),
          ...(createdBefore === undefined ? {} : { lt: createdBefore }),
        },
        ...(after
          ? { AND: { OR: [{ createdAt: { lt: after.at } }, { createdAt: after.at, id: { lt: after.id } }] } }
          : {}),
      },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: limit + 1,
    }),
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const nextCursor = rows.length > page.length && last ? cursorOf({ at: last.createdAt, id: last.id }) : null;
  return { notifications: page.map(toNotification), nextCursor };
}

export const toNotification = ({ id, type, title, body, url, callId, createdAt, readAt }: Notification) =>
  ({
    id,
    type,
    title,
    body,
    url,
    callId,
    createdAt: createdAt.toISOString(),
    readAt: readAt?.toISOString() ?? null,
  }) satisfies NotificationResource;
