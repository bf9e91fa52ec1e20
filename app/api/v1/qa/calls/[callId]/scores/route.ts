import { getCallScores } from "@/lib/services/quality/get-call-quality";
import { defineApiRoute } from "@/lib/web/api-route";
import { getCallScoresOperation } from "@/lib/web/openapi/operations/quality";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(getCallScoresOperation, (context, { params }) =>
  getCallScores(context, params.callId),
);

const refuse = otherMethods("GET");
export { refuse as POST, refuse as PUT, refuse as PATCH, refuse as DELETE };
