import { type AgentResource, UpdateAgentInput } from "@/lib/contracts/agents";
import { withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput } from "../errors";
import { requirePermission } from "../require-permission";
import { loadAgent } from "./agent-rows";
import { toAgent } from "./agent-summaries";

/** Changes an agent's name or description, at once and outside of its versions. Needs `agents.write`; throws NOT_FOUND. Audited. */
export async function updateAgent(
  context: ServiceContext,
  agentId: string,
  input: UpdateAgentInput,
  now = new Date(),
): Promise<AgentResource> {
  requirePermission(context, "agents.write");
  const { name, description } = parseInput(UpdateAgentInput, input);
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    const agent = await loadAgent(tx, organizationId, agentId, { lock: true });
    const after = { name: name ?? agent.name, description: description ?? agent.description };
    const before = { name: agent.name, description: agent.description };
    if (JSON.stringify(before) === JSON.stringify(after)) return toAgent(tx, organizationId, agent);
    await tx.agent.update({
      where: { organizationId_id: { organizationId, id: agent.id } },
      data: { ...after, updatedAt: now },
    });
    await recordAudit(
      tx,
      context,
      { action: "agent.updated", targetType: "agent", targetId: agent.id, details: { before, after } },
      now,
    );
    return toAgent(tx, organizationId, { ...agent, ...after });
  });
}
