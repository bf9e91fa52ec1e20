import { z } from "zod";
import { initiateCall, InitiateCallInput } from "@/lib/services/outbound/initiate-call";
import { liveUrl } from "@/lib/web/addresses";
import { defineApiRoute } from "@/lib/web/api-route";
import { telephoneCarrier } from "@/lib/web/carrier";
import { otherMethods } from "@/lib/web/refusals";

/** POST /api/v1/calls/initiate. An agent calls `to`; answers the call as it is now, before anybody picked up. */
export const POST = defineApiRoute({
  scope: "calls.start",
  body: z.strictObject(InitiateCallInput.shape),
  status: 201,
  once: true,
  handle: (context, { body }) =>
    initiateCall(context, body, { carrier: telephoneCarrier(), publicCallUrl: liveUrl(), now: new Date() }),
});

const refuse = otherMethods("POST");
export { refuse as GET, refuse as PUT, refuse as PATCH, refuse as DELETE };
