import { createApiKey } from "@/lib/services/api-keys/create";
import { listApiKeys } from "@/lib/services/api-keys/list-api-keys";
import { defineApiRoute } from "@/lib/web/api-route";
import { createApiKeyOperation, listApiKeysOperation } from "@/lib/web/openapi/operations/api-keys";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(listApiKeysOperation, (context, { query }) => listApiKeys(context, query));

export const POST = defineApiRoute(createApiKeyOperation, (context, { body }) => createApiKey(context, body));

const refuse = otherMethods("GET", "POST");
export { refuse as PUT, refuse as PATCH, refuse as DELETE };
