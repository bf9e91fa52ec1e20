import { withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { noSuchPerson, readHumanAgent } from "./human-agent-row";

/**
 * Removes a person: no escalation goes to them any more. Needs `people.write`; throws NOT_FOUND, or CONFLICT while they are in a call. Audited.
 */
export async function deleteHumanAgent(
  context: ServiceContext,
  humanAgentId: string,
  now = new Date(),
): Promise<{ id: string }> {
  requirePermission(context, "people.write");
  const { organizationId } = context;
  const deleted = await withTenant(organizationId, async (tx) => {
    const person = await readHumanAgent(tx, organizationId, humanAgentId);
    if (!person) return false;
    if (person.inCall)
      throw new ServiceError("CONFLICT", `${person.name} is in a call. Take them off duty, and remove them after it.`);
    const { count } = await tx.humanAgent.deleteMany({ where: { organizationId, id: humanAgentId } });
    if (count === 0) return false;
    const record = { action: "human_agent.deleted", targetType: "human_agent", targetId: humanAgentId };
    await recordAudit(tx, context, { ...record, details: { name: person.name } }, now);
    return true;
  });
  if (!deleted) throw noSuchPerson();
  return { id: humanAgentId };
}
