import type { Task } from "graphile-worker";
import { log } from "@/lib/log/log";
import { queueDueSources } from "@/lib/services/knowledge/queue-due-sources";

/** Every minute: what is to be read again by itself, daily, weekly or monthly, waits to be read when its time has come. */
export const syncDueKnowledgeTask: Task = async () => {
  const queued = await queueDueSources(new Date());
  if (queued > 0) log.info({ queued }, "sources are read again");
};
