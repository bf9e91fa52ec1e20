import type { Task } from "graphile-worker";
import { log } from "@/lib/log/log";
import { checkDueOutcomes } from "@/lib/services/proof/check-due-outcomes";

type Deps = Parameters<typeof checkDueOutcomes>[0];

/** Every 5 s: what was done in calls that are over is read once more, and callers hear of what did not come true. */
export const checkOutcomesTask =
  (deps: Deps): Task =>
  async () => {
    const checked = await checkDueOutcomes(deps);
    if (checked.wrong > 0) log.warn(checked, "what callers were told did not come true");
  };
