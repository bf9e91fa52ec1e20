import { OutcomeVerdict, ReadBack, type StandingOutcome } from "@/lib/contracts/live/outcomes";
import { withTenant } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { requirePermission } from "../require-permission";

/** What was done in a call as it was last read from the systems of record, in order; nothing for an unknown call. Needs `calls.read`. */
export async function listOutcomes(context: ServiceContext, callId: string): Promise<StandingOutcome[]> {
  requirePermission(context, "calls.read");
  const { organizationId } = context;
  const rows = await withTenant(organizationId, (tx) =>
    tx.callOutcome.findMany({ where: { organizationId, callId }, orderBy: { id: "asc" }, take: 100 }),
  );
  return rows.map(({ toolCallId, name, verdict, read, checkedAt, checksAfter, toldAt, textState }) => ({
    toolCallId,
    name,
    verdict: OutcomeVerdict.parse(verdict),
    read: ReadBack.parse(read),
    checkedAt: checkedAt.toISOString(),
    checksAfter,
    toldAt: toldAt?.toISOString() ?? null,
    isTexted: textState === "sent",
  }));
}
