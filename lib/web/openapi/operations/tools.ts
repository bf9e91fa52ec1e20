import { z } from "zod";
import {
  ListRunsQuery,
  SaveToolInput,
  TestToolInput,
  ToolList,
  ToolResource,
  ToolRunList,
  ToolTestResource,
  ToolVersionList,
} from "@/lib/contracts/tools";
import { defineOperation } from "../operation";
import { TOOL_ID, TOOL_RUN_ID } from "./example-values";

const tag = "Tools";
const ToolParams = z.strictObject({ toolId: z.string().meta({ description: "The tool's id.", example: TOOL_ID }) });
const parameter = {
  name: "order_number",
  description: "The number of the order, as the caller said it",
  type: "text",
  options: [] as string[],
  required: true,
  place: "path",
  target: "",
  source: "model",
  value: "",
};
const SPEC = {
  name: "look_up_order",
  title: "Look up an order",
  description: "Finds an order by its number and says where it is. Use it when a caller asks about an order.",
  method: "GET",
  address: "https://shop.example.com/api/orders/{order_number}",
  headers: [] as object[],
  auth: { kind: "bearer" },
  parameters: [parameter],
  result: [{ name: "state", path: "order.state" }],
  effect: "reads",
  confirm: "none",
  mode: "side_by_side",
  sayWhile: "Let me look that up.",
  timeoutMs: 8000,
  retries: 1,
  limits: { perTurn: 3, perCall: 10, perDay: 1000 },
};
const TOOL = {
  id: TOOL_ID,
  version: 1,
  enabled: true,
  hasSecret: true,
  spec: SPEC,
  agents: 1,
  lastRunAt: "2026-11-20T17:00:20.000Z",
  lastOutcome: "done",
  runsOfDay: 4,
  failuresOfDay: 0,
  createdAt: "2026-11-19T17:00:00.000Z",
  updatedAt: "2026-11-19T17:00:00.000Z",
};
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
    method: "GET",
    url: "https://shop.example.com/api/orders/A-1001",
    headers: { accept: "application/json", authorization: "Bearer ••••••••" },
    body: null,
  },
  answer: '{"order":{"state":"on its way"}}',
  told: { done: true, answer: { state: "on its way" } },
};

export const listToolsOperation = defineOperation({
  id: "listTools",
  method: "GET",
  path: "/api/v1/tools",
  tag,
  summary: "List tools",
  description: "By name, with how they did in the last 24 hours.",
  scope: "tools.read",
  response: ToolList,
  examples: { response: { tools: [TOOL] } },
});

export const createToolOperation = defineOperation({
  id: "createTool",
  method: "POST",
  path: "/api/v1/tools",
  tag,
  summary: "Make a tool",
  description: "Agents use it once it is among what they may use and they are published.",
  scope: "tools.write",
  body: SaveToolInput,
  response: ToolResource,
  status: 201,
  once: true,
  refusals: [409],
  examples: { body: { spec: SPEC, secret: "the key of the shop's API" }, response: { ...TOOL, agents: 0 } },
});

export const getToolOperation = defineOperation({
  id: "getTool",
  method: "GET",
  path: "/api/v1/tools/{toolId}",
  tag,
  summary: "Get a tool",
  description: "Its secret is never given; `hasSecret` tells whether there is one.",
  scope: "tools.read",
  params: ToolParams,
  response: ToolResource,
  refusals: [404],
  examples: { response: TOOL },
});

export const updateToolOperation = defineOperation({
  id: "updateTool",
  method: "PUT",
  path: "/api/v1/tools/{toolId}",
  tag,
  summary: "Make a tool's next version",
  description:
    "Calls in progress go on with the version they began with. A secret that is left out stays, unless the tool then leads to another system.",
  scope: "tools.write",
  params: ToolParams,
  body: SaveToolInput,
  response: ToolResource,
  refusals: [404, 409],
  examples: { body: { spec: { ...SPEC, timeoutMs: 5000 } }, response: { ...TOOL, version: 2 } },
});

export const deleteToolOperation = defineOperation({
  id: "deleteTool",
  method: "DELETE",
  path: "/api/v1/tools/{toolId}",
  tag,
  summary: "Remove a tool",
  description: "With its secret, versions and runs. Calls in progress can use it no more.",
  scope: "tools.write",
  params: ToolParams,
  response: z.strictObject({ id: z.uuid() }),
  refusals: [404],
  examples: { response: { id: TOOL_ID } },
});

export const testToolOperation = defineOperation({
  id: "testTool",
  method: "POST",
  path: "/api/v1/tools/{toolId}/test",
  tag,
  summary: "Try a tool",
  description: "Sends a real request, as the stored version says, with the values given here.",
  scope: "tools.run",
  params: ToolParams,
  body: TestToolInput,
  response: ToolTestResource,
  refusals: [404],
  examples: { body: { input: { order_number: "A-1001" } }, response: { ...RUN, readBack: null } },
});

export const listToolRunsOperation = defineOperation({
  id: "listToolRuns",
  method: "GET",
  path: "/api/v1/tools/{toolId}/runs",
  tag,
  summary: "List a tool's runs",
  description: "Newest first: what was sent, what came back, what the agent was told.",
  scope: "tools.read",
  params: ToolParams,
  query: ListRunsQuery,
  response: ToolRunList,
  refusals: [404],
  examples: { response: { runs: [RUN] } },
});

export const listToolVersionsOperation = defineOperation({
  id: "listToolVersions",
  method: "GET",
  path: "/api/v1/tools/{toolId}/versions",
  tag,
  summary: "List a tool's versions",
  description: "Newest first, 100 at most.",
  scope: "tools.read",
  params: ToolParams,
  response: ToolVersionList,
  refusals: [404],
  examples: {
    response: { versions: [{ number: 1, spec: SPEC, createdBy: "Mia Chen", createdAt: "2026-11-19T17:00:00.000Z" }] },
  },
});
