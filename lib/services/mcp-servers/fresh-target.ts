import { setTimeout as delay } from "node:timers/promises";
import type { McpOAuth } from "@/lib/adapters/mcp/mcp-oauth";
import { withTenant } from "@/lib/db/transaction";
import { signInLostNews } from "@/lib/domain/notifications/news";
import { announceNews } from "../notifications/notify";
import { askByPrisma, writeNews } from "../notifications/write-news";
import { endOf, openOAuth, sealOAuth, signInOf } from "./oauth-row";
import { type McpTarget, targetOf, theServer } from "./server-row";

/** `oauth` missing: tokens are used as they are, and are not renewed. */
export type FreshDeps = { oauth?: Pick<McpOAuth, "renew">; now(): Date };

/** Renewed this long before they end: a request under way takes no longer. */
const EARLY_MS = 60_000;
/** Nobody renews for longer; whoever died meanwhile holds nobody up for longer. */
const LEASE_MS = 15_000;
const ASK_AGAIN_MS = 100;
const SIGN_IN_AGAIN = "somebody has to sign in to it again";

/**
 * A server with tokens that hold: renewed before they end, or as it did not take them (`isRefused`); exactly once, however many ask at the same time, in
 * however many processes. `problem`: why it cannot be used now, in words.
 */
export async function freshTarget(
  target: McpTarget,
  deps: FreshDeps,
  isRefused = false,
): Promise<McpTarget | { problem: string }> {
  const { tokens } = target;
  if (!tokens || !deps.oauth) return target;
  const endsSoon = tokens.expiresAt !== null && tokens.expiresAt.getTime() - deps.now().getTime() < EARLY_MS;
  if (!endsSoon && !isRefused) return target;
  const { organizationId, serverId } = tokens;
  for (let waitedMs = 0; ; waitedMs += ASK_AGAIN_MS) {
    const begun = await begin(organizationId, serverId, tokens.sealed, deps.now());
    if (begun.kind === "renewed") return begun.target ?? { problem: SIGN_IN_AGAIN };
    if (begun.kind === "mine") return renew(organizationId, serverId, tokens.sealed, deps, deps.oauth);
    if (waitedMs >= LEASE_MS) return { problem: "its sign-in could not be renewed just now" };
    await delay(ASK_AGAIN_MS);
  }
}

/** Whoever sets the lease renews; the others look again until the tokens are others. */
function begin(organizationId: string, serverId: string, sealed: string, now: Date) {
  return withTenant(organizationId, async (tx) => {
    await tx.$queryRaw`select id from mcp_servers where organization_id = ${organizationId}::uuid and id = ${serverId}::uuid for update`;
    const row = await theServer(tx, organizationId, serverId);
    if (row.sealedSecret !== sealed) return { kind: "renewed" as const, target: await targetOf(tx, row) };
    if (row.refreshingUntil !== null && row.refreshingUntil > now) return { kind: "others" as const };
    const where = { organizationId_id: { organizationId, id: serverId } };
    await tx.mcpServer.update({ where, data: { refreshingUntil: new Date(now.getTime() + LEASE_MS) } });
    return { kind: "mine" as const };
  });
}

async function renew(
  organizationId: string,
  serverId: string,
  sealed: string,
  deps: FreshDeps,
  oauth: Pick<McpOAuth, "renew">,
): Promise<McpTarget | { problem: string }> {
  const known = await withTenant(organizationId, async (tx) => {
    const row = await theServer(tx, organizationId, serverId);
    return { signIn: signInOf(row.oauth), tokens: await openOAuth(tx, row) };
  });
  const { signIn, tokens: old } = known;
  const refresh = old?.refresh ?? null;
  const renewed =
    signIn && old && refresh !== null
      ? await oauth.renew(signIn, { refresh, clientSecret: old.clientSecret })
      : { problem: "its sign-in has ended", isRevoked: true };
  const now = deps.now();
  const { target, told } = await withTenant(organizationId, async (tx) => {
    await tx.$queryRaw`select id from mcp_servers where organization_id = ${organizationId}::uuid and id = ${serverId}::uuid for update`;
    const row = await theServer(tx, organizationId, serverId);
    const where = { organizationId_id: { organizationId, id: serverId } };
    // Somebody signed in anew meanwhile, or it is another server by now.
    if (row.sealedSecret !== sealed) return { target: await targetOf(tx, row), told: [] };
    if ("problem" in renewed) {
      if (!renewed.isRevoked) {
        await tx.mcpServer.update({ where, data: { refreshingUntil: null } });
        return { target: { problem: `its sign-in could not be renewed just now: ${renewed.problem}` }, told: [] };
      }
      const clientSecret = old?.clientSecret ?? null;
      const left =
        clientSecret === null ? null : await sealOAuth(tx, row, { access: null, refresh: null, clientSecret });
      await tx.$executeRaw`update mcp_servers set oauth = null, expires_at = null, refreshing_until = null, sealed_secret = ${left},
        problem = ${SIGN_IN_AGAIN}, revision = revision + 1 where organization_id = ${organizationId}::uuid and id = ${serverId}::uuid`;
      const news = signInLostNews({ serverId, serverName: row.name, revision: row.revision });
      const audience = { organizationId, permission: "tools.write" as const };
      return { target: null, told: await writeNews(askByPrisma(tx), audience, news, now) };
    }
    const { access, refresh: next } = renewed;
    const sealedSecret = await sealOAuth(tx, row, { access, refresh: next, clientSecret: old?.clientSecret ?? null });
    const data = { sealedSecret, expiresAt: endOf(renewed, now), refreshingUntil: null };
    return { target: await targetOf(tx, await tx.mcpServer.update({ where, data })), told: [] };
  });
  await announceNews(told);
  return target ?? { problem: SIGN_IN_AGAIN };
}
