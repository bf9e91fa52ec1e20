import type { CallAnalysisResource } from "@/lib/contracts/call-analysis";
import { Prisma } from "@/lib/db/generated/client";
import { withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { requireCall, toAnalysis } from "./quality-rows";

/**
 * Has a call looked over again, by what its business asks today; what people said about its scores stays. The answer says that it is under way. Needs
 * `quality.review`; throws NOT_FOUND, CONFLICT while the call goes on, was never answered, or is being looked over. Audited.
 */
export function calculateScores(
  context: ServiceContext,
  callId: string,
  now = new Date(),
): Promise<CallAnalysisResource> {
  requirePermission(context, "quality.review");
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    const call = await requireCall(tx, organizationId, callId);
    if (call.endedAt === null)
      throw new ServiceError("CONFLICT", "The call is still going on. It is scored when it is over.");
    if (call.answeredAt === null)
      throw new ServiceError("CONFLICT", "Nobody answered this call: there is nothing to score.");
    const ofCall = { organizationId, callId };
    await tx.callAnalysis.createMany({
      skipDuplicates: true,
      data: [{ ...ofCall, businessId: call.businessId, state: "skipped", dueAt: now }],
    });
    const { count } = await tx.callAnalysis.updateMany({
      where: { ...ofCall, state: { in: ["done", "missing", "skipped"] } },
      data: { state: "pending", attempts: 0, dueAt: now, problem: null, result: Prisma.DbNull, finishedAt: null },
    });
    if (count === 0) throw new ServiceError("CONFLICT", "The call is being looked over at this moment.");
    await recordAudit(tx, context, { action: "score.calculated", targetType: "call", targetId: callId }, now);
    return toAnalysis(await tx.callAnalysis.findUniqueOrThrow({ where: { organizationId_callId: ofCall } }));
  });
}
