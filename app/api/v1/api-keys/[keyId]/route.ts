import { revokeApiKey } from "@/lib/services/api-keys/revoke";
import { defineApiRoute } from "@/lib/web/api-route";
import { revokeApiKeyOperation } from "@/lib/web/openapi/operations/api-keys";
import { otherMethods } from "@/lib/web/refusals";

export const DELETE = defineApiRoute(revokeApiKeyOperation, (context, { params }) =>
  revokeApiKey(context, params.keyId),
);

const refuse = otherMethods("DELETE");
export { refuse as GET, refuse as POST, refuse as PUT, refuse as PATCH };
