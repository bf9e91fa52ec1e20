import type { OutcomeReference } from "@/lib/contracts/live/outcomes";
import { TestToolInput } from "@/lib/contracts/tools";
import { McpToolSpec, type OfferedTool } from "@/lib/contracts/mcp-servers";
import type { Tool } from "@/lib/db/generated/client";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import { readMcpInput } from "@/lib/domain/mcp-servers/call-input";
import { readOfferedTool } from "@/lib/domain/mcp-servers/offered-tool";
import { readBackOf } from "@/lib/domain/mcp-servers/read-back";
import { type McpSent, readMcpResult } from "@/lib/domain/mcp-servers/read-result";
import { redactCardsDeep } from "@/lib/domain/redaction/card-numbers";
import type { BoundValues } from "@/lib/domain/tools/http-tool/bind-request";
import { notSent, type RunResult, type Sent } from "@/lib/domain/tools/http-tool/read-answer";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { announceNews } from "../notifications/notify";
import { requirePermission } from "../require-permission";
import {
  beginRun,
  type BegunRun,
  boundForTest,
  finishRun,
  finishUnread,
  getRun,
  GONE,
  OFTEN,
  type ToolAnswer,
  type ToolCaller,
  type TriedRun,
} from "../tools/tool-run";
import { type AskDeps, askServer } from "./ask-server";
import {
  fingerprintOf,
  jsonOf,
  type McpTarget,
  readerOf,
  settleTools,
  targetOf,
  theMcpTool,
  theServer,
} from "./server-row";
import { tellSwitchedOff } from "./tell-switched-off";

export type McpCallDeps = AskDeps;

/**
 * Has an MCP server do what a call's model asks of its tool, for the caller of that call alone, as it was allowed. Its list of tools is looked at
 * before: one that is not what was allowed any more is switched off and not used. Needs `tools.run`; rejects when the database does before
 * anything was sent.
 */
export async function useMcpTool(
  context: ServiceContext,
  tool: { id: string; version: number },
  caller: ToolCaller,
  input: Record<string, unknown>,
  deps: McpCallDeps,
): Promise<ToolAnswer> {
  requirePermission(context, "tools.run");
  const begun = await beginRun(context, tool, caller.call_id, deps.now(), MCP);
  if (begun === null) return { output: { error: GONE }, failed: true };
  const { told, outcome } = await run(context, begun, input, caller, deps);
  if (outcome !== "done") return { output: told, failed: true };
  return { output: told, failed: false, ...referenceOf(tool, begun, input, caller, told.answer) };
}

/**
 * Tries a tool as it was allowed, with values that a person gives in place of the model's and the call's: the server really does it. Needs `tools.run`;
 * throws NOT_FOUND, INVALID, CONFLICT (it is not allowed, or not as it is now).
 */
export async function testMcpTool(
  context: ServiceContext,
  serverId: string,
  toolId: string,
  input: unknown,
  deps: McpCallDeps,
): Promise<TriedRun> {
  requirePermission(context, "tools.run");
  const wanted = parseInput(TestToolInput, input);
  const { organizationId } = context;
  const row = await withTenant(organizationId, async (tx) => {
    await theServer(tx, organizationId, serverId);
    const { id } = await theMcpTool(tx, organizationId, serverId, toolId);
    return tx.tool.findUnique({ where: { organizationId_id: { organizationId, id } } });
  });
  const begun = row && (await beginRun(context, row, null, deps.now(), MCP));
  if (!begun) throw new ServiceError("CONFLICT", "Allow the tool as it is now; then it can be tried.");
  const bound = boundForTest(wanted.bound, organizationId);
  const { outcome, told } = await run(context, begun, wanted.input, bound, deps);
  const reference = outcome === "done" ? referenceOf(row, begun, wanted.input, bound, told.answer) : {};
  return { run: await getRun(organizationId, begun.runId), ...reference };
}

/** Where what it did can be read back; nothing where it cannot. */
function referenceOf(
  { id: toolId, version }: { id: string; version: number },
  { spec, ready }: BegunRun<McpToolSpec, Ready>,
  said: Record<string, unknown>,
  known: BoundValues,
  answer: unknown,
): { reference?: OutcomeReference } {
  const read = readMcpInput(spec, said, known);
  const wanted = read.ok && ready.reader ? readBackOf(spec, ready.reader, read.input, answer, known) : null;
  return wanted ? { reference: { kind: "mcp", toolId, version, ...redactCardsDeep(wanted) } } : {};
}

