import { listMcpServers } from "@/lib/services/mcp-servers/list-servers";
import { createMcpServer } from "@/lib/services/mcp-servers/save-server";
import { defineApiRoute } from "@/lib/web/api-route";
import { createMcpServerOperation, listMcpServersOperation } from "@/lib/web/openapi/operations/mcp-servers";
import { otherMethods } from "@/lib/web/refusals";
import { allowedHosts } from "@/lib/web/allowed-hosts";

export const GET = defineApiRoute(listMcpServersOperation, async (context) => ({
  servers: await listMcpServers(context),
}));

export const POST = defineApiRoute(createMcpServerOperation, (context, { body }) =>
  createMcpServer(context, body, new Date(), allowedHosts()),
);

const refuse = otherMethods("GET", "POST");
export { refuse as PUT, refuse as PATCH, refuse as DELETE };
