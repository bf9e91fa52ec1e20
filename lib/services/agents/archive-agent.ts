import type { AgentResource } from "@/lib/contracts/agents";
import { withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { ServiceError } from "../errors";
import { forgetNumbers } from "../inbound/resolve-number";
import { requirePermission } from "../require-permission";
import { agentNumbers } from "./agent-numbers";
import { loadAgent } from "./agent-rows";
import { toAgent } from "./agent-summaries";

/**
 * Puts an agent away: it takes no calls and can be restored. Throws CONFLICT while a number leads to it, since whoever called would reach nobody.
 * Archiving it twice changes nothing. Needs `agents.write`; throws NOT_FOUND. Audited.
 */
export async function archiveAgent(context: ServiceContext, agentId: string, now = new Date()): Promise<AgentResource> {
  requirePermission(context, "agents.write");
  const { organizationId } = context;
  const archived = await withTenant(organizationId, async (tx) => {
    const agent = await loadAgent(tx, organizationId, agentId, { lock: true });
    if (agent.archivedAt) return toAgent(tx, organizationId, agent);
    const numbers = (await agentNumbers(tx, organizationId, [agent.id])).get(agent.id) ?? [];
    if (numbers.length > 0) {
      const named = new Intl.ListFormat("en").format(numbers.map(({ e164 }) => e164));
      throw new ServiceError(
        "CONFLICT",
        `${agent.name} still answers ${named}. Give ${numbers.length === 1 ? "the number" : "the numbers"} to another agent first, then archive it.`,
      );
    }
    await tx.agent.update({
      where: { organizationId_id: { organizationId, id: agent.id } },
      data: { archivedAt: now, updatedAt: now },
    });
    await recordAudit(tx, context, { action: "agent.archived", targetType: "agent", targetId: agent.id }, now);
    return toAgent(tx, organizationId, { ...agent, archivedAt: now });
  });
  forgetNumbers();
  return archived;
}

/** Brings an archived agent back as it was. Needs `agents.write`; throws NOT_FOUND. Audited. */
export async function restoreAgent(context: ServiceContext, agentId: string, now = new Date()): Promise<AgentResource> {
  requirePermission(context, "agents.write");
  const { organizationId } = context;
  const restored = await withTenant(organizationId, async (tx) => {
    const agent = await loadAgent(tx, organizationId, agentId, { lock: true });
    if (!agent.archivedAt) return toAgent(tx, organizationId, agent);
    await tx.agent.update({
      where: { organizationId_id: { organizationId, id: agent.id } },
      data: { archivedAt: null, updatedAt: now },
    });
    await recordAudit(tx, context, { action: "agent.restored", targetType: "agent", targetId: agent.id }, now);
    return toAgent(tx, organizationId, { ...agent, archivedAt: null });
  });
  forgetNumbers();
  return restored;
}
