import { z } from "zod";
import type { OutageResource } from "@/lib/contracts/api/outages";
import { withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { ServiceError } from "../errors";
import { forgetNumbers } from "../inbound/resolve-number";
import { requirePermission } from "../require-permission";
import { OUTAGE_INCLUDE, toOutage } from "./outage-row";

/** Agents answer again, within seconds everywhere. Ending it twice is one end. Needs `outages.set`; throws NOT_FOUND. Audited. */
export async function endOutage(context: ServiceContext, outageId: string, now = new Date()): Promise<OutageResource> {
  requirePermission(context, "outages.set");
  const { organizationId } = context;
  const row = z.uuid().safeParse(outageId).success
    ? await withTenant(organizationId, async (tx) => {
        const { count } = await tx.outage.updateMany({
          where: { organizationId, id: outageId, endedAt: null },
          data: { endedAt: now },
        });
        const ended = await tx.outage.findUnique({
          where: { organizationId_id: { organizationId, id: outageId } },
          include: OUTAGE_INCLUDE,
        });
        if (ended && count === 1) {
          const { scope, businessId, phoneNumberId } = ended;
          const details = { scope, businessId, phoneNumberId };
          await recordAudit(
            tx,
            context,
            { action: "outage.ended", targetType: "outage", targetId: outageId, details },
            now,
          );
        }
        return ended;
      })
    : null;
  if (!row) throw new ServiceError("NOT_FOUND", "There is no such outage.");
  forgetNumbers();
  return toOutage(row);
}
