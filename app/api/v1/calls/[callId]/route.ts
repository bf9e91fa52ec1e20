import { getCall } from "@/lib/services/calls/get-call";
import { defineApiRoute } from "@/lib/web/api-route";
import { getCallOperation } from "@/lib/web/openapi/operations/calls";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(getCallOperation, (context, { params }) => getCall(context, params.callId));

const refuse = otherMethods("GET");
export { refuse as POST, refuse as PUT, refuse as PATCH, refuse as DELETE };
