import type { AgentConfig } from "@/lib/contracts/agent-config";
import { getAgent } from "../agents/get-agent";
import { saveDraft } from "../agents/save-draft";
import type { ServiceContext } from "../context";
import { ServiceError } from "../errors";

const ATTEMPTS = 3;

/**
 * Changes an agent's draft by a rule. Where somebody saves it in the same moment, the rule is applied to what they saved, so that both
 * changes stand. Needs `agents.write`; throws NOT_FOUND.
 */
export async function changeAgentDraft(
  context: ServiceContext,
  agentId: string,
  change: (config: AgentConfig) => AgentConfig,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const { draft } = await getAgent(context, agentId);
    try {
      await saveDraft(context, agentId, { config: change(draft.config), expectedRevision: draft.revision });
      return;
    } catch (error) {
      if (attempt === ATTEMPTS || !(error instanceof ServiceError) || error.code !== "CONFLICT") throw error;
    }
  }
}
