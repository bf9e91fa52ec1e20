import { markReviewed } from "@/lib/services/quality/reviews";
import { defineApiRoute } from "@/lib/web/api-route";
import { markReviewedOperation } from "@/lib/web/openapi/operations/quality";
import { otherMethods } from "@/lib/web/refusals";

export const PUT = defineApiRoute(markReviewedOperation, (context, { params, body }) =>
  markReviewed(context, params.callId, body.state === "done"),
);

const refuse = otherMethods("PUT");
export { refuse as GET, refuse as POST, refuse as PATCH, refuse as DELETE };
