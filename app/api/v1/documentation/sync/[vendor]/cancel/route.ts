import { cancelSync } from "@/lib/services/knowledge/documentation-sync";
import { defineApiRoute } from "@/lib/web/api-route";
import { cancelSyncOperation } from "@/lib/web/openapi/operations/knowledge";
import { otherMethods } from "@/lib/web/refusals";

export const POST = defineApiRoute(cancelSyncOperation, (context, { params, query }) =>
  cancelSync(context, params.vendor, query),
);

const refuse = otherMethods("POST");
export { refuse as GET, refuse as PUT, refuse as PATCH, refuse as DELETE };
