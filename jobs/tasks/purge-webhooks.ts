import type { Task } from "graphile-worker";
import { log } from "@/lib/log/log";
import { purgeWebhooks } from "@/lib/services/webhooks/purge-webhooks";

/** Every hour: what webhooks were told more than 30 days ago goes. */
export const purgeWebhooksTask: Task = async () => {
  const purged = await purgeWebhooks(new Date());
  if (purged > 0) log.info({ purged }, "old webhook events removed");
};
