import { testIntegrationAction } from "@/lib/services/integrations/use-integration-tool";
import { defineApiRoute } from "@/lib/web/api-route";
import { webIntegrationDeps } from "@/lib/web/integration-deps";
import { testActionOperation } from "@/lib/web/openapi/operations/integrations";
import { otherMethods } from "@/lib/web/refusals";

export const POST = defineApiRoute(testActionOperation, (context, { params, body }) =>
  testIntegrationAction(context, params.integration, params.action, body, webIntegrationDeps()),
);

const refuse = otherMethods("POST");
export { refuse as GET, refuse as PUT, refuse as PATCH, refuse as DELETE };
