import { duplicateAgent } from "@/lib/services/agents/duplicate-agent";
import { defineApiRoute } from "@/lib/web/api-route";
import { duplicateAgentOperation } from "@/lib/web/openapi/operations/agents";
import { otherMethods } from "@/lib/web/refusals";

export const POST = defineApiRoute(duplicateAgentOperation, (context, { params }) =>
  duplicateAgent(context, params.agentId),
);

const refuse = otherMethods("POST");
export { refuse as GET, refuse as PUT, refuse as PATCH, refuse as DELETE };
