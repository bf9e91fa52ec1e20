import { listActionRuns } from "@/lib/services/integrations/list-integrations";
import { defineApiRoute } from "@/lib/web/api-route";
import { listActionRunsOperation } from "@/lib/web/openapi/operations/integrations";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(listActionRunsOperation, async (context, { params, query }) => ({
  runs: await listActionRuns(context, params.integration, params.action, query),
}));

const refuse = otherMethods("GET");
export { refuse as POST, refuse as PUT, refuse as PATCH, refuse as DELETE };
