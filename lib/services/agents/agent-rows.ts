import { z } from "zod";
import { AgentConfig } from "@/lib/contracts/agent-config";
import { DraftChange } from "@/lib/contracts/agents";
import type { Transaction } from "@/lib/db/transaction";
import { ServiceError } from "../errors";

/** An agent with what is published of it and its draft, as the verbs need it. */
export type LoadedAgent = {
  id: string;
  businessId: string;
  name: string;
  description: string;
  createdAt: Date;
  archivedAt: Date | null;
  revision: number;
  changes: DraftChange[];
  /** As stored; null before the first. */
  training: unknown;
  published: (VersionRow & { config: AgentConfig }) | null;
  draft: { id: string; config: AgentConfig } | null;
  /** The draft's settings, or else what is published. */
  config: AgentConfig;
  /** What the next published version will be called. */
  nextNumber: number;
};

export type VersionRow = {
  id: string;
  number: number;
  note: string;
  publishedAt: Date | null;
  publishedBy: string | null;
};

export const noSuchAgent = () => new ServiceError("NOT_FOUND", "There is no such agent.");

/**
 * Reads an agent whole; NOT_FOUND for another organization's. `lock` makes others who change it wait until this transaction ends: every change of
 * a draft or of what is published takes it first.
 */
export async function loadAgent(
  tx: Transaction,
  organizationId: string,
  agentId: string,
  options: { lock?: boolean } = {},
): Promise<LoadedAgent> {
  if (!z.uuid().safeParse(agentId).success) throw noSuchAgent();
  if (options.lock) {
    await tx.$executeRaw`select 1 from agents where organization_id = ${organizationId}::uuid and id = ${agentId}::uuid for update`;
  }
  const agent = await tx.agent.findUnique({ where: { organizationId_id: { organizationId, id: agentId } } });
  if (!agent) throw noSuchAgent();
  const versions = await tx.agentVersion.findMany({
    where: { organizationId, agentId, state: { in: ["draft", "published"] } },
  });
  const published = versions.find(({ state }) => state === "published");
  const draft = versions.find(({ state }) => state === "draft");
  const newest = await tx.agentVersion.aggregate({
    where: { organizationId, agentId, state: { not: "draft" } },
    _max: { number: true },
  });
  const draftConfig = draft ? AgentConfig.parse(draft.config) : null;
  const publishedConfig = published ? AgentConfig.parse(published.config) : null;
  return {
    id: agent.id,
    businessId: agent.businessId,
    name: agent.name,
    description: agent.description,
    createdAt: agent.createdAt,
    archivedAt: agent.archivedAt,
    revision: agent.draftRevision,
    changes: z.array(DraftChange).parse(agent.draftChanges),
    training: agent.training,
    published: published && publishedConfig ? { ...published, config: publishedConfig } : null,
    draft: draft && draftConfig ? { id: draft.id, config: draftConfig } : null,
    config: draftConfig ?? publishedConfig ?? AgentConfig.parse({}),
    nextNumber: (newest._max.number ?? 0) + 1,
  };
}
