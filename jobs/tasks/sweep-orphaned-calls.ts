import type { Task } from "graphile-worker";
import { log } from "@/lib/log/log";
import { sweepOrphanedCalls, type SweepDeps } from "@/lib/services/call-ownership/sweep-orphaned-calls";

/** Every 15 s: no call stays open whose worker is gone. */
export const sweepOrphanedCallsTask =
  (deps: SweepDeps): Task =>
  async () => {
    const result = await sweepOrphanedCalls(deps);
    if (result.found > 0) log.info(result, "orphaned calls swept");
  };
