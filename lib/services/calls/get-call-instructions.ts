import { z } from "zod";
import { AgentConfig } from "@/lib/contracts/agent-config";
import { withTenant } from "@/lib/db/transaction";
import { promptSections, type PromptSection } from "@/lib/domain/prompt/prompt-sections";
import { scoresSentiment } from "@/lib/domain/sentiment/score-text";
import type { ServiceContext } from "../context";
import { ServiceError } from "../errors";
import { requirePermission } from "../require-permission";

export type CallInstructions = {
  agentId: string;
  /** Null: a draft, as it stood when the call began. */
  versionId: string | null;
  /** BCP 47. */
  language: string;
  /** Whether the caller's turns are scored in this language. */
  scoresSentiment: boolean;
  /** What the model is told, piece by piece; what is the same for every agent left out. */
  sections: PromptSection[];
};

/** What the agent of a call was told to be and do. Needs `calls.read` and `agents.read`; throws NOT_FOUND, for another organization's call too. */
export async function getCallInstructions(context: ServiceContext, callId: string): Promise<CallInstructions> {
  requirePermission(context, "calls.read");
  requirePermission(context, "agents.read");
  const { organizationId } = context;
  const call = z.uuid().safeParse(callId).success
    ? await withTenant(organizationId, (tx) =>
        tx.call.findFirst({
          where: { organizationId, id: callId },
          select: {
            agentId: true,
            draftConfig: true,
            agentVersion: { select: { id: true, config: true } },
            agent: { select: { name: true } },
            business: { select: { name: true, industry: true, brandVoice: true, fallbackNumber: true } },
          },
        }),
      )
    : null;
  if (!call) throw new ServiceError("NOT_FOUND", "There is no such call.");
  const config = AgentConfig.parse(call.agentVersion?.config ?? call.draftConfig ?? {});
  const { agent, business } = call;
  const sections = promptSections(config, {
    agentName: agent.name,
    businessName: business.name,
    industry: business.industry,
    brandVoice: business.brandVoice,
    personReachable: business.fallbackNumber !== null,
  });
  return {
    agentId: call.agentId,
    versionId: call.agentVersion?.id ?? null,
    language: config.language,
    scoresSentiment: scoresSentiment(config.language),
    sections: sections.filter(({ from }) => from !== "fixed"),
  };
}
