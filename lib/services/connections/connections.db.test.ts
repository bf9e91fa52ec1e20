import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { type Sandbox, startSandbox } from "@/sandbox/server/start";
import { createTestDatabase, createTestOrganization, type TestDatabase, withOwner } from "@/scripts/test/database";
import { verifyAuditChain } from "../audit/verify-audit-chain";
import { type ServiceContext, systemContext } from "../context";
import { permissionsOf } from "../permissions";
import { rotateTenantKeys } from "../secrets/rotate";
import { healthProof } from "../workers/health-proof";
import { accountFor } from "./account-for";
import { getConnections } from "./get-connections";
import { saveConnection } from "./save-connection";
import { testConnection } from "./test-connection";
import { useSandbox } from "./use-sandbox";

const SECRET = process.env["NEXTAUTH_SECRET"] ?? "";
const OWN = { accountSid: `AC${"2".repeat(32)}`, authToken: "beef".repeat(8) };
const DEEPGRAM_KEY = `${"d".repeat(36)}beef`;

let database: TestDatabase;
let sandbox: Sandbox;
let worker: Server;

beforeAll(async () => {
  sandbox = await startSandbox({
    accountSid: `AC${"1".repeat(32)}`,
    authToken: "1".repeat(32),
    deepgramKeys: ["the-installations-key"],
  });
  // Where Twilio would bring calls: answers as a call-worker does.
  worker = createServer((request, response) => {
    const challenge = new URL(request.url ?? "/", "http://worker").searchParams.get("challenge") ?? "";
    response.end(JSON.stringify({ ok: true, proof: healthProof(SECRET, challenge) }));
  });
  await new Promise<void>((resolve) => worker.listen(0, "127.0.0.1", resolve));
  Object.assign(process.env, {
    SANDBOX_URL: sandbox.url,
    TWILIO_ACCOUNT_SID: `AC${"1".repeat(32)}`,
    TWILIO_AUTH_TOKEN: "1".repeat(32),
    TWILIO_API_BASE_URL: sandbox.url,
    DEEPGRAM_API_KEY: "the-installations-key",
    DEEPGRAM_BASE_URL: sandbox.url.replace("http", "ws"),
    AWS_ACCESS_KEY_ID: "sandbox",
    AWS_SECRET_ACCESS_KEY: "sandbox-secret",
    AWS_ENDPOINT_URL_BEDROCK_RUNTIME: sandbox.url,
    STRIPE_API_BASE_URL: sandbox.url,
    OWN_ACCOUNTS_URL: sandbox.url,
    PUBLIC_CALL_URL: `http://127.0.0.1:${(worker.address() as AddressInfo).port}`,
  });
  database = await createTestDatabase();
  await useDatabase(database.url);
});
afterAll(async () => {
  worker.close();
  await sandbox.close();
  await closeDatabase();
  await database.drop();
});
beforeEach(() => {
  sandbox.controls.accounts.clear();
  sandbox.controls.faults.clearAll();
});

const set = (account: Parameters<Sandbox["controls"]["accounts"]["set"]>[0]) => sandbox.controls.accounts.set(account);
const of = async (context: ServiceContext, vendor: string) => {
  const found = (await getConnections(context)).connections.find((connection) => connection.vendor === vendor);
  if (!found) throw new Error(`no ${vendor}`);
  return found;
};
const rowsOf = (organizationId: string) =>
  withOwner(database.url, async (sql) => {
    const { rows } = await sql.query("select * from vendor_connections where organization_id = $1", [organizationId]);
    return rows as Record<string, unknown>[];
  });
const auditOf = (organizationId: string) =>
  withOwner(database.url, async (sql) => {
    const { rows } = await sql.query(
      "select action, target_id, details from audit_log where organization_id = $1 order by seq",
      [organizationId],
    );
    return rows as { action: string; target_id: string; details: unknown }[];
  });

describe("an organization that chose nothing", () => {
  test("uses what the installation has, which it may check", async () => {
    const { context } = await createTestOrganization(database.url);
    const { connections } = await getConnections(context);
    expect(connections.map(({ vendor, mode, offered, status }) => [vendor, mode, offered, status])).toEqual([
      ["twilio", "sandbox", ["sandbox", "own"], "unchecked"],
      ["deepgram", "sandbox", ["sandbox", "own"], "unchecked"],
      ["bedrock", "sandbox", ["sandbox", "own"], "unchecked"],
      ["stripe", "none", ["none", "sandbox", "own"], "unchecked"],
    ]);
    for (const vendor of ["twilio", "deepgram", "bedrock"]) {
      const check = await testConnection(context, vendor);
      expect(check.status, JSON.stringify(check.findings)).toBe(vendor === "twilio" ? "attention" : "working");
      expect(await of(context, vendor)).toMatchObject({
        mode: "sandbox",
        status: check.status,
        findings: check.findings,
      });
    }
    await expect(testConnection(context, "stripe")).rejects.toMatchObject({ code: "CONFLICT" });
    expect((await of(context, "twilio")).findings).toContainEqual(expect.objectContaining({ code: "address.reached" }));
  });
});

