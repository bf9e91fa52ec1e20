import { listToolRuns } from "@/lib/services/tools/list-tools";
import { defineApiRoute } from "@/lib/web/api-route";
import { listToolRunsOperation } from "@/lib/web/openapi/operations/tools";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(listToolRunsOperation, async (context, { params, query }) => ({
  runs: await listToolRuns(context, params.toolId, query),
}));

const refuse = otherMethods("GET");
export { refuse as POST, refuse as PUT, refuse as PATCH, refuse as DELETE };
