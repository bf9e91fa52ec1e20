import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createMcpClient } from "@/lib/adapters/mcp/mcp-client";
import { resolveBySystem } from "@/lib/adapters/web-fetch/address-guard";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { withTenant } from "@/lib/db/transaction";
import { createTestDatabase, createTestOrganization, type TestDatabase } from "@/scripts/test/database";
import { plantCalls } from "@/scripts/test/plant-call";
import { type Sandbox, startSandbox } from "@/sandbox/server/start";
import { allowMcpTool } from "./allow-tool";
import { checkMcpServer } from "./check-server";
import { getMcpServer } from "./list-servers";
import { createMcpServer, updateMcpServer } from "./save-server";
import { finishMcpSignIn, startMcpSignIn } from "./sign-in";
import { useMcpTool } from "./use-mcp-tool";

let database: TestDatabase;
let sandbox: Sandbox;
beforeAll(async () => {
  database = await createTestDatabase();
  await useDatabase(database.url, 8);
  sandbox = await startSandbox({ accountSid: `AC${"1".repeat(32)}`, authToken: "x", deepgramKeys: "any" });
});
afterAll(async () => {
  await sandbox.close();
  await closeDatabase();
  await database.drop();
});
beforeEach(() => sandbox.controls.faults.clearAll());

const SESSION = "0193a0de-0000-7000-8000-000000000001";
const fault = (operation: string, kind: "revoked" | "expired-token" | "status", count = 1) =>
  sandbox.controls.faults.add({ vendor: "business", operation, kind, count });
const refreshes = () =>
  sandbox.controls.requestLog.list({ vendor: "business" }).filter(({ what }) => what === "oauth.refreshed").length;

/** A server that is signed in to by OAuth, and the person who does so. */
async function start() {
  const who = await createTestOrganization(database.url);
  const context = { ...who.context, sessionId: SESSION };
  const clock = { at: new Date() };
  const client = createMcpClient({ allow: [new URL(sandbox.url).host], resolve: resolveBySystem }, Date.now);
  const deps = { ...client, now: () => clock.at };
  const input = { name: "Warehouse", address: `${sandbox.url}/business/mcp-oauth`, auth: { kind: "oauth" } };
  const { id } = await createMcpServer(context, input);
  const server = () => getMcpServer(context, id);
  /** On the page of consent, as a person: what they are sent back with. */
  const consent = async (decision: "allow" | "deny" = "allow") => {
    const { url } = await startMcpSignIn(context, id, deps);
    const form = new URLSearchParams({ decision, account: "owner@harbor.test", scope: "warehouse.tools" });
    const back = await fetch(url, { method: "POST", body: form, redirect: "manual" });
    const query = new URL(back.headers.get("location") ?? "").searchParams;
    const of = (name: string) => query.get(name);
    return {
      url: new URL(url),
      returned: { state: of("state"), code: of("code"), error: of("error"), iss: of("iss") },
    };
  };
  const signIn = async () => finishMcpSignIn(context, (await consent()).returned, deps);
  const look = () => checkMcpServer(context, id, deps);
  return { ...who, context, clock, deps, id, input, server, consent, signIn, look };
}

/** With a tool that agents may use. */
async function signedIn() {
  const own = await start();
  expect(await own.signIn()).toEqual({ serverId: own.id });
  const { tools } = await own.look();
  const tool = tools.find(({ name }) => name === "parcelStatus")!;
  const of = { fingerprint: tool.fingerprint, title: "Find a parcel", description: "Finds it.", effect: "reads" };
  await allowMcpTool(own.context, own.id, tool.id, of);
  const [callId = ""] = await plantCalls(database.url, own, [{ said: ["Where is it?"] }]);
  const use = () => useMcpTool(own.context, { id: tool.id, version: 1 }, { call_id: callId }, { number: 77 }, own.deps);
  return { ...own, use };
}

test("a person is sent to the server's own page of consent, and what comes of it is kept sealed and lets us in", async () => {
  const { server, consent, look, context, deps, id, organizationId } = await start();
  expect((await look()).problem).toMatch(/nobody has signed in/);
  const { url, returned } = await consent();
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    response_type: "code",
    code_challenge_method: "S256",
    resource: `${sandbox.url}/business/mcp-oauth`,
    scope: "warehouse.tools",
    redirect_uri: expect.stringMatching(/\/settings\/tools\/servers\/callback$/),
  });
  expect(await finishMcpSignIn(context, returned, deps)).toEqual({ serverId: id });
  expect(await look()).toMatchObject({ signedIn: true, problem: null, says: "Harbor Warehouse" });
  expect((await server()).tools.map(({ name }) => name)).toContain("parcelStatus");
  const stored = await withTenant(organizationId, async (tx) => [
    await tx.mcpServer.findMany(),
    await tx.integrationAttempt.findMany(),
    await tx.auditEntry.findMany({ select: { details: true } }),
    await server(),
  ]);
  expect(JSON.stringify(stored)).not.toMatch(/whr?_[\w-]{20}/);
});

