import { listCalls } from "@/lib/services/calls/list-calls";
import { defineApiRoute } from "@/lib/web/api-route";
import { listCallsOperation } from "@/lib/web/openapi/operations/calls";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(listCallsOperation, (context, { query }) => listCalls(context, query));

const refuse = otherMethods("GET");
export { refuse as POST, refuse as PUT, refuse as PATCH, refuse as DELETE };
