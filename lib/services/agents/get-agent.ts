import type { AgentResource } from "@/lib/contracts/agents";
import { withTenant } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { requirePermission } from "../require-permission";
import { loadAgent } from "./agent-rows";
import { toAgent } from "./agent-summaries";

/** An agent with its draft. Needs `agents.read`; throws NOT_FOUND, for another organization's too. */
export async function getAgent(context: ServiceContext, agentId: string): Promise<AgentResource> {
  requirePermission(context, "agents.read");
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) =>
    toAgent(tx, organizationId, await loadAgent(tx, organizationId, agentId)),
  );
}
