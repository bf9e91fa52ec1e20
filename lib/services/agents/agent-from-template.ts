import { z } from "zod";
import { BusinessType } from "@/lib/contracts/api/businesses";
import { AgentName, type CreateAgentInput } from "@/lib/contracts/agents";
import { agentDraftFor } from "@/lib/domain/businesses/templates/agent-draft";
import { getBusiness } from "../businesses/get-business";
import type { ServiceContext } from "../context";
import { parseInput } from "../errors";

const FromTemplateInput = z.object({
  businessId: z.uuid("choose a business"),
  name: AgentName,
  /** A kind of work, or `empty` for an agent with nothing but the defaults. */
  template: BusinessType.or(z.literal("empty")),
});

/** What `createAgent` takes, filled in from what kind of business it is for. Needs `businesses.read`; throws NOT_FOUND for another's business. */
export async function agentFromTemplate(context: ServiceContext, input: unknown): Promise<CreateAgentInput> {
  const { businessId, name, template } = parseInput(FromTemplateInput, input);
  const business = await getBusiness(context, businessId);
  const { industry, city, languages } = business;
  if (template === "empty") return { businessId, name, config: { language: languages[0] } };
  const { description, config } = agentDraftFor({ name: business.name, type: template, industry, city, languages });
  return { businessId, name, description, config };
}
