import { listIntegrations } from "@/lib/services/integrations/list-integrations";
import { defineApiRoute } from "@/lib/web/api-route";
import { webIntegrationDeps } from "@/lib/web/integration-deps";
import { listIntegrationsOperation } from "@/lib/web/openapi/operations/integrations";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(listIntegrationsOperation, async (context) => ({
  integrations: await listIntegrations(context, webIntegrationDeps()),
}));

const refuse = otherMethods("GET");
export { refuse as POST, refuse as PUT, refuse as PATCH, refuse as DELETE };
