import type { Prisma } from "@/lib/db/generated/client";
import type { Transaction } from "@/lib/db/transaction";
import { AgentConfig } from "@/lib/contracts/agent-config";
import { ServiceError } from "../errors";

export type TalkingAgent = {
  agentId: string;
  businessId: string;
  /** Null for a draft. */
  agentVersionId: string | null;
  draft: { config: Prisma.InputJsonObject; revision: number } | null;
};

/**
 * Which agent talks, and as which version. Without changes since it was published, the draft is the published version. Throws NOT_FOUND for an agent
 * that is unknown or archived, CONFLICT when it has nothing to talk by.
 */
export async function talkingAgent(
  tx: Transaction,
  organizationId: string,
  agentId: string,
  version: "draft" | "published",
): Promise<TalkingAgent> {
  const agent = await tx.agent.findFirst({
    where: { organizationId, id: agentId, archivedAt: null },
    select: {
      businessId: true,
      draftRevision: true,
      versions: {
        where: { state: { in: version === "draft" ? ["draft", "published"] : ["published"] } },
        select: { id: true, state: true, config: true },
      },
    },
  });
  if (!agent) throw new ServiceError("NOT_FOUND", "There is no such agent, or it is archived.");
  const { businessId, versions, draftRevision: revision } = agent;
  const draft = versions.find(({ state }) => state === "draft");
  if (draft) {
    const config = AgentConfig.parse(draft.config) as unknown as Prisma.InputJsonObject;
    return { agentId, businessId, agentVersionId: null, draft: { config, revision } };
  }
  const [published] = versions;
  if (!published) throw new ServiceError("CONFLICT", "This agent has no published version yet. Publish it first.");
  return { agentId, businessId, agentVersionId: published.id, draft: null };
}
