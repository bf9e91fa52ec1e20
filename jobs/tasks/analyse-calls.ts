import type { Task } from "graphile-worker";
import { analyseDueCalls } from "@/lib/services/quality/analyse-due-calls";

/** Every 2 s: calls that are over are summarised and scored. */
export const analyseCallsTask: Task = async () => {
  while ((await analyseDueCalls()) > 0);
};
