import { z } from "zod";
import type { BusinessUsage } from "@/lib/contracts/api/businesses";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import { goesAlongOf, obstaclesOf, type UsageCounts } from "@/lib/domain/businesses/usage";
import type { ServiceContext } from "../context";
import { ServiceError } from "../errors";
import { requirePermission } from "../require-permission";

/** What hangs on a business, in figures and in words. Needs `businesses.read`; throws NOT_FOUND, for another organization's too. */
export async function businessUsage(context: ServiceContext, businessId: string): Promise<BusinessUsage> {
  requirePermission(context, "businesses.read");
  const counts = z.uuid().safeParse(businessId).success
    ? await withTenant(context.organizationId, (tx) => countUsage(tx, context.organizationId, businessId))
    : null;
  if (!counts) throw new ServiceError("NOT_FOUND", "There is no such business.");
  return toUsage(businessId, counts);
}

/** Figures of several businesses, for lists. Needs `businesses.read`. */
export async function businessUsages(
  context: ServiceContext,
  businessIds: readonly string[],
): Promise<Map<string, Pick<UsageCounts, "agents" | "phoneNumbers" | "calls">>> {
  requirePermission(context, "businesses.read");
  const { organizationId } = context;
  const where = { organizationId, businessId: { in: [...businessIds] } };
  const counted = { by: ["businessId" as const], where, _count: { _all: true as const } };
  return withTenant(organizationId, async (tx) => {
    const agents = await tx.agent.groupBy({ ...counted, where: { ...where, archivedAt: null } });
    const numbers = await tx.phoneNumber.groupBy(counted);
    const calls = await tx.call.groupBy(counted);
    const of = (rows: { businessId: string; _count: { _all: number } }[], id: string) =>
      rows.find(({ businessId }) => businessId === id)?._count._all ?? 0;
    return new Map(
      businessIds.map((id) => [id, { agents: of(agents, id), phoneNumbers: of(numbers, id), calls: of(calls, id) }]),
    );
  });
}

export function toUsage(businessId: string, counts: UsageCounts): BusinessUsage {
  const obstacles = obstaclesOf(counts);
  return { businessId, ...counts, mayBeDeleted: obstacles.length === 0, obstacles, goesAlong: goesAlongOf(counts) };
}

/** Null when there is no such business. */
export async function countUsage(
  tx: Transaction,
  organizationId: string,
  businessId: string,
): Promise<UsageCounts | null> {
  const of = { organizationId, businessId };
  const exists = await tx.business.count({ where: { organizationId, id: businessId } });
  if (exists === 0) return null;
  return {
    agents: await tx.agent.count({ where: of }),
    publishedAgents: await tx.agent.count({
      where: { ...of, archivedAt: null, versions: { some: { state: "published" } } },
    }),
    phoneNumbers: await tx.phoneNumber.count({ where: of }),
    calls: await tx.call.count({ where: of }),
    messages: await tx.message.count({ where: of }),
    knowledgeSources: await tx.knowledgeSource.count({ where: of }),
  };
}
