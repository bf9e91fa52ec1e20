import { WeeklyHours } from "@/lib/contracts/business-hours";
import type { AgentSurroundings } from "@/lib/domain/agents/publish-problems";
import { TOOL_TOKENS } from "@/lib/domain/prompt/tool-tokens";
import { HttpToolSpec } from "@/lib/contracts/tools";
import { estimateTokens } from "@/lib/domain/prompt/estimate-tokens";
import { modelDescriptionOf, modelSchemaOf } from "@/lib/domain/tools/http-tool/model-input";
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
  const customTools = await customToolsOf(tx, organizationId);
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
    customTools,
    toolTokens: TOOL_TOKENS,
  };
}

/** The organization's own tools, by title. */
export async function customToolsOf(
  tx: Transaction,
  organizationId: string,
): Promise<{ id: string; title: string; description: string; enabled: boolean; tokens: number }[]> {
  const rows = await tx.tool.findMany({
    where: { organizationId },
    include: { versions: { orderBy: { number: "desc" }, take: 1 } },
  });
  return rows
    .flatMap(({ id, enabled, versions }) => {
      const read = HttpToolSpec.safeParse(versions[0]?.spec);
      if (!read.success) return [];
      const { name, title, description } = read.data;
      const told = `${name}\n${modelDescriptionOf(read.data)}\n${JSON.stringify(modelSchemaOf(read.data))}`;
      return [{ id, title, description, enabled, tokens: estimateTokens(told) }];
    })
    .sort((a, b) => a.title.localeCompare(b.title));
}
