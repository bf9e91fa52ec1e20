import { listInteractions } from "@/lib/services/calls/list-interactions";
import { defineApiRoute } from "@/lib/web/api-route";
import { listInteractionsOperation } from "@/lib/web/openapi/operations/calls";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(listInteractionsOperation, (context, { params, query }) =>
  listInteractions(context, params.callId, query),
);

const refuse = otherMethods("GET");
export { refuse as POST, refuse as PUT, refuse as PATCH, refuse as DELETE };
