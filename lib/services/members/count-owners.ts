import { withTenant } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { requirePermission } from "../require-permission";

/** How many owners the organization has at this moment. Needs `members.read`. */
export async function countOwners(context: ServiceContext): Promise<number> {
  requirePermission(context, "members.read");
  const { organizationId } = context;
  return withTenant(organizationId, (tx) => tx.membership.count({ where: { organizationId, role: "owner" } }));
}
