import { v7 as uuidv7 } from "uuid";
import { createAgent } from "@/lib/services/agents/create-agent";
import { getAgent } from "@/lib/services/agents/get-agent";
import { publishVersion } from "@/lib/services/agents/publish-version";
import { saveDraft } from "@/lib/services/agents/save-draft";
import type { ServiceContext } from "@/lib/services/context";

/** What the access matrix has to know of agents: bodies that name ids, and agents made anew for what can be done once. */

type Own = { context: ServiceContext; businessId: string };

/** The body of an operation on agents; undefined for one whose example will do. */
export function agentBody(id: string, example: unknown, businessId: string): unknown {
  switch (id) {
    case "createAgent":
      return { ...(example as object), businessId, name: `Agent ${uuidv7()}` };
    case "importAgent":
      return { ...(example as object), businessId };
    case "saveDraft":
    case "publishVersion":
      return { ...(example as object), expectedRevision: 1 };
    default:
      return undefined;
  }
}

/** A new agent, at revision 1, that no number leads to. */
async function fresh({ context, businessId }: Own): Promise<{ agentId: string }> {
  const { id } = await createAgent(context, { businessId, name: `Agent ${uuidv7()}` });
  return { agentId: id };
}

/** An agent whose first version was replaced. */
async function replaced(own: Own): Promise<{ agentId: string; versionId: string }> {
  const { agentId } = await fresh(own);
  const first = await publishVersion(own.context, agentId, { expectedRevision: 1 });
  const { draft } = await getAgent(own.context, agentId);
  const config = { ...draft.config, greeting: "Second." };
  const saved = await saveDraft(own.context, agentId, { config, expectedRevision: draft.revision });
  await publishVersion(own.context, agentId, { expectedRevision: saved.draft.revision });
  return { agentId, versionId: first.published?.id ?? "" };
}

export const PREPARE_AGENTS: Record<string, (own: Own) => Promise<{ agentId: string; versionId?: string }>> = {
  saveDraft: fresh,
  publishVersion: fresh,
  archiveAgent: fresh,
  rollBack: replaced,
};