describe("an organization's own account", () => {
  test("is checked, sealed, used, shown by its end alone, and audited without a secret", async () => {
    const { context, organizationId } = await createTestOrganization(database.url);
    set({ vendor: "twilio", ...OWN, friendlyName: "Bright Dental" });
    const saved = await saveConnection(context, "twilio", {
      mode: "own",
      credentials: { ...OWN, apiKeySid: "", apiKeySecret: "" },
    });
    expect(saved).toMatchObject({
      mode: "own",
      revision: 1,
      status: "attention",
      shown: { accountSid: "…2222", authToken: "…beef" },
    });
    expect(saved.findings[0]?.title).toBe("Signed in to the Twilio account “Bright Dental”");
    expect((await accountFor(organizationId, "twilio")).account).toMatchObject({ ...OWN, baseUrl: sandbox.url });
    const audit = await auditOf(organizationId);
    expect(audit.at(-1)).toMatchObject({
      action: "connection.changed",
      target_id: "twilio",
      details: { before: { mode: "sandbox" }, after: { mode: "own", authToken: "…beef" } },
    });
    const everything = JSON.stringify([await rowsOf(organizationId), audit, await getConnections(context)]);
    expect(everything).not.toContain(OWN.authToken);
    expect(everything).not.toContain(OWN.accountSid);
    expect(await verifyAuditChain(organizationId)).toMatchObject({ intact: true });
  });

  test("that the vendor refuses is not stored, and what was before stays", async () => {
    const { context, organizationId } = await createTestOrganization(database.url);
    set({ vendor: "deepgram", key: DEEPGRAM_KEY });
    await saveConnection(context, "deepgram", { mode: "own", credentials: { apiKey: DEEPGRAM_KEY } });
    const before = await rowsOf(organizationId);
    const wrong = saveConnection(context, "deepgram", { mode: "own", credentials: { apiKey: "e".repeat(40) } });
    await expect(wrong).rejects.toMatchObject({
      code: "INVALID",
      message: expect.stringMatching(/^Deepgram refused the API key\. .*console\. Nothing was changed\.$/),
      fields: { "credentials.apiKey": "Deepgram refused the API key" },
    });
    sandbox.controls.faults.add({ vendor: "deepgram", operation: "*", kind: "status", status: 500 });
    await expect(
      saveConnection(context, "deepgram", { mode: "own", credentials: { apiKey: DEEPGRAM_KEY } }),
    ).rejects.toMatchObject({ code: "UNAVAILABLE", message: expect.stringContaining("nothing was changed") });
    expect(await rowsOf(organizationId)).toEqual(before);
  });

  test("that works only in part is stored with what is missing", async () => {
    const { context } = await createTestOrganization(database.url);
    const key = { accessKeyId: `AKIA${"A2".repeat(8)}`, secretAccessKey: "s".repeat(40) };
    set({ vendor: "bedrock", ...key, models: { opus: "no_access" } });
    const saved = await saveConnection(context, "bedrock", {
      mode: "own",
      credentials: { region: "eu-west-1", ...key },
    });
    expect(saved).toMatchObject({ status: "attention", shown: { region: "eu-west-1", accessKeyId: "…A2A2" } });
    expect(saved.findings.map(({ title }) => title)).toContain(
      "Deep: no access to eu.anthropic.claude-opus-4-6-v1 in eu-west-1",
    );
  });

  test("is refused with every bad field named before anybody is asked", async () => {
    const { context } = await createTestOrganization(database.url);
    const seq = sandbox.controls.requestLog.newestSeq;
    await expect(
      saveConnection(context, "twilio", { mode: "own", credentials: { accountSid: "AC1", authToken: "x" } }),
    ).rejects.toMatchObject({
      code: "INVALID",
      fields: { "credentials.accountSid": expect.any(String), "credentials.authToken": expect.any(String) },
    });
    await expect(saveConnection(context, "twilio", { mode: "platform" })).rejects.toMatchObject({
      fields: { mode: "choose one of sandbox, own" },
    });
    await expect(saveConnection(context, "acme", { mode: "own" })).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(sandbox.controls.requestLog.newestSeq).toBe(seq);
  });

  test("is given back for the sandbox in one go: its credentials are gone", async () => {
    const { context, organizationId } = await createTestOrganization(database.url);
    set({ vendor: "deepgram", key: DEEPGRAM_KEY });
    await saveConnection(context, "deepgram", { mode: "own", credentials: { apiKey: DEEPGRAM_KEY } });
    expect(await useSandbox(context, "deepgram")).toMatchObject({
      mode: "sandbox",
      revision: 2,
      status: "unchecked",
      shown: {},
    });
    expect((await rowsOf(organizationId))[0]).toMatchObject({ sealed_credentials: null, shown: {} });
    expect((await accountFor(organizationId, "deepgram")).account).toMatchObject({ apiKey: "the-installations-key" });
  });

  test("opens after the organization's key was rotated, and is then sealed with the new one", async () => {
    const { context, organizationId } = await createTestOrganization(database.url);
    set({ vendor: "deepgram", key: DEEPGRAM_KEY });
    await saveConnection(context, "deepgram", { mode: "own", credentials: { apiKey: DEEPGRAM_KEY } });
    const accountId = await withOwner(database.url, async (sql) => {
      const { rows } = await sql.query("select account_id from organizations where id = $1", [organizationId]);
      return (rows as { account_id: string }[])[0]?.account_id ?? "";
    });
    await rotateTenantKeys({ accountId, operator: "test" });
    expect(String((await rowsOf(organizationId))[0]?.["sealed_credentials"])).toMatch(/^k2\./);
    expect((await accountFor(organizationId, "deepgram")).account).toMatchObject({ apiKey: DEEPGRAM_KEY });
  });
});

