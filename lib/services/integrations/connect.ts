import { createHash, randomBytes } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import {
  ConnectIntegrationInput,
  type ConnectIntegrationResult,
  type IntegrationToolSpec,
  type IntegrationVendor,
} from "@/lib/contracts/integrations";
import { TOOL_RULES } from "@/lib/contracts/tools";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import { findIntegration } from "@/lib/domain/integrations/catalogue";
import type { Integration, IntegrationAction, KeyAuth } from "@/lib/domain/integrations/integration";
import { authorizeUrl, readTokens, tokenRequest } from "@/lib/domain/integrations/oauth";
import { readVendor } from "@/lib/domain/integrations/read-vendor";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { sealForTenant } from "../secrets/tenant-envelope";
import { hashOf, takeAttempt, verifierPurpose } from "./attempts";
import { boundRequest } from "./bound-request";
import { clientIn, type IntegrationDeps, originIn } from "./installation";
import { type Access, sealTokens, type Sealed, signInHeaders } from "./tokens";

const ATTEMPT_MS = 10 * 60_000;
const TIMEOUT_MS = 10_000;

/** Throws NOT_FOUND. */
export function theIntegration(vendor: string): Integration {
  const integration = findIntegration(vendor);
  if (!integration) throw new ServiceError("NOT_FOUND", "There is no such integration.");
  return integration;
}

/**
 * Begins to connect: gives the vendor's page where the consent is given, once and within ten minutes; or, for one with a key, connects it at once.
 * A consent that a person begins ends in their own session alone. Needs `tools.write`; throws NOT_FOUND, INVALID, CONFLICT (no app registered).
 */
export async function startConnect(
  context: ServiceContext,
  vendor: string,
  input: unknown,
  deps: IntegrationDeps,
): Promise<ConnectIntegrationResult> {
  requirePermission(context, "tools.write");
  const integration = theIntegration(vendor);
  const { fields } = parseInput(ConnectIntegrationInput, input);
  const { auth } = integration;
  if (auth.kind === "key") {
    await connectWithKey(context, integration, auth, fields, deps);
    return { url: null, expiresAt: null };
  }
  const client = clientIn(deps, integration);
  if (!client)
    throw new ServiceError("CONFLICT", `This installation has no app registered with ${integration.title} yet.`);
  const { organizationId, sessionId } = context;
  const [id, secret, verifier] = [uuidv7(), random(), random()];
  const now = deps.now();
  const expiresAt = new Date(now.getTime() + ATTEMPT_MS);
  await withTenant(organizationId, async (tx) => {
    await tx.integrationAttempt.deleteMany({ where: { organizationId, expiresAt: { lt: now } } });
    const sealedVerifier = await sealForTenant(tx, organizationId, verifierPurpose(id), verifier);
    const stateHash = hashOf(secret);
    const attempt = { organizationId, id, vendor, stateHash, sealedVerifier, expiresAt };
    await tx.integrationAttempt.create({ data: { ...attempt, sessionId: sessionId ?? null } });
  });
  const challenge = createHash("sha256").update(verifier).digest("base64url");
  const origin = originIn(deps, integration, auth.authorize.origin);
  const of = { clientId: client.id, redirectUri: deps.redirectUri, state: `${id}.${secret}`, challenge };
  return { url: authorizeUrl({ ...integration, auth }, origin, of).href, expiresAt: expiresAt.toISOString() };
}

/** Why a consent came to nothing. */
export type ConnectProblem = "expired" | "denied" | "failed";

/**
 * Ends what `startConnect` began, with what the vendor sent the person back with. The state is good once, in time, in the organization and the
 * session it was begun in. Needs `tools.write`. Audited.
 */
export async function finishConnect(
  context: ServiceContext,
  returned: { state: string | null; code: string | null; error: string | null },
  deps: IntegrationDeps,
): Promise<{ vendor: IntegrationVendor } | { vendor: IntegrationVendor | null; problem: ConnectProblem }> {
  requirePermission(context, "tools.write");
  const attempt = await takeAttempt(context, returned.state ?? "", deps.now());
  const integration = attempt && findIntegration(attempt.vendor);
  if (!attempt || !integration || integration.auth.kind !== "oauth") return { vendor: null, problem: "expired" };
  const { vendor, auth } = integration;
  const client = clientIn(deps, integration);
  if (returned.error !== null) return { vendor, problem: returned.error === "access_denied" ? "denied" : "failed" };
  if (returned.code === null || !client) return { vendor, problem: "failed" };
  const grant = {
    grant_type: "authorization_code" as const,
    code: returned.code,
    redirect_uri: deps.redirectUri,
    code_verifier: attempt.verifier,
  };
  const request = tokenRequest(auth, originIn(deps, integration, auth.token.origin), client, grant);
  const sent = await deps.send(request, {}, { timeoutMs: TIMEOUT_MS, changes: true });
  if (sent.kind !== "answer") return { vendor, problem: "failed" };
  const answer = readTokens(sent.status, sent.text, deps.now().getTime());
  if ("problem" in answer) return { vendor, problem: "failed" };
  const more = auth.grantIn?.(answer.json) ?? {};
  if ("problem" in more) return { vendor, problem: "failed" };
  const { access, refresh, expiresAtMs } = answer.tokens;
  await keep(
    context,
    integration,
    {
      tokens: { access, refresh, user: "" },
      expiresAt: expiresAtMs === null ? null : new Date(expiresAtMs),
      granted: answer.granted ?? integration.scopes.map(({ scope }) => scope),
      account: more.account ?? {},
      // Where the operator says that the vendor is, all of it is.
      apiUrl: deps.bases[auth.client] === undefined ? (more.apiUrl ?? null) : null,
    },
    deps,
  );
  return { vendor };
}

