import type { Transaction } from "@/lib/db/transaction";
import { ServiceError } from "../errors";

/**
 * The business that a number shall belong to: the agent's, the one named, or the only one. Throws INVALID when it is not clear and
 * NOT_FOUND for what the organization does not have.
 */
export async function placeOf(
  tx: Transaction,
  organizationId: string,
  wish: { businessId?: string | undefined; agentId?: string | undefined },
): Promise<{ businessId: string; agentId: string | null }> {
  if (wish.agentId !== undefined) {
    const agent = await tx.agent.findFirst({
      where: { organizationId, id: wish.agentId, archivedAt: null },
      select: { id: true, businessId: true },
    });
    if (!agent) throw new ServiceError("NOT_FOUND", "There is no such agent, or it was archived.");
    if (wish.businessId !== undefined && wish.businessId !== agent.businessId) throw elsewhere();
    return { businessId: agent.businessId, agentId: agent.id };
  }
  const businesses = await tx.business.findMany({
    where: { organizationId, ...(wish.businessId === undefined ? {} : { id: wish.businessId }) },
    select: { id: true },
    take: 2,
  });
  const [business, another] = businesses;
  if (business && !another) return { businessId: business.id, agentId: null };
  if (wish.businessId !== undefined) throw new ServiceError("NOT_FOUND", "There is no such business.");
  const problem = business
    ? "say which business the number is for"
    : "set up a business first; a number belongs to one";
  throw new ServiceError("INVALID", `Check businessId: ${problem}.`, { fields: { businessId: problem } });
}

const elsewhere = (): ServiceError => {
  const problem = "this agent works for another business";
  return new ServiceError("INVALID", `Check agentId: ${problem}.`, { fields: { agentId: problem } });
};
