import { checkMcpServer } from "@/lib/services/mcp-servers/check-server";
import { defineApiRoute } from "@/lib/web/api-route";
import { mcpClient } from "@/lib/web/mcp-client";
import { checkMcpServerOperation } from "@/lib/web/openapi/operations/mcp-servers";
import { otherMethods } from "@/lib/web/refusals";

export const POST = defineApiRoute(checkMcpServerOperation, (context, { params }) =>
  checkMcpServer(context, params.serverId, mcpClient()),
);

const refuse = otherMethods("POST");
export { refuse as GET, refuse as PUT, refuse as PATCH, refuse as DELETE };
