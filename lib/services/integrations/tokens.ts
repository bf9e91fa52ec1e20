import { createHmac } from "node:crypto";
import { z } from "zod";
import type { IntegrationVendor } from "@/lib/contracts/integrations";
import type { Integration as Row } from "@/lib/db/generated/client";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import { findIntegration } from "@/lib/domain/integrations/catalogue";
import type { Integration, OAuth } from "@/lib/domain/integrations/integration";
import { readTokens, type TokenAnswer, tokenRequest } from "@/lib/domain/integrations/oauth";
import { integrationNews } from "@/lib/domain/notifications/news";
import type { ServiceContext } from "../context";
import { announceNews } from "../notifications/notify";
import { askByPrisma, writeNews } from "../notifications/write-news";
import { openForTenant, sealForTenant } from "../secrets/tenant-envelope";
import { clientIn, type IntegrationDeps, originIn } from "./installation";

/** `user`: of one that signs in with a name beside its key. */
const Sealed = z.strictObject({ access: z.string(), refresh: z.string().nullable(), user: z.string().default("") });
export type Sealed = z.output<typeof Sealed>;

export const tokensPurpose = (vendor: string) => `integration ${vendor}`;

export const sealTokens = (tx: Transaction, organizationId: string, vendor: string, tokens: Sealed) =>
  sealForTenant(tx, organizationId, tokensPurpose(vendor), JSON.stringify(tokens));

export const openTokens = async (tx: Transaction, organizationId: string, vendor: string, sealed: string) =>
  Sealed.parse(JSON.parse(await openForTenant(tx, organizationId, tokensPurpose(vendor), sealed)));

const Texts = z.record(z.string(), z.string()).catch({});

/** What an integration is used with. */
export type Access = {
  integration: Integration;
  /** Of its API, without a slash at the end. */
  apiUrl: string;
  settings: Record<string, string>;
  account: Record<string, string>;
  tokens: Sealed;
  revision: number;
  expiresAt: Date | null;
};

/** The headers that sign a request in. */
export function signInHeaders({ integration, tokens }: Access, body: string | null, at: Date): Record<string, string> {
  const { auth } = integration;
  if (auth.kind === "oauth") return { authorization: `Bearer ${tokens.access}` };
  if (auth.signIn === "basic") return { authorization: `Basic ${btoa(`${tokens.user}:${tokens.access}`)}` };
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signature = createHmac("sha256", tokens.access)
    .update(`${timestamp}.${body ?? ""}`)
    .digest("hex");
  return { "x-aybiza-signature": `t=${timestamp},v1=${signature}` };
}

/** The settings of an integration, with what they begin with. */
export const settingsOf = (integration: Integration, stored: unknown): Record<string, string> => ({
  ...Object.fromEntries(integration.settings.map(({ name, initial }) => [name, initial ?? ""])),
  ...Object.fromEntries(Object.entries(Texts.parse(stored)).filter(([, value]) => value !== "")),
});

const connectAgain = ({ title }: Integration) => `the business has to connect ${title} again`;
const notConnected = ({ title }: Integration) => `${title} is not connected`;

/** Refreshed this long before they end: a request under way takes no longer. */
const EARLY_MS = 60_000;
/** Nobody renews for longer; whoever died meanwhile holds nobody up for longer. */
const LEASE_MS = 15_000;
const ASK_AGAIN_MS = 100;
const TIMEOUT_MS = 10_000;

type Used<T> = { value: T; expired: boolean };

/**
 * Does something with an organization's account at a vendor. Tokens that end soon are renewed before, and when the vendor says that they are not
 * valid (`expired`) they are renewed and it is done once more: renewed exactly once, however many ask at the same time, in however many processes.
 * `problem`: why it cannot be used now, in words; then nothing was done.
 */
export async function withIntegrationToken<T>(
  { organizationId }: Pick<ServiceContext, "organizationId">,
  vendor: IntegrationVendor,
  deps: IntegrationDeps,
  use: (access: Access) => Promise<Used<T>>,
): Promise<{ value: T } | { problem: string }> {
  const integration = findIntegration(vendor);
  if (!integration) return { problem: "there is no such integration" };
  const first = await readAccess(organizationId, integration, deps);
  if ("problem" in first) return first;
  const endsSoon = first.expiresAt !== null && first.expiresAt.getTime() - deps.now().getTime() < EARLY_MS;
  const access = endsSoon ? await renew(organizationId, first, deps) : first;
  if ("problem" in access) return access;
  const used = await use(access);
  if (!used.expired) return { value: used.value };
  if (integration.auth.kind !== "oauth") {
    await takeBack(organizationId, access, "it does not take the key any more", deps);
    return { problem: connectAgain(integration) };
  }
  if (access !== first) return { problem: `${integration.title} does not take a new sign-in` };
  const renewed = await renew(organizationId, access, deps);
  if ("problem" in renewed) return renewed;
  const again = await use(renewed);
  return again.expired ? { problem: `${integration.title} does not take a new sign-in` } : { value: again.value };
}

async function readAccess(
  organizationId: string,
  integration: Integration,
  deps: IntegrationDeps,
): Promise<Access | { problem: string }> {
  return withTenant(organizationId, async (tx) => {
    const key = { organizationId, vendor: integration.vendor };
    const row = await tx.integration.findUnique({ where: { organizationId_vendor: key } });
    return accessIn(tx, integration, row, deps);
  });
}

