import type { Transaction } from "@/lib/db/transaction";
import { ServiceError } from "../errors";

export type Caller = { e164: string; agentId: string; agentVersionId: string; businessId: string };

type Row = { e164: string; business_id: string; agent_id: string | null };

/**
 * Which of the organization's numbers calls, and which agent talks. The agent asked for may call from its business's number; without one
 * the number's own agent talks. Throws INVALID when no number fits and NOT_FOUND when the agent is unknown or has nothing published.
 */
export async function chooseCaller(
  tx: Transaction,
  organizationId: string,
  wish: { from?: string | undefined; businessId?: string | undefined; agentId?: string | undefined },
): Promise<Caller> {
  const agent = wish.agentId === undefined ? null : await publishedAgent(tx, organizationId, wish.agentId);
  const businessId = wish.businessId ?? agent?.businessId;
  const numbers = await tx.$queryRaw<Row[]>`
    select e164, business_id, agent_id from phone_numbers where organization_id = ${organizationId}::uuid and active order by created_at, e164`;
  const digits = wish.from?.replace(/[^\d+]/g, "");
  const number = numbers.find(
    (each) =>
      (digits === undefined || each.e164 === digits) &&
      (businessId === undefined || each.business_id === businessId) &&
      (agent !== null || each.agent_id !== null),
  );
  if (!number) {
    const problem =
      digits === undefined
        ? "no active phone number fits; add one, or name another business or agent"
        : "it is not an active number of this organization that this agent or business may call from";
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

async function publishedAgent(tx: Transaction, organizationId: string, agentId: string) {
  const version = await tx.agentVersion.findFirst({
    where: { organizationId, agentId, state: "published", agent: { archivedAt: null } },
    select: { id: true, agentId: true, agent: { select: { businessId: true } } },
  });
  if (!version) {
    throw new ServiceError("NOT_FOUND", "There is no such agent, or it has no published version. Publish it first.");
  }
  return { agentId: version.agentId, agentVersionId: version.id, businessId: version.agent.businessId };
}
