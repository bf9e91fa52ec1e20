import type { HumanAgentResource } from "@/lib/contracts/human-agents";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { noSuchPerson, readHumanAgent } from "./human-agent-row";

/**
 * Puts a person on duty, within their hours, or takes them off it until they are put on again. Who is in a call stays in it, and is busy again
 * when they are put on. Needs `people.write`; throws NOT_FOUND. Audited.
 */
export async function setDuty(
  context: ServiceContext,
  humanAgentId: string,
  isOnDuty: boolean,
  now = new Date(),
): Promise<HumanAgentResource> {
  requirePermission(context, "people.write");
  const updated = await withTenant(context.organizationId, (tx) =>
    change(tx, context, { humanAgentId, isOnDuty, now }),
  );
  if (!updated) throw noSuchPerson();
  return updated;
}

/** The same for oneself. Needs `escalations.handle`; throws CONFLICT for who is not among the people. Audited. */
export async function setOwnDuty(
  context: ServiceContext,
  isOnDuty: boolean,
  now = new Date(),
): Promise<HumanAgentResource> {
  requirePermission(context, "escalations.handle");
  const { organizationId, actor } = context;
  const updated = await withTenant(organizationId, async (tx) => {
    if (actor.kind !== "user") return null;
    const where = { organizationId_userId: { organizationId, userId: actor.id } };
    const own = await tx.humanAgent.findUnique({ where, select: { id: true } });
    return own && change(tx, context, { humanAgentId: own.id, isOnDuty, now });
  });
  if (!updated)
    throw new ServiceError("CONFLICT", "You are not among the people who take calls. A manager can add you there.");
  return updated;
}

type Wanted = { humanAgentId: string; isOnDuty: boolean; now: Date };

async function change(tx: Transaction, context: ServiceContext, { humanAgentId, isOnDuty, now }: Wanted) {
  const { organizationId } = context;
  await lock(tx, organizationId, humanAgentId);
  const before = await readHumanAgent(tx, organizationId, humanAgentId);
  if (!before) return null;
  const status = !isOnDuty ? "offline" : before.inCall ? "busy" : "available";
  const where = { organizationId_id: { organizationId, id: humanAgentId } };
  await tx.humanAgent.update({ where, data: { status, updatedAt: now } });
  const record = { action: "human_agent.duty_changed", targetType: "human_agent", targetId: humanAgentId };
  const details = { before: { status: before.status }, after: { status } };
  await recordAudit(tx, context, { ...record, details }, now);
  return readHumanAgent(tx, organizationId, humanAgentId);
}

/** A call that begins or ends for them at this moment is before this or after it. */
async function lock(tx: Transaction, organizationId: string, id: string): Promise<void> {
  await tx.$executeRaw`select 1 from human_agents
    where organization_id = ${organizationId}::uuid and id::text = ${id} for no key update`;
}
