import type { Task } from "graphile-worker";
import { ensurePartitions } from "@/lib/services/maintenance/ensure-partitions";

/** Daily: next month's tables exist before anybody calls in it. */
export const ensurePartitionsTask: Task = () => ensurePartitions();
