import { z } from "zod";
import { withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { ServiceError } from "../errors";
import { requirePermission } from "../require-permission";

/** Removes a person: no escalation goes to them any more. Needs `people.write`; throws NOT_FOUND. Audited. */
export async function deleteHumanAgent(context: ServiceContext, humanAgentId: string, now = new Date()): Promise<void> {
  requirePermission(context, "people.write");
  const { organizationId } = context;
  const deleted = z.uuid().safeParse(humanAgentId).success
    ? await withTenant(organizationId, async (tx) => {
        const where = { organizationId, id: humanAgentId };
        const person = await tx.humanAgent.findFirst({ where, select: { name: true } });
        const { count } = await tx.humanAgent.deleteMany({ where });
        if (count === 0 || !person) return false;
        const record = { action: "human_agent.deleted", targetType: "human_agent", targetId: humanAgentId };
        await recordAudit(tx, context, { ...record, details: { name: person.name } }, now);
        return true;
      })
    : false;
  if (!deleted) throw new ServiceError("NOT_FOUND", "There is no such person.");
}
