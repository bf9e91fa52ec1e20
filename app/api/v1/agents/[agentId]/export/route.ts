import { exportAgent } from "@/lib/services/agents/export-agent";
import { defineApiRoute } from "@/lib/web/api-route";
import { exportAgentOperation } from "@/lib/web/openapi/operations/agents";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(exportAgentOperation, (context, { params }) => exportAgent(context, params.agentId));

const refuse = otherMethods("GET");
export { refuse as POST, refuse as PUT, refuse as PATCH, refuse as DELETE };
