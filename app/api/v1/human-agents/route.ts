import { createHumanAgent } from "@/lib/services/human-agents/create-human-agent";
import { listHumanAgents } from "@/lib/services/human-agents/list-human-agents";
import { defineApiRoute } from "@/lib/web/api-route";
import { createHumanAgentOperation, listHumanAgentsOperation } from "@/lib/web/openapi/operations/human-agents";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(listHumanAgentsOperation, async (context) => ({
  humanAgents: await listHumanAgents(context),
}));

export const POST = defineApiRoute(createHumanAgentOperation, (context, { body }) => createHumanAgent(context, body));

const refuse = otherMethods("GET", "POST");
export { refuse as PUT, refuse as PATCH, refuse as DELETE };