test("credentials are tried without being stored, and a stored one's check does not outlive its change", async () => {
  const { context, organizationId } = await createTestOrganization(database.url);
  const tried = await testConnection(context, "deepgram", { apiKey: "e".repeat(40) });
  expect(tried).toMatchObject({
    status: "failing",
    findings: [expect.objectContaining({ code: "deepgram.refused", level: "problem" })],
  });
  expect(await rowsOf(organizationId)).toEqual([]);
  expect((await auditOf(organizationId)).at(-1)).toMatchObject({
    action: "connection.checked",
    details: { status: "failing", stored: false, found: ["deepgram.refused"] },
  });
});

test("a thief of keys can try sixty an hour and no more", async () => {
  const { context } = await createTestOrganization(database.url);
  const attempt = () => testConnection(context, "stripe", { secretKey: "sk_live_0123456789" });
  for (let tries = 0; tries < 60; tries += 1) await attempt();
  await expect(attempt()).rejects.toMatchObject({ code: "RATE_LIMITED" });
});

test("only who may changes or checks; who may read sees; another organization's stay out of sight", async () => {
  const { context, organizationId } = await createTestOrganization(database.url);
  const other = await createTestOrganization(database.url);
  set({ vendor: "deepgram", key: DEEPGRAM_KEY });
  await saveConnection(context, "deepgram", { mode: "own", credentials: { apiKey: DEEPGRAM_KEY } });
  expect(await of(other.context, "deepgram")).toMatchObject({ mode: "sandbox", shown: {} });
  const as = (role: Parameters<typeof permissionsOf>[0]) =>
    systemContext(organizationId, "somebody", [...permissionsOf(role)], "r1");
  expect((await of(as("manager"), "deepgram")).mode).toBe("own");
  await expect(saveConnection(as("manager"), "deepgram", { mode: "sandbox" })).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
  await expect(testConnection(as("manager"), "deepgram")).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(getConnections(as("supervisor"))).rejects.toMatchObject({ code: "FORBIDDEN" });
  expect((await saveConnection(as("admin"), "deepgram", { mode: "sandbox" })).mode).toBe("sandbox");
});

test("a call address where somebody else answers is told from one that is ours", async () => {
  const { checkCallAddress } = await import("./check-call-address");
  const stranger = createServer((_request, response) => response.end('{"ok":true}'));
  await new Promise<void>((resolve) => stranger.listen(0, "127.0.0.1", resolve));
  const at = (url: string, carrierUrl?: string) =>
    checkCallAddress({ publicCallUrl: url, carrierUrl, secret: SECRET, limitMs: 2_000 });
  const port = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  expect((await at(port(stranger), sandbox.url)).code).toBe("address.not_ours");
  expect((await at(port(worker), sandbox.url)).code).toBe("address.reached");
  // The real Twilio can't come here.
  expect((await at(port(worker))).code).toBe("address.not_public");
  const closed = port(stranger);
  await new Promise((resolve) => stranger.close(resolve));
  expect(await at(closed, sandbox.url)).toMatchObject({
    code: "address.unreachable",
    facts: { reason: expect.stringMatching(/^(ECONNREFUSED|UND_ERR_SOCKET)$/) as string },
  });
});
