import { z } from "zod";
import type { CallerIdResource } from "@/lib/contracts/api/caller-ids";
import { withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { ServiceError } from "../errors";
import { carrierProblem } from "../phone-numbers/carrier-problem";
import type { NumberDeps } from "../phone-numbers/number-deps";
import { requirePermission } from "../require-permission";
import { CALLER_ID_SELECT, carrierLabelOf, toCallerId } from "./caller-id-row";

/** Who has not keyed the code in by then will not: the carrier's call is long over. */
const GIVEN_UP_AFTER_MS = 5 * 60_000;

/**
 * Asks the carrier whether the code was keyed in. Needs `numbers.write`; throws NOT_FOUND, RATE_LIMITED and UNAVAILABLE. That it was is
 * audited.
 */
export async function checkCallerId(
  context: ServiceContext,
  callerIdId: string,
  { carrier, now }: Pick<NumberDeps, "carrier" | "now">,
): Promise<CallerIdResource> {
  requirePermission(context, "numbers.write");
  const { organizationId } = context;
  const where = { organizationId_id: { organizationId, id: callerIdId } };
  const row = z.uuid().safeParse(callerIdId).success
    ? await withTenant(organizationId, (tx) => tx.callerId.findUnique({ where, select: CALLER_ID_SELECT }))
    : null;
  if (!row) throw new ServiceError("NOT_FOUND", "There is no such caller id.");
  if (row.state !== "waiting") return toCallerId(row);
  const found = await carrier.findCallerId(row.e164, carrierLabelOf(row.id)).catch((error: unknown) => {
    throw carrierProblem(error, "Twilio did not answer in time. Try again.");
  });
  const isOver = now.getTime() - row.startedAt.getTime() > GIVEN_UP_AFTER_MS;
  if (!found && !isOver) return toCallerId(row);
  return withTenant(organizationId, async (tx) => {
    const { count } = await tx.callerId.updateMany({
      where: { organizationId, id: row.id, state: "waiting" },
      data: found ? { state: "verified", verifiedAt: now, providerSid: found.sid } : { state: "failed" },
    });
    if (found && count === 1) {
      const details = { e164: row.e164 };
      await recordAudit(
        tx,
        context,
        { action: "caller_id.verified", targetType: "caller_id", targetId: row.id, details },
        now,
      );
    }
    return toCallerId(await tx.callerId.findUniqueOrThrow({ where, select: CALLER_ID_SELECT }));
  });
}
