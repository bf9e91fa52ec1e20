import { z } from "zod";
import {
  AllowMcpToolInput,
  McpServerList,
  McpServerResource,
  McpSignInResult,
  SaveMcpServerInput,
} from "@/lib/contracts/mcp-servers";
import { defineOperation } from "../operation";
import { ListRunsQuery, TestToolInput, ToolRunList, ToolTestResource } from "@/lib/contracts/tools";
import { MCP_SERVER_ID, TOOL_ID, TOOL_RUN_ID } from "./example-values";

const tag = "Tools";
const ServerParams = z.strictObject({
  serverId: z.string().meta({ description: "The server's id.", example: MCP_SERVER_ID }),
});
const ToolParams = ServerParams.extend({
  mcpToolId: z.string().meta({ description: "The tool's id.", example: TOOL_ID }),
});
const FINGERPRINT = "qo1Xx0cY1m7E9m8b0h0Q3Zl1n4T9f6r2u8w5y3a7c1E";
const SCHEMA = {
  type: "object",
  properties: { number: { type: "string", description: "The parcel's number" } },
  required: ["number"],
};
const TOOL = {
  id: TOOL_ID,
  serverId: MCP_SERVER_ID,
  name: "lookUpParcel",
  state: "new",
  offered: {
    name: "lookUpParcel",
    title: "Look up a parcel",
    description: "Finds a parcel by its number.",
    inputSchema: SCHEMA,
    readOnly: true,
    destructive: null,
    problem: null,
  },
  fingerprint: FINGERPRINT,
  spec: null,
  version: null,
  allowedBy: null,
  allowedAt: null,
  agents: 0,
  lastRunAt: null,
  lastOutcome: null,
  runsOfDay: 0,
  failuresOfDay: 0,
};
const SERVER = {
  id: MCP_SERVER_ID,
  name: "Warehouse",
  address: "https://warehouse.example.com/mcp",
  auth: { kind: "bearer" },
  hasSecret: true,
  signedIn: false,
  enabled: true,
  says: "Harbor Warehouse",
  checkedAt: "2026-11-20T17:00:00.000Z",
  problem: null,
  tools: [TOOL],
  createdAt: "2026-11-19T17:00:00.000Z",
  updatedAt: "2026-11-19T17:00:00.000Z",
};
const INPUT = {
  name: "Warehouse",
  address: SERVER.address,
  auth: { kind: "bearer" },
  secret: "the token of the warehouse",
};

export const listMcpServersOperation = defineOperation({
  id: "listMcpServers",
  method: "GET",
  path: "/api/v1/mcp-servers",
  tag,
  summary: "List MCP servers",
  description: "With what each offers and which of it is allowed. What a server says is foreign words.",
  scope: "tools.read",
  response: McpServerList,
  examples: { response: { servers: [SERVER] } },
});

export const createMcpServerOperation = defineOperation({
  id: "createMcpServer",
  method: "POST",
  path: "/api/v1/mcp-servers",
  tag,
  summary: "Add an MCP server",
  description: "Of the streamable HTTP kind. None of its tools is allowed by that; check it to see what it offers.",
  scope: "tools.write",
  body: SaveMcpServerInput,
  response: McpServerResource,
  status: 201,
  once: true,
  refusals: [409],
  examples: { body: INPUT, response: { ...SERVER, says: null, checkedAt: null, tools: [] } },
});

export const getMcpServerOperation = defineOperation({
  id: "getMcpServer",
  method: "GET",
  path: "/api/v1/mcp-servers/{serverId}",
  tag,
  summary: "Get an MCP server",
  description: "Its secret is never given; `hasSecret` tells whether there is one.",
  scope: "tools.read",
  params: ServerParams,
  response: McpServerResource,
  refusals: [404],
  examples: { response: SERVER },
});

export const updateMcpServerOperation = defineOperation({
  id: "updateMcpServer",
  method: "PUT",
  path: "/api/v1/mcp-servers/{serverId}",
  tag,
  summary: "Change an MCP server",
  description:
    "Another address is another server: what was allowed is allowed no more. Where that is another system the secret is to be given anew; otherwise one that is left out stays.",
  scope: "tools.write",
  params: ServerParams,
  body: SaveMcpServerInput,
  response: McpServerResource,
  refusals: [404],
  examples: { body: { ...INPUT, enabled: false }, response: { ...SERVER, enabled: false } },
});

