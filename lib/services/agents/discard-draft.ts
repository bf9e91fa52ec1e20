import type { AgentResource } from "@/lib/contracts/agents";
import { withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { loadAgent } from "./agent-rows";
import { toAgent } from "./agent-summaries";
import { noteChange, requireRevision } from "./draft-changes";

/**
 * Throws the draft away, so that what is published is what one edits again. Throws CONFLICT when somebody changed it meanwhile, or when nothing
 * was ever published. Needs `agents.write`. Audited.
 */
export async function discardDraft(
  context: ServiceContext,
  agentId: string,
  expectedRevision: number,
  now = new Date(),
): Promise<AgentResource> {
  requirePermission(context, "agents.write");
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    const agent = await loadAgent(tx, organizationId, agentId, { lock: true });
    requireRevision(agent, expectedRevision);
    if (!agent.published) {
      throw new ServiceError(
        "CONFLICT",
        "Nothing of this agent is published, so its draft is all there is. Archive it instead.",
      );
    }
    if (!agent.draft) return toAgent(tx, organizationId, agent);
    const { draft } = agent;
    // A test call may have been answered by it; then it stays, as what it says now.
    const used = await tx.call.count({ where: { organizationId, agentVersionId: draft.id } });
    if (used > 0) {
      await tx.agentVersion.update({
        where: { organizationId_id: { organizationId, id: draft.id } },
        data: { config: agent.published.config },
      });
    } else {
      await tx.agentVersion.delete({ where: { organizationId_id: { organizationId, id: draft.id } } });
    }
    const revision = await noteChange(tx, context, agent, { kind: "discarded", what: [] }, now);
    await recordAudit(
      tx,
      context,
      { action: "agent.draft_discarded", targetType: "agent", targetId: agent.id, details: { revision } },
      now,
    );
    return toAgent(tx, organizationId, await loadAgent(tx, organizationId, agentId));
  });
}
