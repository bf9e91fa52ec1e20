import { createCallView, listCallViews } from "@/lib/services/call-views/call-views";
import { createCallViewOperation, listCallViewsOperation } from "@/lib/web/openapi/operations/call-records";
import { defineApiRoute } from "@/lib/web/api-route";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(listCallViewsOperation, (context) => listCallViews(context));

export const POST = defineApiRoute(createCallViewOperation, (context, { body }) => createCallView(context, body));

const refuse = otherMethods("GET", "POST");
export { refuse as PUT, refuse as PATCH, refuse as DELETE };
