import { restoreAgent } from "@/lib/services/agents/archive-agent";
import { defineApiRoute } from "@/lib/web/api-route";
import { restoreAgentOperation } from "@/lib/web/openapi/operations/agents";
import { otherMethods } from "@/lib/web/refusals";

export const POST = defineApiRoute(restoreAgentOperation, (context, { params }) =>
  restoreAgent(context, params.agentId),
);

const refuse = otherMethods("POST");
export { refuse as GET, refuse as PUT, refuse as PATCH, refuse as DELETE };
