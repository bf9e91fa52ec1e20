import { calculateScores } from "@/lib/services/quality/calculate-scores";
import { defineApiRoute } from "@/lib/web/api-route";
import { calculateScoresOperation } from "@/lib/web/openapi/operations/quality";
import { otherMethods } from "@/lib/web/refusals";

export const POST = defineApiRoute(calculateScoresOperation, (context, { params }) =>
  calculateScores(context, params.callId),
);

const refuse = otherMethods("POST");
export { refuse as GET, refuse as PUT, refuse as PATCH, refuse as DELETE };