async function accessIn(
  tx: Transaction,
  integration: Integration,
  row: Row | null,
  deps: IntegrationDeps,
): Promise<Access | { problem: string }> {
  if (!row || row.sealedTokens === null) return { problem: notConnected(integration) };
  if (row.state !== "connected") return { problem: connectAgain(integration) };
  return {
    integration,
    apiUrl: row.apiUrl ?? originIn(deps, integration, integration.apiOrigin),
    settings: settingsOf(integration, row.settings),
    account: Texts.parse(row.account),
    tokens: await openTokens(tx, row.organizationId, row.vendor, row.sealedTokens),
    revision: row.revision,
    expiresAt: row.expiresAt,
  };
}

/** Newer tokens than `stale`: renewed here, or by whoever was faster. */
async function renew(
  organizationId: string,
  stale: Access,
  deps: IntegrationDeps,
): Promise<Access | { problem: string }> {
  const { integration } = stale;
  const { vendor } = integration;
  for (let waitedMs = 0; ; waitedMs += ASK_AGAIN_MS) {
    const now = deps.now();
    const begun = await withTenant(organizationId, async (tx) => {
      await tx.$queryRaw`select vendor from integrations
        where organization_id = ${organizationId}::uuid and vendor = ${vendor} for update`;
      const key = { organizationId_vendor: { organizationId, vendor } };
      const row = await tx.integration.findUnique({ where: key });
      const access = await accessIn(tx, integration, row, deps);
      if ("problem" in access || access.revision !== stale.revision) return { access };
      if (row?.refreshingUntil && row.refreshingUntil > now) return null;
      const refreshingUntil = new Date(now.getTime() + LEASE_MS);
      await tx.integration.update({ where: key, data: { refreshingUntil } });
      return { mine: access };
    });
    if (begun?.access) return begun.access;
    if (begun?.mine) return renewMine(organizationId, begun.mine, deps);
    if (waitedMs > LEASE_MS) return { problem: `the sign-in at ${integration.title} is not renewed yet` };
    await deps.wait(ASK_AGAIN_MS);
  }
}

async function renewMine(
  organizationId: string,
  access: Access,
  deps: IntegrationDeps,
): Promise<Access | { problem: string }> {
  const { integration, tokens, revision } = access;
  const { vendor, auth, title } = integration;
  const client = clientIn(deps, integration);
  const answer: TokenAnswer =
    auth.kind !== "oauth" || tokens.refresh === null
      ? { problem: "it gave nothing to renew the sign-in with", revoked: true }
      : client === null
        ? { problem: "this installation has no app registered there any more", revoked: false }
        : await askTokens(integration, auth, client, tokens.refresh, deps);
  if ("problem" in answer) {
    if (answer.revoked) {
      await takeBack(organizationId, access, answer.problem, deps);
      return { problem: connectAgain(integration) };
    }
    await withTenant(organizationId, (tx) =>
      tx.integration.updateMany({ where: { organizationId, vendor, revision }, data: { refreshingUntil: null } }),
    );
    return { problem: `the sign-in at ${title} could not be renewed just now: ${answer.problem}` };
  }
  const { access: token, refresh, expiresAtMs } = answer.tokens;
  const next: Sealed = { ...tokens, access: token, refresh: refresh ?? tokens.refresh };
  const expiresAt = expiresAtMs === null ? null : new Date(expiresAtMs);
  const kept = await withTenant(organizationId, async (tx) => {
    const sealedTokens = await sealTokens(tx, organizationId, vendor, next);
    return tx.integration.updateMany({
      where: { organizationId, vendor, revision, state: "connected" },
      data: { sealedTokens, expiresAt, revision: revision + 1, refreshingUntil: null },
    });
  });
  if (kept.count === 0) return { problem: notConnected(integration) };
  return { ...access, tokens: next, expiresAt, revision: revision + 1 };
}

async function askTokens(
  integration: Integration,
  auth: OAuth,
  client: { id: string; secret: string },
  refresh: string,
  deps: IntegrationDeps,
): Promise<TokenAnswer> {
  const grant = { grant_type: "refresh_token" as const, refresh_token: refresh };
  const request = tokenRequest(auth, originIn(deps, integration, auth.token.origin), client, grant);
  const sent = await deps.send(request, {}, { timeoutMs: TIMEOUT_MS, changes: true });
  if (sent.kind !== "answer") return { problem: sent.problem, revoked: false };
  return readTokens(sent.status, sent.text, deps.now().getTime());
}

/** The vendor does not know us any more: it is shown, told once to those who can connect it again, and the agents' tools say so. */
async function takeBack(
  organizationId: string,
  { integration, revision }: Access,
  problem: string,
  deps: IntegrationDeps,
): Promise<void> {
  const { vendor, title } = integration;
  const now = deps.now();
  const told = await withTenant(organizationId, async (tx) => {
    const { count } = await tx.integration.updateMany({
      where: { organizationId, vendor, revision, state: "connected" },
      data: {
        state: "needs_reconnecting",
        problem: `${title} took the consent back: ${problem}.`,
        refreshingUntil: null,
      },
    });
    if (count === 0) return [];
    const news = integrationNews({ vendor, title, revision });
    return writeNews(askByPrisma(tx), { organizationId, permission: "tools.write" }, news, now);
  });
  await announceNews(told);
}
