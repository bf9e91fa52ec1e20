import { z } from "zod";
import { withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { ServiceError } from "../errors";
import { carrierProblem } from "../phone-numbers/carrier-problem";
import type { NumberDeps } from "../phone-numbers/number-deps";
import { requirePermission } from "../require-permission";

/** Agents call under it no more; the carrier forgets it too. Needs `numbers.write`; throws NOT_FOUND and UNAVAILABLE. Audited. */
export async function removeCallerId(
  context: ServiceContext,
  callerIdId: string,
  { carrier, now }: Pick<NumberDeps, "carrier" | "now">,
): Promise<{ id: string }> {
  requirePermission(context, "numbers.write");
  const { organizationId } = context;
  const row = z.uuid().safeParse(callerIdId).success
    ? await withTenant(organizationId, (tx) =>
        tx.callerId.findFirst({ where: { organizationId, id: callerIdId }, select: { e164: true, providerSid: true } }),
      )
    : null;
  if (!row) throw new ServiceError("NOT_FOUND", "There is no such caller id.");
  if (row.providerSid)
    await carrier.removeCallerId(row.providerSid).catch((error: unknown) => {
      throw carrierProblem(error, "Twilio did not answer in time. Nothing was removed; try again.");
    });
  await withTenant(organizationId, async (tx) => {
    const { count } = await tx.callerId.deleteMany({ where: { organizationId, id: callerIdId } });
    if (count === 0) return;
    const details = { e164: row.e164 };
    await recordAudit(
      tx,
      context,
      { action: "caller_id.removed", targetType: "caller_id", targetId: callerIdId, details },
      now,
    );
  });
  return { id: callerIdId };
}
