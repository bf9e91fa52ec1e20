import { trainAgent } from "@/lib/services/agents/train-agent";
import { defineApiRoute } from "@/lib/web/api-route";
import { trainAgentOperation } from "@/lib/web/openapi/operations/agents";
import { otherMethods } from "@/lib/web/refusals";

export const POST = defineApiRoute(trainAgentOperation, (context, { params }) => trainAgent(context, params.agentId));

const refuse = otherMethods("POST");
export { refuse as GET, refuse as PUT, refuse as PATCH, refuse as DELETE };
