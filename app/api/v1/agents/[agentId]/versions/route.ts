import { listVersions } from "@/lib/services/agents/list-versions";
import { defineApiRoute } from "@/lib/web/api-route";
import { listVersionsOperation } from "@/lib/web/openapi/operations/agents";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(listVersionsOperation, (context, { params, query }) =>
  listVersions(context, params.agentId, query),
);

const refuse = otherMethods("GET");
export { refuse as POST, refuse as PUT, refuse as PATCH, refuse as DELETE };
