import { type AgentStatus, StoredTraining } from "@/lib/contracts/api/agents";
import { killSwitchCovering } from "@/lib/domain/call/kill-switch";
import { OPEN_STATUSES } from "@/lib/domain/call/status";
import { publishProblems } from "@/lib/domain/agents/publish-problems";
import { withTenant } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { requirePermission } from "../require-permission";
import { loadAgent } from "./agent-rows";
import { summarise } from "./agent-summaries";
import { surroundingsOf } from "./surroundings";

/** How an agent stands: whether it answers, what stands against publishing, its last training. Needs `agents.read`; throws NOT_FOUND. */
export async function getAgentStatus(context: ServiceContext, agentId: string): Promise<AgentStatus> {
  requirePermission(context, "agents.read");
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    const agent = await loadAgent(tx, organizationId, agentId);
    const [summary] = await summarise(tx, organizationId, [agent]);
    const around = await surroundingsOf(tx, organizationId, agent);
    const callsInProgress = await tx.call.count({
      where: { organizationId, agentId: agent.id, endedAt: null, status: { in: [...OPEN_STATUSES] } },
    });
    const switches = await tx.killSwitch.findMany({ where: { active: true } });
    const { state, published, hasChanges, callsToday, phoneNumbers } = summary!;
    const stopped = killSwitchCovering(switches, { organizationId, agentId: agent.id }) !== null;
    const problems = publishProblems(agent.config, around);
    const training = StoredTraining.safeParse(agent.training);
    return {
      agentId: agent.id,
      state,
      answers: state === "published" && phoneNumbers.length > 0 && !stopped,
      stopped,
      published,
      revision: agent.revision,
      hasChanges,
      callsInProgress,
      callsToday,
      isReady: problems.every(({ severity }) => severity !== "blocks"),
      problems,
      training: training.success ? { ...training.data, isCurrent: training.data.revision === agent.revision } : null,
    };
  });
}
