import { allowMcpTool } from "@/lib/services/mcp-servers/allow-tool";
import { checkMcpServer } from "@/lib/services/mcp-servers/check-server";
import { createMcpServer } from "@/lib/services/mcp-servers/save-server";
import type { ServiceContext } from "@/lib/services/context";

/** What the access matrix has to know of MCP servers: one that there is, with a tool, and what its tool is. */

const SERVER = {
  name: "Warehouse",
  // Nothing listens there.
  address: "http://127.0.0.1:9/mcp",
};
const TOOL = { name: "look_up", description: "Finds a parcel.", inputSchema: { type: "object", properties: {} } };
const fingerprints = new Map<string, string>();

type Planted = { serverId: string; mcpToolId: string };

export async function plantMcpServer({ context }: { context: ServiceContext }): Promise<Planted> {
  const { id } = await createMcpServer(context, SERVER);
  const look = async () => ({ ok: true as const, says: "Warehouse", tools: [TOOL] });
  const { tools } = await checkMcpServer(context, id, { look, now: () => new Date() });
  const [tool] = tools;
  if (!tool) throw new Error("the server has no tool");
  fingerprints.set("look_up", tool.fingerprint);
  return { serverId: id, mcpToolId: tool.id };
}

async function plantAllowed(of: { context: ServiceContext }): Promise<Planted> {
  const planted = await plantMcpServer(of);
  await allowMcpTool(of.context, planted.serverId, planted.mcpToolId, mcpBody("allowMcpTool"));
  return planted;
}

/** `sandboxUrl`: where a server is that is signed in to at its own page. */
export const prepareMcp = (sandboxUrl: () => string) => ({
  startMcpSignIn: async ({ context }: { context: ServiceContext }) => {
    const address = `${sandboxUrl()}/business/mcp-oauth`;
    return { serverId: (await createMcpServer(context, { ...SERVER, address, auth: { kind: "oauth" } })).id };
  },
  testMcpTool: plantAllowed,
  deleteMcpServer: plantMcpServer,
  allowMcpTool: plantMcpServer,
  disallowMcpTool: plantMcpServer,
  updateMcpServer: plantMcpServer,
  checkMcpServer: plantMcpServer,
});

/** The body of an operation on MCP servers; undefined for one whose example will do. */
export function mcpBody(id: string): unknown {
  if (id === "createMcpServer" || id === "updateMcpServer") return SERVER;
  if (id === "testMcpTool") return { input: {} };
  if (id !== "allowMcpTool") return undefined;
  return { fingerprint: fingerprints.get("look_up"), title: "Look up", description: "Finds a parcel." };
}
