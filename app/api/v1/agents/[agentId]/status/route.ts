import { getAgentStatus } from "@/lib/services/agents/get-agent-status";
import { defineApiRoute } from "@/lib/web/api-route";
import { getAgentStatusOperation } from "@/lib/web/openapi/operations/agents";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(getAgentStatusOperation, (context, { params }) =>
  getAgentStatus(context, params.agentId),
);

const refuse = otherMethods("GET");
export { refuse as POST, refuse as PUT, refuse as PATCH, refuse as DELETE };
