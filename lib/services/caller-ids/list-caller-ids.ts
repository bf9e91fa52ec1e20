import type { CallerIdResource } from "@/lib/contracts/api/caller-ids";
import { withTenant } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { requirePermission } from "../require-permission";
import { CALLER_ID_SELECT, toCallerId } from "./caller-id-row";

/** The numbers that agents may call under, and those being verified; newest first. Needs `numbers.read`. */
export async function listCallerIds(context: ServiceContext): Promise<CallerIdResource[]> {
  requirePermission(context, "numbers.read");
  const { organizationId } = context;
  const rows = await withTenant(organizationId, (tx) =>
    tx.callerId.findMany({ where: { organizationId }, select: CALLER_ID_SELECT, orderBy: { startedAt: "desc" } }),
  );
  return rows.map(toCallerId);
}
