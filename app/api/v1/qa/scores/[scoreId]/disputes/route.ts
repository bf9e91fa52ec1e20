import { raiseDispute } from "@/lib/services/quality/change-score";
import { defineApiRoute } from "@/lib/web/api-route";
import { raiseDisputeOperation } from "@/lib/web/openapi/operations/quality";
import { otherMethods } from "@/lib/web/refusals";

export const POST = defineApiRoute(raiseDisputeOperation, (context, { params, body }) =>
  raiseDispute(context, params.scoreId, body),
);

const refuse = otherMethods("POST");
export { refuse as GET, refuse as PUT, refuse as PATCH, refuse as DELETE };
