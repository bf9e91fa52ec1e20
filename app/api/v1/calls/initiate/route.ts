import { carrierFor } from "@/lib/services/connections/carrier-for";
import { initiateCall } from "@/lib/services/outbound/initiate-call";
import { liveUrl } from "@/lib/web/addresses";
import { defineApiRoute } from "@/lib/web/api-route";
import { initiateCallOperation } from "@/lib/web/openapi/operations/calls";
import { otherMethods } from "@/lib/web/refusals";

export const POST = defineApiRoute(initiateCallOperation, async (context, { body }) => {
  const carrier = await carrierFor(context.organizationId);
  return initiateCall(context, body, { carrier, publicCallUrl: liveUrl(), now: new Date() });
});

const refuse = otherMethods("POST");
export { refuse as GET, refuse as PUT, refuse as PATCH, refuse as DELETE };
