import { v7 as uuidv7 } from "uuid";
import { type AgentResource, SaveDraftInput } from "@/lib/contracts/agents";
import { changedFields, fieldLabel } from "@/lib/domain/agents/compare-configs";
import { withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { loadAgent } from "./agent-rows";
import { toAgent } from "./agent-summaries";
import { createdBy } from "./created-by";
import { noteChange, requireRevision } from "./draft-changes";

/**
 * Replaces an agent's draft, whole. Calls are not touched by it. `expectedRevision` is the one the caller began with: throws CONFLICT, saying who
 * changed what and when, if it is no longer the present one. Saving what is there already changes nothing. Needs `agents.write`. Audited with the
 * names of the fields, not their texts.
 */
export async function saveDraft(
  context: ServiceContext,
  agentId: string,
  input: SaveDraftInput,
  now = new Date(),
): Promise<AgentResource> {
  requirePermission(context, "agents.write");
  const { config, expectedRevision } = parseInput(SaveDraftInput, input);
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    const agent = await loadAgent(tx, organizationId, agentId, { lock: true });
    requireRevision(agent, expectedRevision);
    if (agent.archivedAt)
      throw new ServiceError("CONFLICT", "The agent is archived. Restore it first, then change it.");
    const fields = changedFields(agent.config, config);
    if (fields.length === 0) return toAgent(tx, organizationId, agent);
    if (agent.draft) {
      await tx.agentVersion.update({
        where: { organizationId_id: { organizationId, id: agent.draft.id } },
        data: { config },
      });
    } else {
      await tx.agentVersion.create({
        data: {
          organizationId,
          id: uuidv7(),
          agentId: agent.id,
          number: agent.nextNumber,
          state: "draft",
          config,
          createdBy: createdBy(context),
          createdAt: now,
        },
      });
    }
    const revision = await noteChange(tx, context, agent, { kind: "saved", what: fields.map(fieldLabel) }, now);
    await recordAudit(
      tx,
      context,
      {
        action: "agent.draft_saved",
        targetType: "agent",
        targetId: agent.id,
        details: { fields, revision },
      },
      now,
    );
    return toAgent(tx, organizationId, await loadAgent(tx, organizationId, agentId));
  });
}
