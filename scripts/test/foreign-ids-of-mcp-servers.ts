import { v7 as uuidv7 } from "uuid";
import type { ServiceContext } from "@/lib/services/context";
import { allowMcpTool, disallowMcpTool } from "@/lib/services/mcp-servers/allow-tool";
import { checkMcpServer } from "@/lib/services/mcp-servers/check-server";
import { getMcpServer, listMcpToolRuns } from "@/lib/services/mcp-servers/list-servers";
import { createMcpServer, deleteMcpServer, updateMcpServer } from "@/lib/services/mcp-servers/save-server";
import { startMcpSignIn } from "@/lib/services/mcp-servers/sign-in";
import { testMcpTool, useMcpTool } from "@/lib/services/mcp-servers/use-mcp-tool";
import { insert } from "./plant-call";

type Ids = { serverId: string; mcpToolId: string; callId: string };
type Verb = (context: ServiceContext, ids: Ids) => Promise<unknown>;

const SERVER = { name: "Ours", address: "https://ours.example.test/mcp" };
const SCHEMA = { type: "object", properties: {} };
const OFFERED = { name: "look", title: "Look", inputSchema: SCHEMA, readOnly: null, destructive: null, problem: null };
const ALLOW = { fingerprint: "f", title: "Look", description: "Looks." };

/** A server of an organization with a tool that somebody allowed. */
export async function plantMcpServerOf(
  sql: Parameters<typeof insert>[0],
  of: { organizationId: string; mark?: string },
): Promise<{ serverId: string; mcpToolId: string }> {
  const [serverId, mcpToolId] = [uuidv7(), uuidv7()];
  const own = { organization_id: of.organizationId };
  const mark = of.mark ?? "theirs";
  const server = {
    id: serverId,
    name: mark,
    address: "https://theirs.example.test/mcp",
    auth: JSON.stringify({ kind: "none" }),
  };
  await insert(sql, "mcp_servers", { ...own, ...server });
  const offered = JSON.stringify({ ...OFFERED, description: mark });
  const tool = { id: mcpToolId, server_id: serverId, name: "look", offered, fingerprint: "f" };
  await insert(sql, "mcp_tools", { ...own, ...tool, allowed: "f", allowed_by: mark, allowed_at: new Date() });
  await insert(sql, "tools", {
    ...own,
    id: mcpToolId,
    kind: "mcp",
    name: "their_look",
    version: 1,
    sealed_secret: null,
  });
  const mcp = { serverId, tool: "look", inputSchema: SCHEMA, bound: [] as object[], fingerprint: "f" };
  const spec = JSON.stringify({ name: "their_look", title: "Look", description: mark, effect: "reads", mcp });
  await insert(sql, "tool_versions", { ...own, tool_id: mcpToolId, number: 1, spec, created_by: mark });
  return { serverId, mcpToolId };
}

/** Nobody may be asked for a server that is not ours. */
const deps = {
  look: () => Promise.reject(new Error("nothing may be asked")),
  call: () => Promise.reject(new Error("nothing may be asked")),
  now: () => new Date(),
};

const refuse = () => Promise.reject(new Error("nothing may be asked"));
const NOBODY = { begin: refuse, finish: refuse, renew: refuse };

/** The verbs of MCP servers that take ids, for the test that tries each with another organization's. */
export const MCP_VERBS: Record<string, Verb[]> = {
  "mcp-servers/list-servers.ts": [
    (context, { serverId }) => getMcpServer(context, serverId),
    (context, { serverId, mcpToolId }) => listMcpToolRuns(context, serverId, mcpToolId),
  ],
  "mcp-servers/use-mcp-tool.ts": [
    (context, { serverId, mcpToolId }) => testMcpTool(context, serverId, mcpToolId, {}, deps),
    async (context, { mcpToolId }) => {
      const { id } = await createMcpServer(context, SERVER);
      return testMcpTool(context, id, mcpToolId, {}, deps);
    },
  ],
  "mcp-servers/save-server.ts": [
    (context, { serverId }) => updateMcpServer(context, serverId, SERVER),
    (context, { serverId }) => deleteMcpServer(context, serverId),
  ],
  "mcp-servers/sign-in.ts": [(context, { serverId }) => startMcpSignIn(context, serverId, { ...deps, oauth: NOBODY })],
  "mcp-servers/check-server.ts": [(context, { serverId }) => checkMcpServer(context, serverId, deps)],
  "mcp-servers/allow-tool.ts": [
    (context, { mcpToolId, callId }) =>
      useMcpTool(context, { id: mcpToolId, version: 1 }, { call_id: callId }, {}, deps),
    (context, { serverId, mcpToolId }) => allowMcpTool(context, serverId, mcpToolId, ALLOW),
    (context, { serverId, mcpToolId }) => disallowMcpTool(context, serverId, mcpToolId),
    async (context, { mcpToolId }) => {
      const { id } = await createMcpServer(context, SERVER);
      return allowMcpTool(context, id, mcpToolId, ALLOW);
    },
    async (context, { mcpToolId }) => {
      const { id } = await createMcpServer(context, SERVER);
      return disallowMcpTool(context, id, mcpToolId);
    },
  ],
};
