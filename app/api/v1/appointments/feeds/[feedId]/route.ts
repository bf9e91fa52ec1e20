import { revokeFeed } from "@/lib/services/appointments/feeds";
import { defineApiRoute } from "@/lib/web/api-route";
import { revokeFeedOperation } from "@/lib/web/openapi/operations/appointment-notices";
import { otherMethods } from "@/lib/web/refusals";

export const DELETE = defineApiRoute(revokeFeedOperation, (context, { params }) => revokeFeed(context, params.feedId));

const refuse = otherMethods("DELETE");
export { refuse as GET, refuse as POST, refuse as PUT, refuse as PATCH };
