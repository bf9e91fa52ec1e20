import { z } from "zod";
import { getCall } from "@/lib/services/calls/get-call";
import { defineApiRoute } from "@/lib/web/api-route";
import { otherMethods } from "@/lib/web/refusals";

/** GET /api/v1/calls/{callId}. The call with all its events, ordered by `seq`. */
export const GET = defineApiRoute({
  scope: "calls.read",
  params: z.strictObject({ callId: z.string() }),
  handle: (context, { params }) => getCall(context, params.callId),
});

const refuse = otherMethods("GET");
export { refuse as POST, refuse as PUT, refuse as PATCH, refuse as DELETE };
