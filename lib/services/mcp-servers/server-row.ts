import { createHash } from "node:crypto";
import { z } from "zod";
import {
  McpAuth,
  type McpServerResource,
  McpToolSpec,
  type McpToolResource,
  type McpToolState,
  OfferedTool,
} from "@/lib/contracts/mcp-servers";
import { RunOutcome } from "@/lib/contracts/tools";
import type { McpServer, McpTool, Prisma } from "@/lib/db/generated/client";
import type { Transaction } from "@/lib/db/transaction";
import { consentTextOf } from "@/lib/domain/mcp-servers/offered-tool";
import { authHeaders } from "@/lib/domain/tools/http-tool/bind-request";
import { ServiceError } from "../errors";
import { openForTenant } from "../secrets/tenant-envelope";
import { openOAuth } from "./oauth-row";
import { mcpSecretPurpose } from "./secret-purpose";
import { figuresOf } from "../tools/tool-row";

/** Where a server is and what signs in there. `key` changes with anything of it. */
export type McpTarget = {
  key: string;
  address: string;
  secretHeaders: Record<string, string>;
  /** Of one that is signed in to by OAuth: until when, and as what they are kept. */
  tokens?: { organizationId: string; serverId: string; sealed: string; expiresAt: Date | null };
};

export const fingerprintOf = (offered: OfferedTool): string =>
  createHash("sha256").update(consentTextOf(offered)).digest("base64url");

/** As it is kept; what came as JSON can be kept as JSON. */
export const jsonOf = (value: object) => value as Prisma.InputJsonObject;

const isId = (id: string) => z.uuid().safeParse(id).success;

/** Throws NOT_FOUND when the organization has no such server. */
export async function theServer(tx: Transaction, organizationId: string, id: string): Promise<McpServer> {
  const row = isId(id) ? await tx.mcpServer.findUnique({ where: { organizationId_id: { organizationId, id } } }) : null;
  if (!row) throw new ServiceError("NOT_FOUND", "There is no such server.");
  return row;
}

/** Throws NOT_FOUND when the server has no such tool. */
export async function theMcpTool(
  tx: Transaction,
  organizationId: string,
  serverId: string,
  id: string,
): Promise<McpTool> {
  const row = isId(id) ? await tx.mcpTool.findUnique({ where: { organizationId_id: { organizationId, id } } }) : null;
  if (!row || row.serverId !== serverId) throw new ServiceError("NOT_FOUND", "The server has no such tool.");
  return row;
}

/** Null: its secret cannot be opened. */
export async function targetOf(tx: Transaction, row: McpServer): Promise<McpTarget | null> {
  const { organizationId, id, address, revision, sealedSecret } = row;
  const auth = McpAuth.parse(row.auth);
  const key = `${organizationId} ${id} ${revision}`;
  if (auth.kind === "none") return { key, address, secretHeaders: {} };
  if (sealedSecret === null) return null;
  if (auth.kind === "oauth") {
    const access = row.oauth === null ? null : (await openOAuth(tx, row))?.access;
    if (!access) return null;
    const tokens = { organizationId, serverId: id, sealed: sealedSecret, expiresAt: row.expiresAt };
    return { key, address, secretHeaders: { authorization: `Bearer ${access}` }, tokens };
  }
  const secret = await openForTenant(tx, organizationId, mcpSecretPurpose(id, address), sealedSecret);
  return { key, address, secretHeaders: authHeaders(auth, secret) };
}

/** The tools of a server that may be used are switched on, all others off. */
export async function settleTools(tx: Transaction, organizationId: string, serverId: string): Promise<void> {
  await tx.$executeRaw`
    update tools t set enabled = (s.enabled and m.is_offered and m.allowed is not distinct from m.fingerprint), updated_at = now()
    from mcp_tools m join mcp_servers s on s.organization_id = m.organization_id and s.id = m.server_id
    where t.organization_id = ${organizationId}::uuid and m.organization_id = t.organization_id and m.id = t.id
      and m.server_id = ${serverId}::uuid
      and t.enabled <> (s.enabled and m.is_offered and m.allowed is not distinct from m.fingerprint)`;
}

/** A tool of a server by which something is read back: allowed as it is now, and only looking something up. Null where there is none such. */
export async function readerOf(
  tx: Transaction,
  { organizationId, id: serverId }: Pick<McpServer, "organizationId" | "id">,
  name: string,
): Promise<McpToolSpec | null> {
  const row = await tx.mcpTool.findFirst({ where: { organizationId, serverId, name, isOffered: true } });
  if (!row || row.allowed !== row.fingerprint) return null;
  const tool = await tx.tool.findUnique({
    where: { organizationId_id: { organizationId, id: row.id } },
    include: { versions: { orderBy: { number: "desc" }, take: 1 } },
  });
  const spec = McpToolSpec.safeParse(tool?.versions[0]?.spec).data;
  return spec?.effect === "reads" ? spec : null;
}

export function stateOf(row: McpTool, { problem }: OfferedTool): McpToolState {
  if (!row.isOffered) return "gone";
  if (problem !== null) return "unusable";
  if (row.allowed === null) return "new";
  return row.allowed === row.fingerprint ? "allowed" : "changed";
}

/** A server as people see it, with its tools by name. */
export async function readServer(tx: Transaction, row: McpServer, now: Date): Promise<McpServerResource> {
  const { organizationId } = row;
  const rows = await tx.mcpTool.findMany({ where: { organizationId, serverId: row.id }, orderBy: { name: "asc" } });
  const ids = rows.map(({ id }) => id);
  const figures = await figuresOf(tx, organizationId, ids, now);
  const made = await tx.tool.findMany({
    where: { organizationId, id: { in: ids } },
    include: { versions: { orderBy: { number: "desc" }, take: 1 } },
  });
  const specs = new Map(made.map(({ id, version, versions }) => [id, { version, spec: versions[0]?.spec }]));
  const tools = rows.map((tool): McpToolResource => {
    const offered = OfferedTool.parse(tool.offered);
    const of = figures.get(tool.id);
    const spec = McpToolSpec.safeParse(specs.get(tool.id)?.spec).data ?? null;
    return {
      id: tool.id,
      serverId: row.id,
      name: tool.name,
      state: stateOf(tool, offered),
      offered,
      fingerprint: tool.fingerprint,
      spec,
      version: specs.get(tool.id)?.version ?? null,
      allowedBy: tool.allowedBy,
      allowedAt: tool.allowedAt?.toISOString() ?? null,
      agents: of?.agents ?? 0,
      lastRunAt: of?.lastRunAt?.toISOString() ?? null,
      lastOutcome: RunOutcome.nullable().parse(of?.lastOutcome ?? null),
      runsOfDay: of?.runs ?? 0,
      failuresOfDay: of?.failures ?? 0,
    };
  });
  return {
    id: row.id,
    name: row.name,
    address: row.address,
    auth: McpAuth.parse(row.auth),
    hasSecret: row.sealedSecret !== null,
    signedIn: row.oauth !== null && row.sealedSecret !== null,
    enabled: row.enabled,
    says: row.says,
    checkedAt: row.checkedAt?.toISOString() ?? null,
    problem: row.problem,
    tools,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
