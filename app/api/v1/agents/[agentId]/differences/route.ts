import { compareVersions } from "@/lib/services/agents/compare-versions";
import { defineApiRoute } from "@/lib/web/api-route";
import { compareVersionsOperation } from "@/lib/web/openapi/operations/agents";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(compareVersionsOperation, (context, { params, query }) =>
  compareVersions(context, params.agentId, query.before, query.after),
);

const refuse = otherMethods("GET");
export { refuse as POST, refuse as PUT, refuse as PATCH, refuse as DELETE };