export const deleteMcpServerOperation = defineOperation({
  id: "deleteMcpServer",
  method: "DELETE",
  path: "/api/v1/mcp-servers/{serverId}",
  tag,
  summary: "Remove an MCP server",
  description: "With its secret, its tools and their runs. Calls in progress can use them no more.",
  scope: "tools.write",
  params: ServerParams,
  response: z.strictObject({ id: z.uuid() }),
  refusals: [404],
  examples: { response: { id: MCP_SERVER_ID } },
});

export const checkMcpServerOperation = defineOperation({
  id: "checkMcpServer",
  method: "POST",
  path: "/api/v1/mcp-servers/{serverId}/check",
  tag,
  summary: "Look what an MCP server offers",
  description:
    "What is new waits to be allowed; what is not what was allowed any more is switched off. `problem` says why a look came to nothing.",
  scope: "tools.write",
  params: ServerParams,
  response: McpServerResource,
  refusals: [404],
  examples: { response: SERVER },
});

export const startMcpSignInOperation = defineOperation({
  id: "startMcpSignIn",
  method: "POST",
  path: "/api/v1/mcp-servers/{serverId}/sign-in",
  tag,
  summary: "Begin to sign in to an MCP server",
  description:
    "Of one whose sign-in is `oauth`: gives the page where a person of the organization, signed in here, gives their consent, within ten minutes.",
  scope: "tools.write",
  params: ServerParams,
  response: McpSignInResult,
  refusals: [404, 409],
  examples: {
    response: {
      url: "https://login.warehouse.example.com/authorize?response_type=code&client_id=aybiza",
      expiresAt: "2026-11-20T17:10:00.000Z",
    },
  },
});

export const allowMcpToolOperation = defineOperation({
  id: "allowMcpTool",
  method: "PUT",
  path: "/api/v1/mcp-servers/{serverId}/tools/{mcpToolId}/consent",
  tag,
  summary: "Allow a tool of an MCP server",
  description:
    "As it was read, by its fingerprint. Whether it changes something is yours to say: the server's own hints are claims. Agents use it once it is among what they may use and they are published.",
  scope: "tools.write",
  params: ToolParams,
  body: AllowMcpToolInput,
  response: McpServerResource,
  refusals: [404, 409],
  examples: {
    body: {
      fingerprint: FINGERPRINT,
      title: "Look up a parcel",
      description: "Finds a parcel by its number. Use it when a caller asks where their parcel is.",
      effect: "reads",
    },
    response: SERVER,
  },
});

export const disallowMcpToolOperation = defineOperation({
  id: "disallowMcpTool",
  method: "DELETE",
  path: "/api/v1/mcp-servers/{serverId}/tools/{mcpToolId}/consent",
  tag,
  summary: "Take back that a tool of an MCP server may be used",
  description: "Calls in progress can use it no more.",
  scope: "tools.write",
  params: ToolParams,
  response: McpServerResource,
  refusals: [404],
  examples: { response: SERVER },
});

const RUN = {
  id: TOOL_RUN_ID,
  toolId: TOOL_ID,
  version: 1,
  kind: "test",
  callId: null,
  startedAt: "2026-11-20T17:00:20.000Z",
  ms: 142,
  outcome: "done",
  problem: null,
  httpStatus: 200,
  request: {
    method: "tools/call",
    url: SERVER.address,
    headers: {},
    body: '{"name":"lookUpParcel","arguments":{"number":"77"}}',
  },
  answer: '{"content":[{"type":"text","text":"On shelf four."}]}',
  told: { done: true, answer: "On shelf four." },
};

export const testMcpToolOperation = defineOperation({
  id: "testMcpTool",
  method: "POST",
  path: "/api/v1/mcp-servers/{serverId}/tools/{mcpToolId}/test",
  tag,
  summary: "Try a tool of an MCP server",
  description: "One that is allowed as it is now. The server really does it, with the values given here.",
  scope: "tools.run",
  params: ToolParams,
  body: TestToolInput,
  response: ToolTestResource,
  refusals: [404, 409],
  examples: { body: { input: { number: "77" } }, response: { ...RUN, readBack: null } },
});

export const listMcpToolRunsOperation = defineOperation({
  id: "listMcpToolRuns",
  method: "GET",
  path: "/api/v1/mcp-servers/{serverId}/tools/{mcpToolId}/runs",
  tag,
  summary: "List the runs of a tool of an MCP server",
  description: "Newest first: what was asked, what came back, what the agent was told.",
  scope: "tools.read",
  params: ToolParams,
  query: ListRunsQuery,
  response: ToolRunList,
  refusals: [404],
  examples: { response: { runs: [RUN] } },
});
