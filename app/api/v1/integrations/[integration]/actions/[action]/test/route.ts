import { tryAction } from "@/lib/services/proof/try-tool";
import { defineApiRoute } from "@/lib/web/api-route";
import { testActionOperation } from "@/lib/web/openapi/operations/integrations";
import { webOutcomeDeps } from "@/lib/web/outcome-deps";
import { otherMethods } from "@/lib/web/refusals";

export const POST = defineApiRoute(testActionOperation, (context, { params, body }) =>
  tryAction(context, params.integration, params.action, body, webOutcomeDeps()),
);

const refuse = otherMethods("POST");
export { refuse as GET, refuse as PUT, refuse as PATCH, refuse as DELETE };
