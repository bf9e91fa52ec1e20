import { endOutage } from "@/lib/services/outages/end-outage";
import { defineApiRoute } from "@/lib/web/api-route";
import { endOutageOperation } from "@/lib/web/openapi/operations/outages";
import { otherMethods } from "@/lib/web/refusals";

export const POST = defineApiRoute(endOutageOperation, (context, { params }) => endOutage(context, params.outageId));

const refuse = otherMethods("POST");
export { refuse as GET, refuse as PUT, refuse as PATCH, refuse as DELETE };
