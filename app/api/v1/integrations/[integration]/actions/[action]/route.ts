import { saveAction } from "@/lib/services/integrations/save-integration";
import { defineApiRoute } from "@/lib/web/api-route";
import { webIntegrationDeps } from "@/lib/web/integration-deps";
import { saveActionOperation } from "@/lib/web/openapi/operations/integrations";
import { otherMethods } from "@/lib/web/refusals";

export const PUT = defineApiRoute(saveActionOperation, (context, { params, body }) =>
  saveAction(context, params.integration, params.action, body, webIntegrationDeps()),
);

const refuse = otherMethods("PUT");
export { refuse as GET, refuse as POST, refuse as PATCH, refuse as DELETE };
