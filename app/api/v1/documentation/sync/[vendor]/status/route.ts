import { getSync } from "@/lib/services/knowledge/documentation-sync";
import { defineApiRoute } from "@/lib/web/api-route";
import { getSyncOperation } from "@/lib/web/openapi/operations/knowledge";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(getSyncOperation, (context, { params, query }) =>
  getSync(context, params.vendor, query),
);

const refuse = otherMethods("GET");
export { refuse as POST, refuse as PUT, refuse as PATCH, refuse as DELETE };
