import { listReviews } from "@/lib/services/quality/reviews";
import { defineApiRoute } from "@/lib/web/api-route";
import { listReviewsOperation } from "@/lib/web/openapi/operations/quality";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(listReviewsOperation, (context, { query }) => listReviews(context, query));

const refuse = otherMethods("GET");
export { refuse as POST, refuse as PUT, refuse as PATCH, refuse as DELETE };
