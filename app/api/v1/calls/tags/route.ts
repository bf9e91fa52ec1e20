import { tagCalls } from "@/lib/services/calls/tag-calls";
import { tagCallsOperation } from "@/lib/web/openapi/operations/call-records";
import { defineApiRoute } from "@/lib/web/api-route";
import { otherMethods } from "@/lib/web/refusals";

export const POST = defineApiRoute(tagCallsOperation, (context, { body }) => tagCalls(context, body));

const refuse = otherMethods("POST");
export { refuse as GET, refuse as PUT, refuse as PATCH, refuse as DELETE };
