import { SETUP_STEPS, type SetupState, type SetupStepState } from "@/lib/contracts/setup";
import { withTenant } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { requirePermission } from "../require-permission";
import { findMade } from "./setup-rows";

/**
 * How far the organization is set up, with what the person who asks has begun. A business that was made without the guide counts for its
 * step. Needs `businesses.write`: who may not set up has no use for it.
 */
export async function getSetup(context: ServiceContext): Promise<SetupState> {
  requirePermission(context, "businesses.write");
  const { organizationId, actor } = context;
  return withTenant(organizationId, async (tx) => {
    const rows = await tx.setupStep.findMany({ where: { organizationId } });
    const begun =
      actor.kind === "user"
        ? await tx.setupProgress.findMany({ where: { organizationId, userId: actor.id }, select: { step: true } })
        : [];
    const made = await findMade(tx, organizationId);
    const published = await tx.agentVersion.count({
      where: { organizationId, state: "published", agent: { archivedAt: null } },
    });
    const steps = SETUP_STEPS.map((name): SetupStepState => {
      const row = rows.find(({ step }) => step === name);
      const isMade = name === "business" && made.businessId !== null;
      const isBegun = begun.some(({ step }) => step === name);
      const state = row?.skipped ? "skipped" : row || isMade ? "done" : isBegun ? "begun" : "open";
      return { name, state, byName: row?.byName ?? null, at: row?.at.toISOString() ?? null };
    });
    return {
      steps,
      done: steps.filter(({ state }) => state === "done" || state === "skipped").length,
      ...made,
      isLive: published > 0,
    };
  });
}
