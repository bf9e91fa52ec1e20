import { WeeklyHours } from "@/lib/contracts/business-hours";
import type { AgentSurroundings } from "@/lib/domain/agents/publish-problems";
import { TOOL_TOKENS } from "@/lib/domain/prompt/tool-tokens";
import type { Transaction } from "@/lib/db/transaction";
import { agentNumbers } from "./agent-numbers";
import type { LoadedAgent } from "./agent-rows";

/** What decides, beside its settings, whether an agent can work. */
export async function surroundingsOf(
  tx: Transaction,
  organizationId: string,
  agent: Pick<LoadedAgent, "id" | "businessId" | "name" | "archivedAt">,
): Promise<AgentSurroundings> {
  const active = { organizationId, businessId: agent.businessId, active: true };
  const business = await tx.business.findUniqueOrThrow({
    where: { organizationId_id: { organizationId, id: agent.businessId } },
  });
  const ownNumbers = (await agentNumbers(tx, organizationId, [agent.id])).get(agent.id)?.length ?? 0;
  const businessNumbers = await tx.phoneNumber.count({ where: active });
  return {
    subject: {
      agentName: agent.name,
      businessName: business.name,
      industry: business.industry,
      brandVoice: business.brandVoice,
      personReachable: business.fallbackNumber !== null,
    },
    isArchived: agent.archivedAt !== null,
    ownNumbers,
    businessNumbers: Math.max(ownNumbers, businessNumbers),
    weeklyHours: WeeklyHours.parse(business.weeklyHours),
    toolTokens: TOOL_TOKENS,
  };
}
