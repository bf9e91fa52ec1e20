import { setDuty } from "@/lib/services/human-agents/set-duty";
import { defineApiRoute } from "@/lib/web/api-route";
import { setAvailabilityOperation } from "@/lib/web/openapi/operations/human-agents";
import { otherMethods } from "@/lib/web/refusals";

export const PATCH = defineApiRoute(setAvailabilityOperation, (context, { params, body }) =>
  setDuty(context, params.humanAgentId, body.onDuty),
);

const refuse = otherMethods("PATCH");
export { refuse as GET, refuse as POST, refuse as PUT, refuse as DELETE };
