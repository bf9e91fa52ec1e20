import type { Transaction } from "@/lib/db/transaction";
import { ServiceError } from "../errors";

export type Caller = { e164: string; agentId: string; agentVersionId: string; businessId: string };

type Row = { e164: string; business_id: string; agent_id: string | null };

/**
 * Which of the organization's numbers calls, and which agent talks. The agent asked for may call from its business's number, or under a
 * number that was verified; without one the number's own agent talks. Throws INVALID when no number fits, NOT_FOUND when the agent is unknown or
 * has nothing published, and CONFLICT when its business is switched off.
 */
export async function chooseCaller(
  tx: Transaction,
  organizationId: string,
  wish: { from?: string | undefined; businessId?: string | undefined; agentId?: string | undefined },
): Promise<Caller> {
  const agent = wish.agentId === undefined ? null : await publishedAgent(tx, organizationId, wish.agentId);
  const businessId = wish.businessId ?? agent?.businessId;
  const numbers = await tx.$queryRaw<Row[]>`
    select n.e164, n.business_id, n.agent_id from phone_numbers n
    join businesses b on b.organization_id = n.organization_id and b.id = n.business_id and b.active
    where n.organization_id = ${organizationId}::uuid and n.active order by n.created_at, n.e164`;
  const digits = wish.from?.replace(/[^\d+]/g, "");
  const number = numbers.find(
    (each) =>
      (digits === undefined || each.e164 === digits) &&
      (businessId === undefined || each.business_id === businessId) &&
      (agent !== null || each.agent_id !== null),
  );
  const verified = !number && agent && digits !== undefined ? await verifiedCaller(tx, organizationId, digits) : null;
  if (verified && agent && (wish.businessId === undefined || wish.businessId === agent.businessId))
    return { e164: verified, ...agent };
  if (!number) {
    const problem =
      digits === undefined
        ? "no active phone number of an active business fits; add one, or name another business or agent"
        : "it is not an active number of this organization that this agent or business may call from; from a verified number say which agent calls";
    throw new ServiceError("INVALID", `Check from: ${problem}.`, { fields: { from: problem } });
  }
  const talking = agent ?? (await publishedAgent(tx, organizationId, number.agent_id ?? ""));
  return {
    e164: number.e164,
    agentId: talking.agentId,
    agentVersionId: talking.agentVersionId,
    businessId: number.business_id,
  };
}

async function verifiedCaller(tx: Transaction, organizationId: string, e164: string): Promise<string | null> {
  const found = await tx.callerId.count({ where: { organizationId, e164, state: "verified" } });
  return found > 0 ? e164 : null;
}

async function publishedAgent(tx: Transaction, organizationId: string, agentId: string) {
  const version = await tx.agentVersion.findFirst({
    where: { organizationId, agentId, state: "published", agent: { archivedAt: null } },
    select: {
      id: true,
      agentId: true,
      agent: { select: { businessId: true, business: { select: { active: true, name: true } } } },
    },
  });
  if (!version) {
    throw new ServiceError("NOT_FOUND", "There is no such agent, or it has no published version. Publish it first.");
  }
  const { business, businessId } = version.agent;
  if (!business.active)
    throw new ServiceError(
      "CONFLICT",
      `${business.name} is switched off, so its agents do not call. Switch it on first.`,
    );
  return { agentId: version.agentId, agentVersionId: version.id, businessId };
}
