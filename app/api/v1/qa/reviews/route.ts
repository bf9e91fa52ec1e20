import { queueReviews } from "@/lib/services/quality/queue-reviews";
import { listReviews } from "@/lib/services/quality/reviews";
import { defineApiRoute } from "@/lib/web/api-route";
import { listReviewsOperation, queueReviewsOperation } from "@/lib/web/openapi/operations/quality";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(listReviewsOperation, (context, { query }) => listReviews(context, query));

export const POST = defineApiRoute(queueReviewsOperation, (context, { body }) => queueReviews(context, body));

const refuse = otherMethods("GET", "POST");
export { refuse as PUT, refuse as PATCH, refuse as DELETE };
