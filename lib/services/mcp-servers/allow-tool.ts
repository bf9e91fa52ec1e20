import { AllowMcpToolInput, type McpServerResource, McpToolSpec, OfferedTool } from "@/lib/contracts/mcp-servers";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import { isSame } from "@/lib/domain/is-same";
import { problemsOfBound } from "@/lib/domain/mcp-servers/call-input";
import { problemsOfReadBack } from "@/lib/domain/mcp-servers/read-back";
import { modelNameOf } from "@/lib/domain/mcp-servers/tool-name";
import { TOOL_RULES } from "@/lib/contracts/tools";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { jsonOf, readerOf, readServer, settleTools, stateOf, theMcpTool, theServer } from "./server-row";

/**
 * Allows a tool as it was read: from then on agents can be given it. One that is not what was read by then is refused. Needs `tools.write`; throws
 * NOT_FOUND, INVALID, CONFLICT. Audited.
 */
export async function allowMcpTool(
  context: ServiceContext,
  serverId: string,
  toolId: string,
  input: unknown,
  now = new Date(),
): Promise<McpServerResource> {
  requirePermission(context, "tools.write");
  const wanted = parseInput(AllowMcpToolInput, input);
  const { organizationId, actor } = context;
  return withTenant(organizationId, async (tx) => {
    await tx.$queryRaw`select id from organizations where id = ${organizationId}::uuid for update`;
    const server = await theServer(tx, organizationId, serverId);
    const row = await theMcpTool(tx, organizationId, serverId, toolId);
    const offered = OfferedTool.parse(row.offered);
    const state = stateOf(row, offered);
    if (state === "gone") throw new ServiceError("CONFLICT", "The server does not offer this tool any more.");
    if (state === "unusable") throw new ServiceError("CONFLICT", `This tool can't be used: ${offered.problem}.`);
    if (row.fingerprint !== wanted.fingerprint)
      throw new ServiceError("CONFLICT", "The tool is not what you read any more. Read it again, then allow it.");
    const [problem] = Object.entries(problemsOfBound(wanted.bound, offered.inputSchema));
    if (problem)
      throw new ServiceError("INVALID", `Check ${problem[0]}: ${problem[1]}.`, {
        fields: { [problem[0]]: problem[1] },
      });
    const { readBack } = wanted;
    const reader = readBack && readBack.tool !== row.name ? await readerOf(tx, server, readBack.tool) : null;
    const [unread] = Object.entries(problemsOfReadBack(wanted, offered.inputSchema, reader));
    if (unread)
      throw new ServiceError("INVALID", `Check ${unread[0]}: ${unread[1]}.`, { fields: { [unread[0]]: unread[1] } });
    const before = await tx.tool.findUnique({
      where: { organizationId_id: { organizationId, id: toolId } },
      include: { versions: { orderBy: { number: "desc" }, take: 1 } },
    });
    const name = before?.name ?? (await freeName(tx, organizationId, row.name, server.name));
    const { fingerprint, bound, effect, confirm, readBack: _readBack, ...rules } = wanted;
    const spec = McpToolSpec.parse({
      ...rules,
      name,
      effect,
      confirm: confirm ?? (effect === "changes" ? "caller" : "none"),
      retries: 0,
      mcp: { serverId, tool: row.name, inputSchema: offered.inputSchema, bound, fingerprint, readBack },
    });
    const isNew = !before || !isSame(before.versions[0]?.spec, spec);
    const version = before ? before.version + (isNew ? 1 : 0) : 1;
    const ids = { organizationId, id: toolId };
    if (before) await tx.tool.update({ where: { organizationId_id: ids }, data: { version, updatedAt: now } });
    else
      await tx.tool.create({
        data: { ...ids, kind: "mcp", name, version, enabled: false, createdAt: now, updatedAt: now },
      });
    if (isNew)
      await tx.toolVersion.create({
        data: { organizationId, toolId, number: version, spec: jsonOf(spec), createdBy: actor.name, createdAt: now },
      });
    await tx.mcpTool.update({
      where: { organizationId_id: ids },
      data: { allowed: fingerprint, allowedBy: actor.name, allowedAt: now },
    });
    await settleTools(tx, organizationId, serverId);
    const details = { name: row.name, version, effect, confirm: spec.confirm };
    await recordAudit(
      tx,
      context,
      { action: "mcp_tool.allowed", targetType: "mcp_tool", targetId: toolId, details },
      now,
    );
    return readServer(tx, server, now);
  });
}

/** Takes back that a tool may be used; calls in progress can use it no more. Needs `tools.write`; throws NOT_FOUND. Audited. */
export async function disallowMcpTool(
  context: ServiceContext,
  serverId: string,
  toolId: string,
  now = new Date(),
): Promise<McpServerResource> {
  requirePermission(context, "tools.write");
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    const server = await theServer(tx, organizationId, serverId);
    const row = await theMcpTool(tx, organizationId, serverId, toolId);
    await tx.mcpTool.update({
      where: { organizationId_id: { organizationId, id: toolId } },
      data: { allowed: null, allowedAt: null },
    });
    await settleTools(tx, organizationId, serverId);
    const details = { name: row.name };
    await recordAudit(
      tx,
      context,
      { action: "mcp_tool.disallowed", targetType: "mcp_tool", targetId: toolId, details },
      now,
    );
    return readServer(tx, server, now);
  });
}

async function freeName(tx: Transaction, organizationId: string, tool: string, server: string): Promise<string> {
  const rows = await tx.tool.findMany({ where: { organizationId }, select: { name: true } });
  const taken = new Set(rows.map(({ name }) => name));
  return modelNameOf(tool, server, (name) => taken.has(name) || !TOOL_RULES.name.safeParse(name).success);
}
