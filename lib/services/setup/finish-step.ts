import { type SetupStepName, SetupStepName as Names } from "@/lib/contracts/setup";
import { withTenant } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { parseInput } from "../errors";
import { requirePermission } from "../require-permission";
import { noteStep } from "./setup-rows";

/** Those whose own work is done elsewhere, or that have a safe default. */
const Plain = Names.exclude(["business", "review"]);

/** Finishes or skips a step that has nothing more to keep. Needs `businesses.write`; throws INVALID for one that cannot be skipped. */
export async function finishStep(
  context: ServiceContext,
  step: SetupStepName,
  { skipped }: { skipped: boolean },
  now = new Date(),
): Promise<void> {
  requirePermission(context, "businesses.write");
  const name = parseInput(Plain, step);
  await withTenant(context.organizationId, (tx) => noteStep(tx, context, name, { skipped, now }));
}
