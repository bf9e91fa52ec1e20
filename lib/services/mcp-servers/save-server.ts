import { v7 as uuidv7 } from "uuid";
import { McpAuth, type McpServerResource, SaveMcpServerInput } from "@/lib/contracts/mcp-servers";
import { type McpServer, Prisma } from "@/lib/db/generated/client";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import { isSame } from "@/lib/domain/is-same";
import { originOf, placeholdersOf, problemOfAddress } from "@/lib/domain/tools/http-tool/tool-address";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { refuseUnreachable } from "../tools/refuse-unreachable";
import { sealForTenant } from "../secrets/tenant-envelope";
import { openOAuth, sealOAuth } from "./oauth-row";
import { mcpSecretPurpose } from "./secret-purpose";
import { readServer, settleTools, theServer } from "./server-row";

const MOST_SERVERS = 20;
const NOT_SIGNED_IN = { oauth: Prisma.DbNull, expiresAt: null, refreshingUntil: null };

/** Adds a server; none of its tools is allowed by that. Needs `tools.write`; throws INVALID, CONFLICT. Audited, without its secret. */
export async function createMcpServer(
  context: ServiceContext,
  input: unknown,
  now = new Date(),
  allow?: readonly string[],
): Promise<McpServerResource> {
  requirePermission(context, "tools.write");
  const wanted = read(input);
  refuseUnreachable(wanted.address, allow, "address");
  const { organizationId } = context;
  const id = uuidv7();
  return withTenant(organizationId, async (tx) => {
    await tx.$queryRaw`select id from organizations where id = ${organizationId}::uuid for update`;
    if ((await tx.mcpServer.count({ where: { organizationId } })) >= MOST_SERVERS)
      throw new ServiceError("CONFLICT", `An organization can have ${MOST_SERVERS} servers at most.`);
    const sealedSecret = await sealed(tx, organizationId, id, wanted, null);
    const { name, address, auth, enabled } = wanted;
    const row = await tx.mcpServer.create({
      data: {
        organizationId,
        id,
        name,
        address,
        auth,
        sealedSecret,
        enabled: enabled ?? true,
        createdAt: now,
        updatedAt: now,
      },
    });
    const details = { name, origin: originOf(address) };
    await recordAudit(
      tx,
      context,
      { action: "mcp_server.created", targetType: "mcp_server", targetId: id, details },
      now,
    );
    return readServer(tx, row, now);
  });
}

/**
 * Changes where a server is, how it is signed in to, or whether it is used. Where it leads to another system, what was allowed there is allowed no
 * more, and the secret is to be given anew. Needs `tools.write`; throws NOT_FOUND, INVALID. Audited.
 */
export async function updateMcpServer(
  context: ServiceContext,
  serverId: string,
  input: unknown,
  now = new Date(),
  allow?: readonly string[],
): Promise<McpServerResource> {
  requirePermission(context, "tools.write");
  const wanted = read(input);
  refuseUnreachable(wanted.address, allow, "address");
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    await tx.$queryRaw`select id from mcp_servers where organization_id = ${organizationId}::uuid and id::text = ${serverId} for update`;
    const before = await theServer(tx, organizationId, serverId);
    const sealedSecret = await sealed(tx, organizationId, serverId, wanted, before);
    const { name, address, auth, enabled } = wanted;
    const isReachedOtherwise =
      address !== before.address || wanted.secret !== undefined || !isSame(McpAuth.parse(before.auth), auth);
    const isElsewhere = address !== before.address;
    // A sign-in holds for that server and as that client alone.
    const signIn = auth.kind === "oauth" && !isReachedOtherwise ? {} : NOT_SIGNED_IN;
    const row = await tx.mcpServer.update({
      where: { organizationId_id: { organizationId, id: serverId } },
      data: {
        name,
        address,
        auth,
        sealedSecret,
        updatedAt: now,
        ...(enabled === undefined ? {} : { enabled }),
        ...(isReachedOtherwise ? { revision: before.revision + 1 } : {}),
        ...signIn,
        ...(isElsewhere ? { says: null, checkedAt: null, problem: null } : {}),
        ...(isReachedOtherwise ? { nextLookAt: null } : {}),
      },
    });
    if (isElsewhere)
      await tx.mcpTool.updateMany({
        where: { organizationId, serverId },
        data: { allowed: null, allowedAt: null, isOffered: false },
      });
    await settleTools(tx, organizationId, serverId);
    const details = { name, origin: originOf(address), enabled: row.enabled, reachedOtherwise: isReachedOtherwise };
    await recordAudit(
      tx,
      context,
      { action: "mcp_server.updated", targetType: "mcp_server", targetId: serverId, details },
      now,
    );
    return readServer(tx, row, now);
  });
}

