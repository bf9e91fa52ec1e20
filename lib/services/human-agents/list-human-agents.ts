import type { HumanAgentResource } from "@/lib/contracts/human-agents";
import { withTenant } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { requirePermission } from "../require-permission";
import { toHumanAgents } from "./human-agent-row";

/** All people who take escalations, by name. Needs `people.read`. */
export async function listHumanAgents(context: ServiceContext): Promise<HumanAgentResource[]> {
  requirePermission(context, "people.read");
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    const rows = await tx.humanAgent.findMany({ where: { organizationId }, orderBy: [{ name: "asc" }, { id: "asc" }] });
    return toHumanAgents(tx, organizationId, rows);
  });
}
