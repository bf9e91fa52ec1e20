import type { ServiceContext } from "@/lib/services/context";
import { deleteNotification, restoreNotification } from "@/lib/services/notifications/delete-notification";
import { cursorOf } from "@/lib/services/cursor";
import { listNotifications } from "@/lib/services/notifications/list-notifications";
import { markRead } from "@/lib/services/notifications/mark-read";

/** Every verb on notifications that takes ids, by its file: for lib/services/foreign-ids.db.test.ts. */
export const NOTIFICATION_VERBS: Record<
  string,
  ((context: ServiceContext, ids: { notificationId: string }) => Promise<unknown>)[]
> = {
  "notifications/delete-notification.ts": [
    (context, { notificationId }) => deleteNotification(context, notificationId),
    (context, { notificationId }) => restoreNotification(context, notificationId),
  ],
  "notifications/list-notifications.ts": [
    (context, { notificationId: id }) =>
      listNotifications(context, { cursor: cursorOf({ at: new Date("2100-01-01"), id }) }),
  ],
  "notifications/mark-read.ts": [
    (context, { notificationId }) => markRead(context, notificationId),
    (context, { notificationId }) => markRead(context, notificationId, false),
  ],
};
