import type { OrganizationSettings } from "@/lib/contracts/members";
import { withTenant } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { ServiceError } from "../errors";
import { requirePermission } from "../require-permission";

/** What the organization's own page shows and changes. Needs `organization.read`. */
export async function getOrganizationSettings(context: ServiceContext): Promise<OrganizationSettings> {
  requirePermission(context, "organization.read");
  const { organizationId } = context;
  const row = await withTenant(organizationId, (tx) =>
    tx.organization.findUnique({
      where: { id: organizationId },
      select: { accountId: true, name: true, timeZone: true, retentionDays: true, createdAt: true },
    }),
  );
  if (!row) throw new ServiceError("NOT_FOUND", "The organization does not exist any more.");
  return { ...row, createdAt: row.createdAt.toISOString() };
}
