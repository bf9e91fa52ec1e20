import { listMcpToolRuns } from "@/lib/services/mcp-servers/list-servers";
import { defineApiRoute } from "@/lib/web/api-route";
import { listMcpToolRunsOperation } from "@/lib/web/openapi/operations/mcp-servers";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(listMcpToolRunsOperation, async (context, { params, query }) => ({
  runs: await listMcpToolRuns(context, params.serverId, params.mcpToolId, query),
}));

const refuse = otherMethods("GET");
export { refuse as POST, refuse as PUT, refuse as PATCH, refuse as DELETE };
