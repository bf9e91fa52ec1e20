import type { Task } from "graphile-worker";
import { log } from "@/lib/log/log";
import { purgeNotifications } from "@/lib/services/notifications/purge-notifications";

/** Once an hour: what people were told long ago goes. */
export const purgeNotificationsTask: Task = async () => {
  const purged = await purgeNotifications();
  if (purged > 0) log.info({ purged }, "old notifications deleted");
};
