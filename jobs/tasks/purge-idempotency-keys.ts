import type { Task } from "graphile-worker";
import { log } from "@/lib/log/log";
import { purgeIdempotencyKeys } from "@/lib/services/maintenance/purge-idempotency-keys";

/** Hourly. */
export const purgeIdempotencyKeysTask: Task = async () => {
  const purged = await purgeIdempotencyKeys();
  if (purged > 0) log.info({ purged }, "expired idempotency keys purged");
};
