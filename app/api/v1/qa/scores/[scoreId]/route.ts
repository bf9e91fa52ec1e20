import { overrideScore } from "@/lib/services/quality/change-score";
import { defineApiRoute } from "@/lib/web/api-route";
import { overrideScoreOperation } from "@/lib/web/openapi/operations/quality";
import { otherMethods } from "@/lib/web/refusals";

export const PUT = defineApiRoute(overrideScoreOperation, (context, { params, body }) =>
  overrideScore(context, params.scoreId, body),
);

const refuse = otherMethods("PUT");
export { refuse as GET, refuse as POST, refuse as PATCH, refuse as DELETE };
