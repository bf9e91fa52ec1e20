import { v7 as uuidv7 } from "uuid";
import type { AgentConfig } from "@/lib/contracts/agent-config";
import type { DraftChange } from "@/lib/contracts/agents";
import type { Transaction } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { createdBy } from "./created-by";

/** Writes a new agent and its first draft, revision 1. */
export async function insertAgent(
  tx: Transaction,
  context: ServiceContext,
  agent: { agentId: string; businessId: string; name: string; description: string; config: AgentConfig },
  now: Date,
): Promise<void> {
  const { organizationId, actor } = context;
  const { agentId, businessId, name, description, config } = agent;
  const begun: DraftChange = {
    revision: 1,
    kind: "saved",
    at: now.toISOString(),
    byId: actor.id,
    byName: actor.name,
    what: [],
  };
  await tx.agent.create({
    data: {
      organizationId,
      id: agentId,
      businessId,
      name,
      description,
      draftRevision: 1,
      draftChanges: [begun],
      createdAt: now,
    },
  });
  await tx.agentVersion.create({
    data: {
      organizationId,
      id: uuidv7(),
      agentId,
      number: 1,
      state: "draft",
      config,
      createdBy: createdBy(context),
      createdAt: now,
    },
  });
}
