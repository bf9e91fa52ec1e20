import { setRecordingHold } from "@/lib/services/recordings/set-hold";
import { defineApiRoute } from "@/lib/web/api-route";
import { holdRecordingOperation } from "@/lib/web/openapi/operations/recordings";
import { otherMethods } from "@/lib/web/refusals";

export const PUT = defineApiRoute(holdRecordingOperation, (context, { params, body }) =>
  setRecordingHold(context, params.callId, body),
);

const refuse = otherMethods("PUT");
export { refuse as GET, refuse as POST, refuse as PATCH, refuse as DELETE };
