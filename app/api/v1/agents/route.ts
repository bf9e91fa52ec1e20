import { createAgent } from "@/lib/services/agents/create-agent";
import { listAgents } from "@/lib/services/agents/list-agents";
import { defineApiRoute } from "@/lib/web/api-route";
import { createAgentOperation, listAgentsOperation } from "@/lib/web/openapi/operations/agents";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(listAgentsOperation, (context, { query }) => listAgents(context, query));

export const POST = defineApiRoute(createAgentOperation, (context, { body }) => createAgent(context, body));

const refuse = otherMethods("GET", "POST");
export { refuse as PUT, refuse as PATCH, refuse as DELETE };
