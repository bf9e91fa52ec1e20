import { startMcpSignIn } from "@/lib/services/mcp-servers/sign-in";
import { defineApiRoute } from "@/lib/web/api-route";
import { mcpClient } from "@/lib/web/mcp-client";
import { startMcpSignInOperation } from "@/lib/web/openapi/operations/mcp-servers";
import { otherMethods } from "@/lib/web/refusals";

export const POST = defineApiRoute(startMcpSignInOperation, (context, { params }) =>
  startMcpSignIn(context, params.serverId, mcpClient()),
);

const refuse = otherMethods("POST");
export { refuse as GET, refuse as PUT, refuse as PATCH, refuse as DELETE };
