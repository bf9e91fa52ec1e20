import { v7 as uuidv7 } from "uuid";
import { type AgentResource, CreateAgentInput } from "@/lib/contracts/agents";
import { withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { loadAgent } from "./agent-rows";
import { toAgent } from "./agent-summaries";
import { insertAgent } from "./insert-agent";

/**
 * Makes an agent with a first draft; it answers nobody before it is published. Needs `agents.write`; throws NOT_FOUND for a business that is not
 * the organization's. Audited.
 */
export async function createAgent(
  context: ServiceContext,
  input: CreateAgentInput,
  now = new Date(),
): Promise<AgentResource> {
  requirePermission(context, "agents.write");
  const { businessId, name, description, config } = parseInput(CreateAgentInput, input);
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    const business = await tx.business.findUnique({
      where: { organizationId_id: { organizationId, id: businessId } },
      select: { id: true },
    });
    if (!business) throw new ServiceError("NOT_FOUND", "There is no such business.");
    const agentId = uuidv7();
    await insertAgent(tx, context, { agentId, businessId, name, description, config }, now);
    await recordAudit(
      tx,
      context,
      { action: "agent.created", targetType: "agent", targetId: agentId, details: { businessId, name } },
      now,
    );
    return toAgent(tx, organizationId, await loadAgent(tx, organizationId, agentId));
  });
}
