import { getEscalation } from "@/lib/services/escalations/list-escalations";
import { updateEscalation } from "@/lib/services/escalations/settle-escalation";
import { defineApiRoute } from "@/lib/web/api-route";
import { getEscalationOperation, updateEscalationOperation } from "@/lib/web/openapi/operations/escalations";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(getEscalationOperation, (context, { params }) =>
  getEscalation(context, params.escalationId),
);

export const PUT = defineApiRoute(updateEscalationOperation, (context, { params, body }) =>
  updateEscalation(context, params.escalationId, body),
);

const refuse = otherMethods("GET", "PUT");
export { refuse as POST, refuse as PATCH, refuse as DELETE };
