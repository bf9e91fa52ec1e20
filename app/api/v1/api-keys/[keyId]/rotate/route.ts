import { rotateApiKey } from "@/lib/services/api-keys/rotate";
import { defineApiRoute } from "@/lib/web/api-route";
import { rotateApiKeyOperation } from "@/lib/web/openapi/operations/api-keys";
import { otherMethods } from "@/lib/web/refusals";

export const POST = defineApiRoute(rotateApiKeyOperation, (context, { params, body }) =>
  rotateApiKey(context, params.keyId, body),
);

const refuse = otherMethods("POST");
export { refuse as GET, refuse as PUT, refuse as PATCH, refuse as DELETE };
