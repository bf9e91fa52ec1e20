import type { AfterCallRunResource } from "@/lib/contracts/after-call";
import { withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { ServiceError } from "../errors";
import { requireCall } from "../quality/quality-rows";
import { requirePermission } from "../require-permission";
import { theStep } from "./list-steps";
import { toRun } from "./run-row";

const MOST_RUNS = 100;

/** What was done after a call, in order. Needs `calls.read`; throws NOT_FOUND. */
export async function listCallRuns(context: ServiceContext, callId: string): Promise<AfterCallRunResource[]> {
  requirePermission(context, "calls.read");
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    await requireCall(tx, organizationId, callId);
    const rows = await tx.afterCallRun.findMany({
      where: { organizationId, callId },
      orderBy: [{ position: "asc" }, { stepId: "asc" }],
    });
    return rows.map(toRun);
  });
}

/** What a step did, for its last calls, newest first. Needs `tools.read`; throws NOT_FOUND. */
export async function listStepRuns(context: ServiceContext, stepId: string): Promise<AfterCallRunResource[]> {
  requirePermission(context, "tools.read");
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    await theStep(tx, organizationId, stepId);
    const rows = await tx.afterCallRun.findMany({
      where: { organizationId, stepId },
      orderBy: [{ createdAt: "desc" }, { callId: "desc" }],
      take: MOST_RUNS,
    });
    return rows.map(toRun);
  });
}

/**
 * Has a step done for a call after all: one that failed, was skipped, or of which nobody knew and somebody has looked. Needs `tools.run`; throws NOT_FOUND, CONFLICT
 * for one that is done or under way. Audited.
 */
export async function retryRun(
  context: ServiceContext,
  callId: string,
  stepId: string,
  now = new Date(),
): Promise<AfterCallRunResource> {
  requirePermission(context, "tools.run");
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    await requireCall(tx, organizationId, callId);
    await theStep(tx, organizationId, stepId);
    const where = { organizationId, callId, stepId };
    const { count } = await tx.afterCallRun.updateMany({
      where: { ...where, state: { in: ["failed", "skipped", "unknown"] } },
      // What was tried before is not asked about any more: whoever says so has looked.
      data: {
        state: "waiting",
        dueAt: now,
        attempts: 0,
        toolRunId: null,
        problem: null,
        verdict: null,
        finishedAt: null,
      },
    });
    const row = await tx.afterCallRun.findFirst({ where });
    if (!row) throw new ServiceError("NOT_FOUND", "This step was not for this call.");
    if (count === 0) throw new ServiceError("CONFLICT", "It is done, or under way.");
    const details = { stepId };
    await recordAudit(tx, context, { action: "step.retried", targetType: "call", targetId: callId, details }, now);
    return toRun(row);
  });
}
