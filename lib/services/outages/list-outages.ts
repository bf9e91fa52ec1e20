import type { OutageResource } from "@/lib/contracts/api/outages";
import { withTenant } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { requirePermission } from "../require-permission";
import { OUTAGE_INCLUDE, toOutage } from "./outage-row";

/** The outages in force, newest first. Needs `organization.read`: everybody shall know that callers do not reach the agents. */
export async function listOutages(context: ServiceContext): Promise<OutageResource[]> {
  requirePermission(context, "organization.read");
  const { organizationId } = context;
  const rows = await withTenant(organizationId, (tx) =>
    tx.outage.findMany({
      where: { organizationId, endedAt: null },
      include: OUTAGE_INCLUDE,
      orderBy: { startedAt: "desc" },
    }),
  );
  return rows.map(toOutage);
}
