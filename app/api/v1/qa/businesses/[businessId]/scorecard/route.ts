import { getScorecard, saveScorecard } from "@/lib/services/quality/scorecards";
import { defineApiRoute } from "@/lib/web/api-route";
import { getScorecardOperation, saveScorecardOperation } from "@/lib/web/openapi/operations/quality";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(getScorecardOperation, async (context, { params }) => {
  const { agreement: _agreement, ...scorecard } = await getScorecard(context, params.businessId);
  return scorecard;
});

export const PUT = defineApiRoute(saveScorecardOperation, (context, { params, body }) =>
  saveScorecard(context, params.businessId, body),
);

const refuse = otherMethods("GET", "PUT");
export { refuse as POST, refuse as PATCH, refuse as DELETE };
