import { type AgentResource, type PublishProblem, PublishInput } from "@/lib/contracts/agents";
import { compareConfigs, sameConfig } from "@/lib/domain/agents/compare-configs";
import { publishProblems } from "@/lib/domain/agents/publish-problems";
import { withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { forgetNumbers } from "../inbound/resolve-number";
import { requirePermission } from "../require-permission";
import { loadAgent } from "./agent-rows";
import { toAgent } from "./agent-summaries";
import { noteChange, requireRevision } from "./draft-changes";
import { surroundingsOf } from "./surroundings";

/**
 * Makes the draft the version that answers: in force within three seconds in every worker, while calls in progress keep the version they began
 * with. The one before is retired. Throws CONFLICT when somebody changed the agent meanwhile, or when there is nothing new to publish, and INVALID
 * with every reason when it cannot work. Needs `agents.publish`. Audited.
 */
export async function publishVersion(
  context: ServiceContext,
  agentId: string,
  input: PublishInput,
  now = new Date(),
): Promise<AgentResource> {
  requirePermission(context, "agents.publish");
  const { expectedRevision, note } = parseInput(PublishInput, input);
  const { organizationId } = context;
  const result = await withTenant(organizationId, async (tx) => {
    const agent = await loadAgent(tx, organizationId, agentId, { lock: true });
    requireRevision(agent, expectedRevision);
    const { draft, published } = agent;
    if (!draft || (published && sameConfig(draft.config, published.config))) {
      throw new ServiceError("CONFLICT", "There is nothing new to publish: the draft is what is published already.");
    }
    refuse(publishProblems(draft.config, await surroundingsOf(tx, organizationId, agent)));
    const key = (id: string) => ({ organizationId_id: { organizationId, id } });
    if (published) {
      await tx.agentVersion.update({ where: key(published.id), data: { state: "retired", retiredAt: now } });
    }
    await tx.agentVersion.update({
      where: key(draft.id),
      data: { state: "published", note, publishedAt: now, publishedBy: context.actor.name },
    });
    await noteChange(tx, context, agent, { kind: "published", what: [] }, now);
    const changed = published ? compareConfigs(published.config, draft.config).map(({ field }) => field) : [];
    await recordAudit(
      tx,
      context,
      {
        action: "agent.published",
        targetType: "agent",
        targetId: agent.id,
        details: { number: agent.nextNumber, replaces: published?.number ?? null, changed },
      },
      now,
    );
    return toAgent(tx, organizationId, await loadAgent(tx, organizationId, agentId));
  });
  forgetNumbers();
  return result;
}

/** Throws INVALID with what blocks, by section. */
export function refuse(problems: readonly PublishProblem[]): void {
  const blocking = problems.filter(({ severity }) => severity === "blocks");
  if (blocking.length === 0) return;
  const fields: Record<string, string> = {};
  for (const { section, message } of blocking) fields[section] = [fields[section], message].filter(Boolean).join(" ");
  throw new ServiceError("INVALID", `It cannot work like this. ${blocking.map(({ message }) => message).join(" ")}`, {
    fields,
  });
}
