import { reopenEscalation } from "@/lib/services/escalations/settle-escalation";
import { defineApiRoute } from "@/lib/web/api-route";
import { reopenEscalationOperation } from "@/lib/web/openapi/operations/escalations";
import { otherMethods } from "@/lib/web/refusals";

export const POST = defineApiRoute(reopenEscalationOperation, (context, { params }) =>
  reopenEscalation(context, params.escalationId),
);

const refuse = otherMethods("POST");
export { refuse as GET, refuse as PUT, refuse as PATCH, refuse as DELETE };
