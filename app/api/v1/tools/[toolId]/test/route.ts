import { tryTool } from "@/lib/services/proof/try-tool";
import { defineApiRoute } from "@/lib/web/api-route";
import { testToolOperation } from "@/lib/web/openapi/operations/tools";
import { webOutcomeDeps } from "@/lib/web/outcome-deps";
import { otherMethods } from "@/lib/web/refusals";

export const POST = defineApiRoute(testToolOperation, (context, { params, body }) =>
  tryTool(context, params.toolId, body, webOutcomeDeps()),
);

const refuse = otherMethods("POST");
export { refuse as GET, refuse as PUT, refuse as PATCH, refuse as DELETE };
