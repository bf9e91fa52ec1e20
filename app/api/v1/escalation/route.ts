import { listEscalations } from "@/lib/services/escalations/list-escalations";
import { defineApiRoute } from "@/lib/web/api-route";
import { listEscalationsOperation } from "@/lib/web/openapi/operations/escalations";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(listEscalationsOperation, (context, { query }) => listEscalations(context, query));

const refuse = otherMethods("GET");
export { refuse as POST, refuse as PUT, refuse as PATCH, refuse as DELETE };
