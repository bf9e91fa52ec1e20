import { retryRun } from "@/lib/services/after-call/list-runs";
import { defineApiRoute } from "@/lib/web/api-route";
import { retryRunOperation } from "@/lib/web/openapi/operations/after-call";
import { otherMethods } from "@/lib/web/refusals";

export const POST = defineApiRoute(retryRunOperation, (context, { params }) =>
  retryRun(context, params.callId, params.stepId),
);

const refuse = otherMethods("POST");
export { refuse as GET, refuse as PUT, refuse as PATCH, refuse as DELETE };
