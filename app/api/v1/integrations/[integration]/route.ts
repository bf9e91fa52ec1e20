import { disconnectIntegration } from "@/lib/services/integrations/disconnect";
import { getIntegration } from "@/lib/services/integrations/list-integrations";
import { saveIntegration } from "@/lib/services/integrations/save-integration";
import { defineApiRoute } from "@/lib/web/api-route";
import { webIntegrationDeps } from "@/lib/web/integration-deps";
import {
  disconnectIntegrationOperation,
  getIntegrationOperation,
  saveIntegrationOperation,
} from "@/lib/web/openapi/operations/integrations";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(getIntegrationOperation, (context, { params }) =>
  getIntegration(context, params.integration, webIntegrationDeps()),
);

export const PUT = defineApiRoute(saveIntegrationOperation, (context, { params, body }) =>
  saveIntegration(context, params.integration, body, webIntegrationDeps()),
);

export const DELETE = defineApiRoute(disconnectIntegrationOperation, (context, { params }) =>
  disconnectIntegration(context, params.integration, webIntegrationDeps()),
);

const refuse = otherMethods("GET", "PUT", "DELETE");
export { refuse as POST, refuse as PATCH };
