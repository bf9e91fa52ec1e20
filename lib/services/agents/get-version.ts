import { z } from "zod";
import { AgentConfig } from "@/lib/contracts/agent-config";
import type { VersionResource } from "@/lib/contracts/agents";
import { withTenant } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { loadAgent } from "./agent-rows";
import { namesOf, toVersionSummary, VERSION_SELECT } from "./version-rows";

/** One version of an agent with its settings. Needs `agents.read`; throws NOT_FOUND, also for another agent's. */
export async function getVersion(
  context: ServiceContext,
  agentId: string,
  versionId: string,
): Promise<VersionResource> {
  requirePermission(context, "agents.read");
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    const { id } = await loadAgent(tx, organizationId, agentId);
    const row = z.uuid().safeParse(versionId).success
      ? await tx.agentVersion.findFirst({
          where: { organizationId, agentId: id, id: versionId, state: { not: "draft" } },
          select: VERSION_SELECT,
        })
      : null;
    if (!row) throw new ServiceError("NOT_FOUND", "This agent has no such version.");
    return {
      ...toVersionSummary(row, await namesOf(tx, [row.createdBy])),
      config: AgentConfig.parse(row.config),
    };
  });
}
