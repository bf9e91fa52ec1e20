import { getHumanAgentUsage } from "@/lib/services/human-agents/get-usage";
import { defineApiRoute } from "@/lib/web/api-route";
import { humanAgentUsageOperation } from "@/lib/web/openapi/operations/human-agents";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(humanAgentUsageOperation, (context, { params, query }) =>
  getHumanAgentUsage(context, params.humanAgentId, query),
);

const refuse = otherMethods("GET");
export { refuse as POST, refuse as PUT, refuse as PATCH, refuse as DELETE };