describe("a sign-in", () => {
  test("counts once, in its own session and organization, and while the server is where it was", async () => {
    const { consent, context, deps, id, input } = await start();
    const other = await createTestOrganization(database.url);
    const { returned } = await consent();
    const expired = { serverId: null, problem: "expired" };
    expect(await finishMcpSignIn({ ...other.context, sessionId: SESSION }, returned, deps)).toEqual(expired);
    const elsewhere = { ...context, sessionId: "0193a0de-0000-7000-8000-000000000002" };
    expect(await finishMcpSignIn(elsewhere, (await consent()).returned, deps)).toEqual(expired);
    expect(await finishMcpSignIn(context, returned, deps)).toEqual({ serverId: id });
    expect(await finishMcpSignIn(context, returned, deps)).toEqual(expired);
    const late = (await consent()).returned;
    await updateMcpServer(context, id, { ...input, address: `${sandbox.url}/business/other` });
    expect(await finishMcpSignIn(context, late, deps)).toEqual({ serverId: id, problem: "expired" });
  });
  test("that was denied, or whose answer comes from another issuer, lets nobody in", async () => {
    const { consent, context, deps, id, server } = await start();
    expect(await finishMcpSignIn(context, (await consent("deny")).returned, deps)).toMatchObject({ problem: "denied" });
    const mixed = { ...(await consent()).returned, iss: "https://evil.example.com" };
    expect(await finishMcpSignIn(context, mixed, deps)).toEqual({ serverId: id, problem: "failed" });
    expect((await server()).signedIn).toBe(false);
  });
  test("is gone with another address, another client or another kind of sign-in", async () => {
    for (const change of [
      { address: `${sandbox.url}/business/elsewhere` },
      { auth: { kind: "oauth", clientId: "ours" } },
      { auth: { kind: "none" } },
    ]) {
      const { signIn, context, id, input, server } = await start();
      await signIn();
      await updateMcpServer(context, id, { ...input, name: "Renamed" });
      expect((await server()).signedIn).toBe(true);
      await updateMcpServer(context, id, { ...input, ...change });
      expect(await server()).toMatchObject({ signedIn: false, hasSecret: false });
    }
  });
  test("where no program may register itself says what to do", async () => {
    const { context, id, deps } = await start();
    fault("oauth.register", "status");
    await expect(startMcpSignIn(context, id, deps)).rejects.toMatchObject({ code: "CONFLICT" });
    const plain = { name: "Plain", address: `${sandbox.url}/business/mcp`, auth: { kind: "oauth" } };
    const other = await createMcpServer(context, plain);
    await expect(startMcpSignIn(context, other.id, deps)).rejects.toMatchObject({ code: "CONFLICT" });
  });
});

describe("tokens", () => {
  test("that end soon are renewed before, once however many ask", async () => {
    const { use, clock } = await signedIn();
    clock.at = new Date(clock.at.getTime() + 3_590_000);
    const before = refreshes();
    const answers = await Promise.all([1, 2, 3, 4].map(use));
    expect(answers.map(({ failed }) => failed)).toEqual([false, false, false, false]);
    expect(refreshes()).toBe(before + 1);
  });
  test("that the server does not take are renewed, and it is asked once more", async () => {
    const { use } = await signedIn();
    fault("mcp.signed-in", "expired-token");
    const before = refreshes();
    expect(await use()).toMatchObject({ failed: false, output: { answer: expect.stringContaining("shelf four") } });
    expect(refreshes()).toBe(before + 1);
  });
  test("of a consent that was taken back are gone: callers hear it, people are told once, and signing in mends it", async () => {
    const { use, clock, server, organizationId, signIn } = await signedIn();
    clock.at = new Date(clock.at.getTime() + 3_590_000);
    fault("oauth.token", "revoked");
    expect((await use()).output).toMatchObject({ error: expect.any(String) });
    expect(await server()).toMatchObject({ signedIn: false, problem: expect.stringMatching(/sign in/) });
    expect((await use()).failed).toBe(true);
    const news = await withTenant(organizationId, (tx) =>
      tx.notification.findMany({ where: { title: { contains: "signed in to again" } } }),
    );
    expect(news).toHaveLength(1);
    await signIn();
    expect((await use()).failed).toBe(false);
  });
  test("that could not be renewed just now stay", async () => {
    const { use, clock, server } = await signedIn();
    clock.at = new Date(clock.at.getTime() + 3_590_000);
    fault("oauth.token", "status");
    expect((await use()).failed).toBe(true);
    expect((await server()).signedIn).toBe(true);
    expect((await use()).failed).toBe(false);
  });
});
