import { getMcpServer } from "@/lib/services/mcp-servers/list-servers";
import { deleteMcpServer, updateMcpServer } from "@/lib/services/mcp-servers/save-server";
import { defineApiRoute } from "@/lib/web/api-route";
import {
  deleteMcpServerOperation,
  getMcpServerOperation,
  updateMcpServerOperation,
} from "@/lib/web/openapi/operations/mcp-servers";
import { otherMethods } from "@/lib/web/refusals";
import { allowedHosts } from "@/lib/web/allowed-hosts";

export const GET = defineApiRoute(getMcpServerOperation, (context, { params }) =>
  getMcpServer(context, params.serverId),
);

export const PUT = defineApiRoute(updateMcpServerOperation, (context, { params, body }) =>
  updateMcpServer(context, params.serverId, body, new Date(), allowedHosts()),
);

export const DELETE = defineApiRoute(deleteMcpServerOperation, (context, { params }) =>
  deleteMcpServer(context, params.serverId),
);

const refuse = otherMethods("GET", "PUT", "DELETE");
export { refuse as POST, refuse as PATCH };
