import { tryMcpTool } from "@/lib/services/proof/try-tool";
import { defineApiRoute } from "@/lib/web/api-route";
import { testMcpToolOperation } from "@/lib/web/openapi/operations/mcp-servers";
import { webOutcomeDeps } from "@/lib/web/outcome-deps";
import { otherMethods } from "@/lib/web/refusals";

export const POST = defineApiRoute(testMcpToolOperation, (context, { params, body }) =>
  tryMcpTool(context, params.serverId, params.mcpToolId, body, webOutcomeDeps()),
);

const refuse = otherMethods("POST");
export { refuse as GET, refuse as PUT, refuse as PATCH, refuse as DELETE };
