import type { McpServerResource } from "@/lib/contracts/mcp-servers";
import { ListRunsQuery, type ToolRunResource } from "@/lib/contracts/tools";
import { withTenant } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { parseInput } from "../errors";
import { requirePermission } from "../require-permission";
import { toRun } from "../tools/tool-row";
import { readServer, theMcpTool, theServer } from "./server-row";

/** The organization's MCP servers with their tools, by name. Needs `tools.read`. */
export async function listMcpServers(context: ServiceContext, now = new Date()): Promise<McpServerResource[]> {
  requirePermission(context, "tools.read");
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    const rows = await tx.mcpServer.findMany({ where: { organizationId }, orderBy: [{ name: "asc" }, { id: "asc" }] });
    const servers: McpServerResource[] = [];
    for (const row of rows) servers.push(await readServer(tx, row, now));
    return servers;
  });
}

/** Needs `tools.read`; throws NOT_FOUND. */
export async function getMcpServer(
  context: ServiceContext,
  serverId: string,
  now = new Date(),
): Promise<McpServerResource> {
  requirePermission(context, "tools.read");
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => readServer(tx, await theServer(tx, organizationId, serverId), now));
}

/** The runs of a server's tool, newest first. Needs `tools.read`; throws NOT_FOUND. */
export async function listMcpToolRuns(
  context: ServiceContext,
  serverId: string,
  toolId: string,
  input: unknown = {},
): Promise<ToolRunResource[]> {
  requirePermission(context, "tools.read");
  const { callId, limit } = parseInput(ListRunsQuery, input);
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    await theMcpTool(tx, organizationId, serverId, toolId);
    const rows = await tx.toolRun.findMany({
      where: { organizationId, toolId, ...(callId ? { callId } : {}) },
      orderBy: [{ startedAt: "desc" }, { id: "desc" }],
      take: limit,
    });
    return rows.map(toRun);
  });
}
