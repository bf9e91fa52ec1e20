import { v7 as uuidv7 } from "uuid";
import { McpAuth, type McpServerResource, type OfferedTool } from "@/lib/contracts/mcp-servers";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import { readOfferedTool } from "@/lib/domain/mcp-servers/offered-tool";
import type { McpServer } from "@/lib/db/generated/client";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { announceNews } from "../notifications/notify";
import type { Told } from "../notifications/write-news";
import { requirePermission } from "../require-permission";
import { type FreshDeps, freshTarget } from "./fresh-target";
import { fingerprintOf, jsonOf, type McpTarget, readServer, settleTools, targetOf, theServer } from "./server-row";
import { tellSwitchedOff } from "./tell-switched-off";

export type McpLookDeps = FreshDeps & {
  /** Never rejects. */
  look(target: McpTarget, timeoutMs: number): Promise<Looked>;
};

type Looked = { ok: true; says: string; tools: unknown[] } | { ok: false; problem: string; isUnauthorized?: boolean };

const LOOK_MS = 10_000;
/** So often a server is looked at by itself; one that gave no list sooner. */
const LOOK_AGAIN_MS = 6 * 3_600_000;
const RETRY_MS = 3_600_000;

/**
 * Asks a server what it offers. What is new waits for somebody to allow it; what is not what was allowed any more, and what is gone, is switched
 * off. A server that gives no list changes nothing but says why. Needs `tools.write`; throws NOT_FOUND.
 */
export async function checkMcpServer(
  context: ServiceContext,
  serverId: string,
  deps: McpLookDeps,
): Promise<McpServerResource> {
  requirePermission(context, "tools.write");
  const { organizationId } = context;
  const { target, revision, kind } = await withTenant(organizationId, async (tx) => {
    const row = await theServer(tx, organizationId, serverId);
    return { target: await targetOf(tx, row), revision: row.revision, kind: McpAuth.parse(row.auth).kind };
  });
  const looked = await lookAt(
    target,
    kind === "oauth" ? "nobody has signed in to it" : "there is no secret to sign in with",
    deps,
  );
  const now = deps.now();
  const { resource, told } = await withTenant(organizationId, async (tx) => {
    await tx.$queryRaw`select id from mcp_servers where organization_id = ${organizationId}::uuid and id::text = ${serverId} for update`;
    const row = await theServer(tx, organizationId, serverId);
    // It is reached otherwise by now: what was seen is not of it.
    if (row.revision !== revision) return { resource: await readServer(tx, row, now), told: [] };
    const seen = looked.ok ? { problem: null, says: looked.says || null } : { problem: looked.problem };
    const checked = await tx.mcpServer.update({
      where: { organizationId_id: { organizationId, id: serverId } },
      data: { ...seen, checkedAt: now, nextLookAt: new Date(now.getTime() + (looked.ok ? LOOK_AGAIN_MS : RETRY_MS)) },
    });
    const told = looked.ok ? await keepOffered(tx, context, checked, looked.tools, now) : [];
    return { resource: await readServer(tx, checked, now), told };
  });
  await announceNews(told);
  return resource;
}

/** Looks at a server; tokens that it does not take are renewed, once. */
async function lookAt(target: McpTarget | null, none: string, deps: McpLookDeps): Promise<Looked> {
  if (target === null) return { ok: false, problem: none };
  const fresh = await freshTarget(target, deps);
  if ("problem" in fresh) return { ok: false, problem: fresh.problem };
  const looked = await deps.look(fresh, LOOK_MS);
  if (looked.ok || !looked.isUnauthorized || !fresh.tokens) return looked;
  const renewed = await freshTarget(fresh, deps, true);
  return "problem" in renewed ? { ok: false, problem: renewed.problem } : deps.look(renewed, LOOK_MS);
}

/** Writes down what a server offers now, and switches off what is not what was allowed. Audited, and told to who may allow it, where a tool changed after it was allowed. */
async function keepOffered(
  tx: Transaction,
  context: ServiceContext,
  server: McpServer,
  tools: readonly unknown[],
  now: Date,
): Promise<Told[]> {
  const { organizationId } = context;
  const { id: serverId } = server;
  const told: Told[] = [];
  const offered = new Map<string, OfferedTool>();
  for (const raw of tools) {
    const tool = readOfferedTool(raw);
    if (tool && !offered.has(tool.name)) offered.set(tool.name, tool);
  }
  const known = await tx.mcpTool.findMany({ where: { organizationId, serverId } });
  for (const row of known) {
    const tool = offered.get(row.name);
    offered.delete(row.name);
    const fingerprint = tool ? fingerprintOf(tool) : row.fingerprint;
    if (tool && row.isOffered && fingerprint === row.fingerprint) continue;
    if (!tool && !row.isOffered) continue;
    await tx.mcpTool.update({
      where: { organizationId_id: { organizationId, id: row.id } },
      data: tool ? { offered: jsonOf(tool), fingerprint, isOffered: true } : { isOffered: false },
    });
    if (row.allowed !== null && row.allowed === row.fingerprint && (!tool || fingerprint !== row.allowed)) {
      told.push(...(await tellSwitchedOff(tx, server, row, tool ? fingerprint : null, now)));
      const details = { name: row.name, why: tool ? "changed" : "gone" };
      await recordAudit(
        tx,
        context,
        { action: "mcp_tool.switched_off", targetType: "mcp_tool", targetId: row.id, details },
        now,
      );
    }
  }
  for (const [name, tool] of offered)
    await tx.mcpTool.create({
      data: {
        organizationId,
        id: uuidv7(),
        serverId,
        name,
        offered: jsonOf(tool),
        fingerprint: fingerprintOf(tool),
        createdAt: now,
      },
    });
  await settleTools(tx, organizationId, serverId);
  return told;
}
