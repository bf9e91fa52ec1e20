import { type AgentPage, ListAgentsQuery } from "@/lib/contracts/agents";
import { withTenant } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { cursorOf, positionOf } from "../cursor";
import { parseInput } from "../errors";
import { requirePermission } from "../require-permission";
import { summarise } from "./agent-summaries";

/** A page of the organization's agents, oldest first, without the archived ones unless asked. Needs `agents.read`. */
export async function listAgents(context: ServiceContext, input: ListAgentsQuery = {}): Promise<AgentPage> {
  requirePermission(context, "agents.read");
  const { limit, cursor, businessId, state } = parseInput(ListAgentsQuery, input);
  const after = positionOf(cursor);
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    const rows = await tx.agent.findMany({
      where: {
        organizationId,
        archivedAt: state === "archived" ? { not: null } : null,
        ...(businessId === undefined ? {} : { businessId }),
        ...(after ? { OR: [{ createdAt: { gt: after.at } }, { createdAt: after.at, id: { gt: after.id } }] } : {}),
      },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      take: limit + 1,
    });
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const nextCursor = rows.length > page.length && last ? cursorOf({ at: last.createdAt, id: last.id }) : null;
    return { agents: await summarise(tx, organizationId, page), nextCursor };
  });
}
