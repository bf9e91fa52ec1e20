import { answerDispute } from "@/lib/services/quality/change-score";
import { defineApiRoute } from "@/lib/web/api-route";
import { answerDisputeOperation } from "@/lib/web/openapi/operations/quality";
import { otherMethods } from "@/lib/web/refusals";

export const PUT = defineApiRoute(answerDisputeOperation, (context, { params, body }) =>
  answerDispute(context, params.disputeId, body),
);

const refuse = otherMethods("PUT");
export { refuse as GET, refuse as POST, refuse as PATCH, refuse as DELETE };
