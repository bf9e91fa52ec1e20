import { completeEscalation } from "@/lib/services/escalations/settle-escalation";
import { defineApiRoute } from "@/lib/web/api-route";
import { completeEscalationOperation } from "@/lib/web/openapi/operations/escalations";
import { otherMethods } from "@/lib/web/refusals";

export const POST = defineApiRoute(completeEscalationOperation, (context, { params, body }) =>
  completeEscalation(context, params.escalationId, body),
);

const refuse = otherMethods("POST");
export { refuse as GET, refuse as PUT, refuse as PATCH, refuse as DELETE };
