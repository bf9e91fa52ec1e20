import { allowMcpTool, disallowMcpTool } from "@/lib/services/mcp-servers/allow-tool";
import { defineApiRoute } from "@/lib/web/api-route";
import { allowMcpToolOperation, disallowMcpToolOperation } from "@/lib/web/openapi/operations/mcp-servers";
import { otherMethods } from "@/lib/web/refusals";

export const PUT = defineApiRoute(allowMcpToolOperation, (context, { params, body }) =>
  allowMcpTool(context, params.serverId, params.mcpToolId, body),
);

export const DELETE = defineApiRoute(disallowMcpToolOperation, (context, { params }) =>
  disallowMcpTool(context, params.serverId, params.mcpToolId),
);

const refuse = otherMethods("PUT", "DELETE");
export { refuse as GET, refuse as POST, refuse as PATCH };
