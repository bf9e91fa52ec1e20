import { steerCall } from "@/lib/services/calls/steer-call";
import { defineApiRoute } from "@/lib/web/api-route";
import { interveneOperation } from "@/lib/web/openapi/operations/steering";
import { otherMethods } from "@/lib/web/refusals";

export const POST = defineApiRoute(interveneOperation, async (context, { params, body }) => {
  const { callId } = params;
  return { callId, ...(await steerCall(context, callId, body)) };
});

const refuse = otherMethods("POST");
export { refuse as GET, refuse as PUT, refuse as PATCH, refuse as DELETE };
