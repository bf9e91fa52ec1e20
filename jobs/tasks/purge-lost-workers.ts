import type { Task } from "graphile-worker";
import { purgeLostWorkers } from "@/lib/services/workers/purge-workers";

/** Hourly. */
export const purgeLostWorkersTask: Task = async () => void (await purgeLostWorkers());
