import { randomBytes } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { z } from "zod";
import type { McpOAuth, McpSignIn } from "@/lib/adapters/mcp/mcp-oauth";
import { McpAuth, type McpSignInResult } from "@/lib/contracts/mcp-servers";
import { withTenant } from "@/lib/db/transaction";
import { sharedEnv } from "@/lib/env/shared";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { ServiceError } from "../errors";
import { hashOf, takeAttempt, verifierPurpose } from "../integrations/attempts";
import { requirePermission } from "../require-permission";
import { sealForTenant } from "../secrets/tenant-envelope";
import { endOf, openOAuth, sealOAuth, signInOf } from "./oauth-row";
import { jsonOf, theServer } from "./server-row";

type Deps = { oauth: McpOAuth; now(): Date };

const ATTEMPT_MS = 10 * 60_000;
const PREFIX = "mcp:";
export const signInRedirect = () => `${sharedEnv().PUBLIC_WEB_URL}/settings/tools/servers/callback`;

const Kept = z.looseObject({
  verifier: z.string(),
  clientSecret: z.string().nullable(),
  address: z.string(),
  signIn: z.unknown(),
});

/**
 * Begins to sign in to a server by OAuth: gives the page where the consent is given, once and within ten minutes. One that a person begins ends in
 * their own session alone. Needs `tools.write`; throws NOT_FOUND, CONFLICT (it signs in otherwise, or cannot be signed in to: in words).
 */
export async function startMcpSignIn(context: ServiceContext, serverId: string, deps: Deps): Promise<McpSignInResult> {
  requirePermission(context, "tools.write");
  const { organizationId, sessionId } = context;
  const { row, sealed } = await withTenant(organizationId, async (tx) => {
    const found = await theServer(tx, organizationId, serverId);
    return { row: found, sealed: McpAuth.parse(found.auth).kind === "oauth" ? await openOAuth(tx, found) : null };
  });
  const auth = McpAuth.parse(row.auth);
  if (auth.kind !== "oauth") throw new ServiceError("CONFLICT", "This server is not signed in to by OAuth.");
  const { address } = row;
  const [id, secret] = [uuidv7(), randomBytes(32).toString("base64url")];
  const begun = await deps.oauth.begin(address, {
    clientId: auth.clientId,
    clientSecret: auth.clientId === "" ? null : (sealed?.clientSecret ?? null),
    redirectUri: signInRedirect(),
    state: `${id}.${secret}`,
  });
  if ("problem" in begun) throw new ServiceError("CONFLICT", `It can't be signed in to: ${begun.problem}.`);
  const { url, verifier, signIn, clientSecret } = begun;
  const now = deps.now();
  const expiresAt = new Date(now.getTime() + ATTEMPT_MS);
  await withTenant(organizationId, async (tx) => {
    await tx.integrationAttempt.deleteMany({ where: { organizationId, expiresAt: { lt: now } } });
    const kept = JSON.stringify({ verifier, clientSecret, address, signIn });
    const sealedVerifier = await sealForTenant(tx, organizationId, verifierPurpose(id), kept);
    const attempt = { organizationId, id, vendor: `${PREFIX}${serverId}`, stateHash: hashOf(secret), sealedVerifier };
    await tx.integrationAttempt.create({ data: { ...attempt, expiresAt, sessionId: sessionId ?? null } });
  });
  return { url, expiresAt: expiresAt.toISOString() };
}

/** Why a sign-in came to nothing. */
export type SignInProblem = "expired" | "denied" | "failed";

/**
 * Ends what `startMcpSignIn` began, with what the person was sent back with. The state is good once, in time, in the organization and the session it
 * was begun in, and while the server is still where it was. Needs `tools.write`. Audited.
 */
export async function finishMcpSignIn(
  context: ServiceContext,
  returned: { state: string | null; code: string | null; error: string | null; iss: string | null },
  deps: Deps,
): Promise<{ serverId: string; problem?: SignInProblem } | { serverId: null; problem: SignInProblem }> {
  requirePermission(context, "tools.write");
  const { organizationId } = context;
  const attempt = await takeAttempt(context, returned.state ?? "", deps.now());
  if (!attempt?.vendor.startsWith(PREFIX)) return { serverId: null, problem: "expired" };
  const serverId = attempt.vendor.slice(PREFIX.length);
  const { verifier, clientSecret, address, signIn: kept } = Kept.parse(JSON.parse(attempt.verifier));
  const signIn = signInOf(kept);
  if (returned.error !== null) return { serverId, problem: returned.error === "access_denied" ? "denied" : "failed" };
  if (returned.code === null || !signIn) return { serverId, problem: "failed" };
  const { code, iss } = returned;
  const tokens = await deps.oauth.finish(signIn, { code, iss, verifier, clientSecret });
  if ("problem" in tokens) return { serverId, problem: "failed" };
  const now = deps.now();
  const isKept = await withTenant(organizationId, async (tx) => {
    await tx.$queryRaw`select id from mcp_servers where organization_id = ${organizationId}::uuid and id::text = ${serverId} for update`;
    const row = await tx.mcpServer.findUnique({ where: { organizationId_id: { organizationId, id: serverId } } });
    // Tokens are for the server that the consent was about, and for no other.
    if (row?.address !== address || McpAuth.parse(row.auth).kind !== "oauth") return false;
    const { access, refresh } = tokens;
    await tx.mcpServer.update({
      where: { organizationId_id: { organizationId, id: serverId } },
      data: {
        sealedSecret: await sealOAuth(tx, row, { access, refresh, clientSecret }),
        oauth: jsonOf(signIn),
        expiresAt: endOf(tokens, now),
        ...{ refreshingUntil: null, problem: null, nextLookAt: null, revision: row.revision + 1 },
      },
    });
    const details = { name: row.name, issuer: issuerOf(signIn) };
    const record = { action: "mcp_server.signed_in", targetType: "mcp_server", targetId: serverId, details };
    await recordAudit(tx, context, record, now);
    return true;
  });
  return isKept ? { serverId } : { serverId, problem: "expired" };
}

const issuerOf = ({ issuer }: McpSignIn): string => issuer.slice(0, 200);
