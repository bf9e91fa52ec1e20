import { testConnection } from "@/lib/services/connections/test-connection";
import { defineApiRoute } from "@/lib/web/api-route";
import { testConnectionOperation } from "@/lib/web/openapi/operations/connections";
import { otherMethods } from "@/lib/web/refusals";

export const POST = defineApiRoute(testConnectionOperation, (context, { body }) =>
  testConnection(context, body.vendor, body.credentials),
);

const refuse = otherMethods("POST");
export { refuse as GET, refuse as PUT, refuse as PATCH, refuse as DELETE };
