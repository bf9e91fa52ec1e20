import { withTenant } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { ServiceError } from "../errors";
import { requirePermission } from "../require-permission";

export type OrganizationResource = {
  id: string;
  accountId: string;
  name: string;
  timeZone: string;
  businesses: { id: string; name: string; type: string; city: string | null; timeZone: string }[];
  agents: { id: string; businessId: string; name: string; publishedVersion: number | null }[];
  phoneNumbers: { e164: string; label: string; businessId: string; agentId: string | null }[];
};

/** The caller's organization with what its screens choose from: businesses, agents, numbers. Needs `organization.read`. */
export async function getOrganization(context: ServiceContext): Promise<OrganizationResource> {
  requirePermission(context, "organization.read");
  const { organizationId } = context;
  const found = await withTenant(organizationId, async (tx) => ({
    organization: await tx.organization.findUnique({
      where: { id: organizationId },
      select: { id: true, accountId: true, name: true, timeZone: true },
    }),
    businesses: await tx.business.findMany({
      where: { organizationId },
      select: { id: true, name: true, type: true, city: true, timeZone: true },
      orderBy: { name: "asc" },
    }),
    agents: await tx.agent.findMany({
      where: { organizationId, archivedAt: null },
      select: {
        id: true,
        businessId: true,
        name: true,
        versions: { where: { state: "published" }, select: { number: true } },
      },
      orderBy: { name: "asc" },
    }),
    phoneNumbers: await tx.phoneNumber.findMany({
      where: { organizationId, active: true },
      select: { e164: true, label: true, businessId: true, agentId: true },
      orderBy: { e164: "asc" },
    }),
  }));
  const { organization, businesses, phoneNumbers } = found;
  if (!organization) throw new ServiceError("NOT_FOUND", "The organization does not exist any more.");
  const agents = found.agents.map(({ versions, ...agent }) => ({
    ...agent,
    publishedVersion: versions[0]?.number ?? null,
  }));
  return { ...organization, businesses, agents, phoneNumbers };
}
