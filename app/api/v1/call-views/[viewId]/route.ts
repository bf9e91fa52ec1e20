import { deleteCallView, updateCallView } from "@/lib/services/call-views/call-views";
import { deleteCallViewOperation, updateCallViewOperation } from "@/lib/web/openapi/operations/call-records";
import { defineApiRoute } from "@/lib/web/api-route";
import { otherMethods } from "@/lib/web/refusals";

export const PUT = defineApiRoute(updateCallViewOperation, (context, { params, body }) =>
  updateCallView(context, params.viewId, body),
);

export const DELETE = defineApiRoute(deleteCallViewOperation, async (context, { params }) => {
  await deleteCallView(context, params.viewId);
  return { id: params.viewId };
});

const refuse = otherMethods("PUT", "DELETE");
export { refuse as GET, refuse as POST, refuse as PATCH };
