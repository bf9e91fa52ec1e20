import { v7 as uuidv7 } from "uuid";
import type { AgentResource } from "@/lib/contracts/agents";
import { withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { requirePermission } from "../require-permission";
import { loadAgent } from "./agent-rows";
import { toAgent } from "./agent-summaries";
import { insertAgent } from "./insert-agent";

const LONGEST_NAME = 80;

/** A new agent of the same business with this one's draft as its first; without its versions and numbers. Needs `agents.write`; throws NOT_FOUND. Audited. */
export async function duplicateAgent(
  context: ServiceContext,
  agentId: string,
  now = new Date(),
): Promise<AgentResource> {
  requirePermission(context, "agents.write");
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    const source = await loadAgent(tx, organizationId, agentId);
    const taken = await tx.agent.findMany({
      where: { organizationId, businessId: source.businessId },
      select: { name: true },
    });
    const name = nameOfCopy(
      source.name,
      taken.map((agent) => agent.name),
    );
    const { businessId, description, config } = source;
    const copyId = uuidv7();
    await insertAgent(tx, context, { agentId: copyId, businessId, name, description, config }, now);
    await recordAudit(
      tx,
      context,
      {
        action: "agent.created",
        targetType: "agent",
        targetId: copyId,
        details: { businessId, name, copyOf: source.id },
      },
      now,
    );
    return toAgent(tx, organizationId, await loadAgent(tx, organizationId, copyId));
  });
}

/** "Front desk (copy)", "Front desk (copy 2)" … */
function nameOfCopy(name: string, taken: readonly string[]): string {
  const base = name.replace(/ \(copy(?: \d+)?\)$/, "");
  for (let count = 1; ; count += 1) {
    const ending = count === 1 ? " (copy)" : ` (copy ${count})`;
    const candidate = base.slice(0, LONGEST_NAME - ending.length) + ending;
    if (!taken.includes(candidate)) return candidate;
  }
}
