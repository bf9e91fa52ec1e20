import { z } from "zod";
import type { HumanAgentResource } from "@/lib/contracts/human-agents";
import { withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { toHumanAgent } from "./human-agent-row";

/** Puts a person on duty, within their hours, or takes them off it until they are put on again. Needs `people.write`; throws NOT_FOUND. Audited. */
export async function setDuty(
  context: ServiceContext,
  humanAgentId: string,
  isOnDuty: boolean,
  now = new Date(),
): Promise<HumanAgentResource> {
  requirePermission(context, "people.write");
  const { organizationId } = context;
  const status = isOnDuty ? "available" : "offline";
  const updated = z.uuid().safeParse(humanAgentId).success
    ? await withTenant(organizationId, async (tx) => {
        const where = { organizationId_id: { organizationId, id: humanAgentId } };
        const before = await tx.humanAgent.findUnique({ where });
        if (!before) return null;
        const row = await tx.humanAgent.update({ where, data: { status, updatedAt: now } });
        const record = { action: "human_agent.duty_changed", targetType: "human_agent", targetId: humanAgentId };
        const details = { before: { status: before.status }, after: { status } };
        await recordAudit(tx, context, { ...record, details }, now);
        return toHumanAgent(row);
      })
    : null;
  if (!updated) throw new ServiceError("NOT_FOUND", "There is no such person.");
  return updated;
}
