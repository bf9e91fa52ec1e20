import { BusinessContact } from "@/lib/contracts/business-contact";
import { WeeklyHours } from "@/lib/contracts/business-hours";
import type { AgentSurroundings } from "@/lib/domain/agents/publish-problems";
import { TOOL_TOKENS } from "@/lib/domain/prompt/tool-tokens";
import { CallToolSpec } from "@/lib/contracts/call-tools";
import { findIntegration } from "@/lib/domain/integrations/catalogue";
import { askedSchemaOf } from "@/lib/domain/tools/asked-of";
import { estimateTokens } from "@/lib/domain/prompt/estimate-tokens";
import { modelDescriptionOf } from "@/lib/domain/tools/http-tool/model-input";
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
  const { address, links } = BusinessContact.parse(business.contact);
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
    texts: { hasAddress: address !== null, links: links.length, numbers: businessNumbers },
    customTools,
    toolTokens: TOOL_TOKENS,
  };
}

/** The tools that the organization made or connected, by title; one whose integration is disconnected counts as switched off. */
export async function customToolsOf(
  tx: Transaction,
  organizationId: string,
): Promise<{ id: string; title: string; description: string; enabled: boolean; tokens: number }[]> {
  const rows = await tx.tool.findMany({
    where: { organizationId },
    include: { versions: { orderBy: { number: "desc" }, take: 1 } },
  });
  const connected = await tx.integration.findMany({
    where: { organizationId, state: { not: "disconnected" } },
    select: { vendor: true },
  });
  const isThere = (vendor: string | null) => vendor === null || connected.some((one) => one.vendor === vendor);
  return rows
    .flatMap(({ id, enabled, vendor, versions }) => {
      const read = CallToolSpec.safeParse(versions[0]?.spec);
      const asked = read.success ? askedSchemaOf(read.data) : null;
      if (!read.success || !asked) return [];
      const { name, title, description } = read.data;
      const told = `${name}\n${modelDescriptionOf(read.data)}\n${JSON.stringify(asked)}`;
      const from = vendor === null ? null : findIntegration(vendor);
      return [
        {
          id,
          title: from ? `${from.title}: ${title}` : title,
          description,
          enabled: enabled && isThere(vendor),
          tokens: estimateTokens(told),
        },
      ];
    })
    .sort((a, b) => a.title.localeCompare(b.title));
}
