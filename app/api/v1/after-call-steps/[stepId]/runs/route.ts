import { listStepRuns } from "@/lib/services/after-call/list-runs";
import { defineApiRoute } from "@/lib/web/api-route";
import { listStepRunsOperation } from "@/lib/web/openapi/operations/after-call";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(listStepRunsOperation, async (context, { params }) => ({
  runs: await listStepRuns(context, params.stepId),
}));

const refuse = otherMethods("GET");
export { refuse as POST, refuse as PUT, refuse as PATCH, refuse as DELETE };
