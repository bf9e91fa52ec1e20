import type { CallAnalysisResource } from "@/lib/contracts/call-analysis";
import { withTenant } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { requirePermission } from "../require-permission";
import { requireCall, toAnalysis } from "./quality-rows";

/** The model's account of a call; null: it was not looked over. Needs `quality.read`; throws NOT_FOUND. */
export function findCallAccount(context: ServiceContext, callId: string): Promise<CallAnalysisResource | null> {
  requirePermission(context, "quality.read");
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    await requireCall(tx, organizationId, callId);
    const row = await tx.callAnalysis.findUnique({
      where: { organizationId_callId: { organizationId, callId } },
    });
    return row && toAnalysis(row);
  });
}
