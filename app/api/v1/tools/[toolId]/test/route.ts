import { testTool } from "@/lib/services/tools/use-http-tool";
import { defineApiRoute } from "@/lib/web/api-route";
import { testToolOperation } from "@/lib/web/openapi/operations/tools";
import { otherMethods } from "@/lib/web/refusals";
import { toolDeps } from "@/lib/web/tool-deps";

export const POST = defineApiRoute(testToolOperation, (context, { params, body }) =>
  testTool(context, params.toolId, body, toolDeps()),
);

const refuse = otherMethods("POST");
export { refuse as GET, refuse as PUT, refuse as PATCH, refuse as DELETE };
