import type { PublishProblem } from "@/lib/contracts/agents";
import { type AgentSurroundings, publishProblems } from "@/lib/domain/agents/publish-problems";
import { measurePrompt, type PromptMeasure } from "@/lib/domain/prompt/measure-prompt";
import { withTenant } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { requirePermission } from "../require-permission";
import { loadAgent } from "./agent-rows";
import { surroundingsOf } from "./surroundings";

export type PublishCheck = { around: AgentSurroundings; problems: PublishProblem[]; prompt: PromptMeasure };

/** What stands against publishing an agent's draft, and the prompt it would get. Needs `agents.read`; throws NOT_FOUND. */
export async function getPublishCheck(context: ServiceContext, agentId: string): Promise<PublishCheck> {
  requirePermission(context, "agents.read");
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    const agent = await loadAgent(tx, organizationId, agentId);
    const around = await surroundingsOf(tx, organizationId, agent);
    return {
      around,
      problems: publishProblems(agent.config, around),
      prompt: measurePrompt(agent.config, around.subject, around.toolTokens),
    };
  });
}
