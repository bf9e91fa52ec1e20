import { v7 as uuidv7 } from "uuid";
import { z } from "zod";
import { AgentConfig } from "@/lib/contracts/agent-config";
import type { AgentResource } from "@/lib/contracts/agents";
import { publishProblems } from "@/lib/domain/agents/publish-problems";
import { withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { ServiceError } from "../errors";
import { forgetNumbers } from "../inbound/resolve-number";
import { requirePermission } from "../require-permission";
import { loadAgent } from "./agent-rows";
import { toAgent } from "./agent-summaries";
import { createdBy } from "./created-by";
import { noteChange } from "./draft-changes";
import { refuse } from "./publish-version";
import { surroundingsOf } from "./surroundings";

/**
 * Publishes the settings of an older version again, as a new version that says where they come from: versions only ever go forward, so each call's
 * version and each "who and when" stays true. A draft in work stays, with the next number. In force like any publication. Throws NOT_FOUND for a
 * version that is not this agent's, CONFLICT for the one that is published, INVALID when it could not work today. Needs `agents.publish`. Audited.
 */
export async function rollBack(
  context: ServiceContext,
  agentId: string,
  versionId: string,
  now = new Date(),
): Promise<AgentResource> {
  requirePermission(context, "agents.publish");
  const { organizationId } = context;
  const result = await withTenant(organizationId, async (tx) => {
    const agent = await loadAgent(tx, organizationId, agentId, { lock: true });
    const old = z.uuid().safeParse(versionId).success
      ? await tx.agentVersion.findFirst({
          where: { organizationId, agentId: agent.id, id: versionId, state: { not: "draft" } },
        })
      : null;
    if (!old) throw new ServiceError("NOT_FOUND", "This agent has no such version.");
    if (old.state === "published") {
      throw new ServiceError("CONFLICT", `Version ${old.number} is the one that is published already.`);
    }
    const config = AgentConfig.parse(old.config);
    refuse(publishProblems(config, await surroundingsOf(tx, organizationId, agent)));
    const key = (id: string) => ({ organizationId_id: { organizationId, id } });
    if (agent.draft) {
      await tx.agentVersion.update({ where: key(agent.draft.id), data: { number: agent.nextNumber + 1 } });
    }
    if (agent.published) {
      await tx.agentVersion.update({ where: key(agent.published.id), data: { state: "retired", retiredAt: now } });
    }
    const number = agent.nextNumber;
    await tx.agentVersion.create({
      data: {
        organizationId,
        id: uuidv7(),
        agentId: agent.id,
        number,
        state: "published",
        config,
        note: `Back to version ${old.number}`,
        restoredFrom: old.number,
        createdBy: createdBy(context),
        createdAt: now,
        publishedAt: now,
        publishedBy: context.actor.name,
      },
    });
    await noteChange(tx, context, agent, { kind: "rolled_back", what: [] }, now);
    await recordAudit(
      tx,
      context,
      {
        action: "agent.rolled_back",
        targetType: "agent",
        targetId: agent.id,
        details: { number, restoredFrom: old.number, replaces: agent.published?.number ?? null },
      },
      now,
    );
    return toAgent(tx, organizationId, await loadAgent(tx, organizationId, agentId));
  });
  forgetNumbers();
  return result;
}
