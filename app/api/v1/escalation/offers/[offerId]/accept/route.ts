import { answerOffer } from "@/lib/services/escalations/answer-offer";
import { defineApiRoute } from "@/lib/web/api-route";
import { acceptOfferOperation } from "@/lib/web/openapi/operations/escalations";
import { otherMethods } from "@/lib/web/refusals";

export const POST = defineApiRoute(acceptOfferOperation, (context, { params }) =>
  answerOffer(context, params.offerId, "accepted"),
);

const refuse = otherMethods("POST");
export { refuse as GET, refuse as PUT, refuse as PATCH, refuse as DELETE };
