import { listCallRuns } from "@/lib/services/after-call/list-runs";
import { defineApiRoute } from "@/lib/web/api-route";
import { listCallRunsOperation } from "@/lib/web/openapi/operations/after-call";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(listCallRunsOperation, async (context, { params }) => ({
  runs: await listCallRuns(context, params.callId),
}));

const refuse = otherMethods("GET");
export { refuse as POST, refuse as PUT, refuse as PATCH, refuse as DELETE };