/** `reader`: the tool by which what it did is read back. */
type Ready = { target: McpTarget; revision: number; reader: McpToolSpec | null };

/** It is used only while what was allowed last is what this version says, and at the server as it is reached now. */
const MCP = {
  kind: "mcp",
  read: (spec: unknown) => McpToolSpec.safeParse(spec).data,
  async ready(
    tx: Transaction,
    { organizationId, id }: Tool,
    spec: McpToolSpec,
    current: McpToolSpec,
  ): Promise<Ready | null> {
    const { serverId, fingerprint } = spec.mcp;
    const row = await tx.mcpTool.findUnique({ where: { organizationId_id: { organizationId, id } } });
    const server = await tx.mcpServer.findUnique({ where: { organizationId_id: { organizationId, id: serverId } } });
    if (!row || !server?.enabled || row.serverId !== serverId || row.allowed !== fingerprint) return null;
    if (current.mcp.fingerprint !== fingerprint) return null;
    const target = await targetOf(tx, server);
    const { readBack } = spec.mcp;
    const reader = readBack && spec.effect === "changes" ? await readerOf(tx, server, readBack.tool) : null;
    return target && { target, revision: server.revision, reader };
  },
};

const CHANGED = "the system's tool is not what was allowed any more";
const VANISHED = "the system does not offer this any more";

async function run(
  context: ServiceContext,
  begun: BegunRun<McpToolSpec, Ready>,
  said: Record<string, unknown>,
  known: BoundValues,
  deps: McpCallDeps,
): Promise<RunResult> {
  const { spec, runId, ready } = begun;
  const read = readMcpInput(spec, said, known);
  if (!read.ok)
    return finishUnread(context, begun, read.problems, deps).then(({ output }) => ({
      outcome: "not_sent",
      problem: null,
      told: output,
    }));
  if (begun.isOver) return finishRun(context, begun, notSent(spec, OFTEN), {}, deps);
  let why: "changed" | "gone" | null = null;
  let isNow: OfferedTool | null = null;
  const sent = await askServer(ready.target, deps, {
    tool: spec.mcp.tool,
    input: read.input,
    runId,
    timeoutMs: spec.timeoutMs,
    check(tools) {
      const offered = tools.map(readOfferedTool).find((tool) => tool?.name === spec.mcp.tool);
      isNow = offered ?? null;
      why = offered ? (fingerprintOf(offered) === spec.mcp.fingerprint ? null : "changed") : "gone";
      return why && { changed: CHANGED, gone: VANISHED }[why];
    },
  });
  if (why !== null) await switchOff(context, begun, isNow, deps.now());
  const shown = {
    request: {
      method: "tools/call",
      url: ready.target.address,
      headers: {},
      body: JSON.stringify({ name: spec.mcp.tool, arguments: read.input }).slice(0, 4000),
    },
    ...answerOf(sent),
  };
  return finishRun(context, begun, readMcpResult(spec, sent), shown, deps);
}

/** What came back, as the run shows it. */
function answerOf(sent: McpSent): { sent?: Sent } {
  if (sent.kind === "not_sent") return {};
  if (sent.kind !== "reply") return { sent: { kind: "broken", problem: sent.problem, status: sent.status, text: "" } };
  const { reply, status } = sent;
  const text = JSON.stringify(reply.kind === "result" ? reply.result : { code: reply.code, message: reply.message });
  return { sent: { kind: "answer", status, mediaType: "application/json", text: text ?? "" } };
}

/** No other call uses it until somebody has read what it is now and allows that. */
async function switchOff(
  { organizationId }: ServiceContext,
  { toolId, spec }: BegunRun<McpToolSpec, Ready>,
  isNow: OfferedTool | null,
  now: Date,
): Promise<void> {
  const { serverId, fingerprint } = spec.mcp;
  const told = await withTenant(organizationId, async (tx) => {
    const { count } = await tx.mcpTool.updateMany({
      where: { organizationId, id: toolId, allowed: fingerprint, fingerprint, isOffered: true },
      data: isNow ? { offered: jsonOf(isNow), fingerprint: fingerprintOf(isNow) } : { isOffered: false },
    });
    await settleTools(tx, organizationId, serverId);
    const row = await tx.mcpTool.findUniqueOrThrow({ where: { organizationId_id: { organizationId, id: toolId } } });
    const server = await theServer(tx, organizationId, serverId);
    return count > 0 ? tellSwitchedOff(tx, server, row, isNow && fingerprintOf(isNow), now) : [];
  }).catch(() => []);
  await announceNews(told);
}