/** Removes a server with its secret, tools and their runs. Needs `tools.write`; throws NOT_FOUND. Audited. */
export async function deleteMcpServer(
  context: ServiceContext,
  serverId: string,
  now = new Date(),
): Promise<{ id: string }> {
  requirePermission(context, "tools.write");
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    const { name } = await theServer(tx, organizationId, serverId);
    const tools = await tx.mcpTool.findMany({ where: { organizationId, serverId }, select: { id: true } });
    await tx.tool.deleteMany({ where: { organizationId, id: { in: tools.map(({ id }) => id) } } });
    await tx.mcpServer.deleteMany({ where: { organizationId, id: serverId } });
    const details = { name };
    await recordAudit(
      tx,
      context,
      { action: "mcp_server.deleted", targetType: "mcp_server", targetId: serverId, details },
      now,
    );
    return { id: serverId };
  });
}

function read(input: unknown): SaveMcpServerInput {
  const wanted = parseInput(SaveMcpServerInput, input);
  const problem =
    placeholdersOf(wanted.address).length > 0
      ? "this address has no places to fill in"
      : problemOfAddress(wanted.address);
  if (problem) throw invalid("address", problem);
  if (
    wanted.auth.kind === "header" &&
    /^(?:accept|content-|mcp-|host$|cookie$|connection$|transfer-)/i.test(wanted.auth.header)
  )
    throw invalid("auth.header", `${wanted.auth.header} is set by us`);
  return wanted;
}

async function sealed(
  tx: Transaction,
  organizationId: string,
  id: string,
  { auth, address, secret }: SaveMcpServerInput,
  before: McpServer | null,
): Promise<string | null> {
  if (auth.kind === "none") return null;
  if (auth.kind === "oauth") {
    const isSameClient = before !== null && before.address === address && isSame(McpAuth.parse(before.auth), auth);
    if (isSameClient && secret === undefined) return before.sealedSecret;
    // Tokens are given when somebody signs in: all that is kept until then is the client's own secret.
    const old = before && before.address === address ? McpAuth.parse(before.auth) : null;
    const kept =
      before && old?.kind === "oauth" && secret === undefined ? (await openOAuth(tx, before))?.clientSecret : null;
    const clientSecret = auth.clientId === "" ? null : (secret ?? kept ?? null);
    if (clientSecret === null) return null;
    return sealOAuth(tx, { organizationId, id, address }, { access: null, refresh: null, clientSecret });
  }
  const own = before && McpAuth.parse(before.auth).kind === "oauth" ? null : before;
  if (secret !== undefined) return sealForTenant(tx, organizationId, mcpSecretPurpose(id, address), secret);
  if (!own || own.sealedSecret === null) throw invalid("secret", "give the secret it signs in with");
  if (originOf(own.address) !== originOf(address))
    throw invalid("secret", "it leads to another system now, so give the secret anew");
  return own.sealedSecret;
}

const invalid = (field: string, problem: string) =>
  new ServiceError("INVALID", `Check ${field}: ${problem}.`, { fields: { [field]: problem } });
