import { getResolutionTimes } from "@/lib/services/escalations/get-resolution-times";
import { defineApiRoute } from "@/lib/web/api-route";
import { resolutionTimesOperation } from "@/lib/web/openapi/operations/escalations";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(resolutionTimesOperation, (context, { query }) => getResolutionTimes(context, query));

const refuse = otherMethods("GET");
export { refuse as POST, refuse as PUT, refuse as PATCH, refuse as DELETE };
