import { QueueReviewsInput } from "@/lib/contracts/qa";
import { withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput } from "../errors";
import { requirePermission } from "../require-permission";
import { noSuch } from "./quality-rows";

/** Between what a rule sends there and what is drawn by chance. */
const URGENCY = 30;

/**
 * Puts calls in the queue of those that people should look at, or back in it; those that wait there stay where they are. Needs `quality.review`;
 * throws INVALID, and NOT_FOUND for a call that is none of ours. Audited.
 */
export async function queueReviews(
  context: ServiceContext,
  rawInput: unknown,
  now = new Date(),
): Promise<{ queued: number }> {
  requirePermission(context, "quality.review");
  const { callIds } = parseInput(QueueReviewsInput, rawInput);
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    const calls = await tx.call.findMany({
      where: { organizationId, id: { in: callIds } },
      select: { id: true, businessId: true },
    });
    if (calls.length < callIds.length) throw noSuch("call");
    const again = await tx.qaReview.updateMany({
      where: { organizationId, callId: { in: callIds }, state: "done" },
      data: {
        state: "waiting",
        reasons: { push: "picked" },
        queuedAt: now,
        reviewedBy: null,
        reviewedByName: null,
        reviewedAt: null,
      },
    });
    const added = await tx.qaReview.createMany({
      skipDuplicates: true,
      data: calls.map(({ id: callId, businessId }) => {
        return { organizationId, callId, businessId, reasons: ["picked"], urgency: URGENCY, queuedAt: now };
      }),
    });
    const queued = again.count + added.count;
    if (queued > 0) {
      const record = { action: "calls.queued_for_review", targetType: "call", targetId: callIds[0] ?? "" };
      await recordAudit(tx, context, { ...record, details: { calls: queued } }, now);
    }
    return { queued };
  });
}