const random = () => randomBytes(32).toString("base64url");

async function connectWithKey(
  context: ServiceContext,
  integration: Integration,
  auth: KeyAuth,
  given: Record<string, string>,
  deps: IntegrationDeps,
): Promise<void> {
  const fields = Object.fromEntries(auth.fields.map(({ name }) => [name, (given[name] ?? "").trim()]));
  const empty = auth.fields.find(({ name }) => fields[name] === "");
  if (empty) throw invalid(empty.name, "is needed");
  const read = auth.read(fields);
  if ("field" in read) throw invalid(read.field, read.problem);
  const tokens: Sealed = { access: read.secret, refresh: null, user: read.user };
  const connection = { tokens, expiresAt: null, granted: [], account: { name: read.name }, apiUrl: read.apiUrl };
  if (!(await keep(context, integration, connection, deps)))
    throw invalid(auth.fields.at(-1)?.name ?? "key", `${integration.title} does not take it`);
}

const invalid = (field: string, problem: string) =>
  new ServiceError("INVALID", `Check ${field}: ${problem}.`, { fields: { [`fields.${field}`]: problem } });

type Connection = {
  tokens: Sealed;
  expiresAt: Date | null;
  granted: string[];
  account: Record<string, string>;
  apiUrl: string | null;
};

/** Asks whose account it is, seals the tokens and makes the tools. False: the vendor does not take what was typed, and nothing is kept. */
async function keep(
  context: ServiceContext,
  integration: Integration,
  { tokens, ...connection }: Connection,
  deps: IntegrationDeps,
): Promise<boolean> {
  const { organizationId, actor } = context;
  const { vendor } = integration;
  const named = await whoIs(integration, { tokens, ...connection }, deps);
  if (!named && integration.whoAmI && integration.auth.kind === "key") return false;
  const now = deps.now();
  await withTenant(organizationId, async (tx) => {
    await tx.$queryRaw`select id from organizations where id = ${organizationId}::uuid for update`;
    const key = { organizationId_vendor: { organizationId, vendor } };
    const before = await tx.integration.findUnique({ where: key });
    const data = {
      ...{ ...connection, account: { ...connection.account, ...named } },
      ...{ state: "connected", problem: null, refreshingUntil: null, connectedBy: actor.name, connectedAt: now },
      ...{ sealedTokens: await sealTokens(tx, organizationId, vendor, tokens), revision: (before?.revision ?? 0) + 1 },
    };
    await tx.integration.upsert({ where: key, update: data, create: { organizationId, vendor, ...data } });
    await makeTools(tx, context, integration, now);
    const details = { granted: connection.granted };
    const record = { action: "integration.connected", targetType: "integration", targetId: vendor, details };
    await recordAudit(tx, context, record, now);
  });
  return true;
}

async function whoIs(
  integration: Integration,
  { tokens, apiUrl, account, expiresAt }: Connection,
  deps: IntegrationDeps,
): Promise<Record<string, string> | null> {
  const { whoAmI } = integration;
  if (!whoAmI) return null;
  const url = apiUrl ?? originIn(deps, integration, integration.apiOrigin);
  const access: Access = { integration, apiUrl: url, settings: {}, account, tokens, revision: 0, expiresAt };
  const request = boundRequest(integration, url, whoAmI.request);
  const options = { timeoutMs: TIMEOUT_MS, changes: false };
  const sent = await deps.send(request, signInHeaders(access, request.body, deps.now()), options);
  const read = readVendor(integration, { effect: "reads" }, whoAmI.request, sent, false);
  return "answer" in read ? whoAmI.read(read.answer.json) : null;
}
/** A tool for each action that has none; those of an earlier connection stay as they were. */
async function makeTools(
  tx: Transaction,
  { organizationId, actor }: ServiceContext,
  integration: Integration,
  now: Date,
): Promise<void> {
  const { vendor } = integration;
  const there = await tx.tool.findMany({
    where: { organizationId },
    select: { name: true, vendor: true, action: true },
  });
  const names = new Set(there.map(({ name }) => name));
  for (const action of integration.actions) {
    if (there.some((tool) => tool.vendor === vendor && tool.action === action.name)) continue;
    const spec = specOf(integration, action, names);
    names.add(spec.name);
    const id = uuidv7();
    const data = { organizationId, id, kind: "integration", vendor, action: action.name, name: spec.name, version: 1 };
    const enabled = action.warning === undefined;
    await tx.tool.create({ data: { ...data, enabled, createdAt: now, updatedAt: now } });
    const version = { organizationId, toolId: id, number: 1, spec, createdBy: actor.name, createdAt: now };
    await tx.toolVersion.create({ data: version });
  }
}

function specOf({ vendor }: Integration, action: IntegrationAction, taken: ReadonlySet<string>): IntegrationToolSpec {
  const name = `${vendor}_${action.name}`;
  let free = name;
  for (let number = 2; taken.has(free); number += 1) free = `${name}_${number}`;
  const { title, description, effect, confirm, sayWhile, mode = "side_by_side", limits = {} } = action;
  return {
    ...{ name: free, title, description, effect, confirm, sayWhile, mode, vendor, action: action.name },
    ...{ timeoutMs: TIMEOUT_MS, retries: 0, limits: TOOL_RULES.limits.parse(limits) },
  };
}
