import { revokeCallShare } from "@/lib/services/call-shares/call-shares";
import { revokeCallShareOperation } from "@/lib/web/openapi/operations/call-records";
import { defineApiRoute } from "@/lib/web/api-route";
import { otherMethods } from "@/lib/web/refusals";

export const DELETE = defineApiRoute(revokeCallShareOperation, (context, { params }) =>
  revokeCallShare(context, params),
);

const refuse = otherMethods("DELETE");
export { refuse as GET, refuse as POST, refuse as PUT, refuse as PATCH };
