import { startConnect } from "@/lib/services/integrations/connect";
import { defineApiRoute } from "@/lib/web/api-route";
import { webIntegrationDeps } from "@/lib/web/integration-deps";
import { connectIntegrationOperation } from "@/lib/web/openapi/operations/integrations";
import { otherMethods } from "@/lib/web/refusals";

export const POST = defineApiRoute(connectIntegrationOperation, (context, { params, body }) =>
  startConnect(context, params.integration, body, webIntegrationDeps()),
);

const refuse = otherMethods("POST");
export { refuse as GET, refuse as PUT, refuse as PATCH, refuse as DELETE };
