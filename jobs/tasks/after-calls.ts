import type { Task } from "graphile-worker";
import { runDueSteps } from "@/lib/services/after-call/run-due-steps";

type Deps = Parameters<typeof runDueSteps>[0];

/** Every 3 s: what businesses have done after their calls, at other services and in systems of their own. */
export const afterCallsTask =
  (deps: Deps): Task =>
  async () => {
    await runDueSteps(deps);
  };
