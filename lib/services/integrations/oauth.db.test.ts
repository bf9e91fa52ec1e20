import { createHash } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { withTenant } from "@/lib/db/transaction";
import { CATALOGUE } from "@/lib/domain/integrations/catalogue";
import { createTestDatabase, createTestOrganization, type TestDatabase } from "@/scripts/test/database";
import { connectAt, depsAt } from "@/scripts/test/integrations";
import { OAUTH } from "@/scripts/test/recorded-oauth";
import { type RecordedVendor, startRecordedVendor } from "@/scripts/test/recorded-vendor";
import { finishConnect, startConnect } from "./connect";
import { disconnectIntegration } from "./disconnect";
import { getIntegration } from "./list-integrations";
import { withIntegrationToken } from "./tokens";

/** The sign-in at each vendor over HTTP, against what its documents say. */

let database: TestDatabase;
let vendor: RecordedVendor;
beforeAll(async () => {
  database = await createTestDatabase();
  await useDatabase(database.url, 12);
  vendor = await startRecordedVendor();
});
afterAll(async () => {
  await vendor.close();
  await closeDatabase();
  await database.drop();
});
afterEach(() => vendor.reset());

const BASIC = `Basic ${btoa("the-client:the-client-secret")}`;
const CLIENT = { client_id: "the-client", client_secret: "the-client-secret" };
const pathOf = (address: string) => new URL(address).pathname;

describe.each(OAUTH.map((one) => ({ name: one.vendor, one })))("$name", ({ one }) => {
  const tokenRoute = `POST ${pathOf(one.token.address)}`;

  async function start() {
    const who = await createTestOrganization(database.url);
    const context = { ...who.context, sessionId: "0193a0de-0000-7000-8000-000000000001" };
    const deps = depsAt(vendor, { at: new Date("2026-12-01T18:00:00Z") });
    vendor.on(tokenRoute, { json: one.given });
    if (one.whoAmI) vendor.on(one.whoAmI.route, { json: one.whoAmI.json });
    /** The access token that is used, when the one at first is not taken any more. */
    const use = () =>
      withIntegrationToken(context, one.vendor, deps, async ({ tokens: { access } }) => ({
        value: access,
        expired: access === "access-1",
      }));
    const state = async () => (await getIntegration(context, one.vendor, deps)).state;
    return { ...who, context, deps, use, state };
  }
  const refreshes = () => vendor.of(tokenRoute).filter(({ raw }) => raw.includes("refresh_token"));
  const without = (body: unknown, names: readonly string[]) =>
    Object.fromEntries(Object.entries(body as object).filter(([name]) => !names.includes(name)));

  test("sends a person to its page with what it asks for, and always with the same address back", async () => {
    const { context, deps } = await start();
    const asked = [];
    for (let at = 0; at < 2; at += 1) {
      const { url } = await startConnect(context, one.vendor, {}, { ...deps, bases: {} });
      asked.push(new URL(url ?? ""));
    }
    const [first, second] = asked.map(({ searchParams }) => Object.fromEntries(searchParams));
    expect(`${asked[0]?.origin}${asked[0]?.pathname}`).toBe(one.authorize.address);
    const secrets = ["state", ...(one.pkce ? ["code_challenge"] : [])];
    expect(without(first, secrets)).toEqual({
      response_type: "code",
      client_id: "the-client",
      redirect_uri: deps.redirectUri,
      ...one.authorize.params,
      ...(one.pkce && { code_challenge_method: "S256" }),
    });
    for (const name of secrets) expect(first?.[name]).not.toBe(second?.[name]);
  });

  test("gets tokens for the code as it takes it, knows whose account it is, and keeps them sealed", async () => {
    const { context, deps, organizationId } = await start();
    const address = await connectAt(context, one.vendor, deps);
    const [exchange] = vendor.of(tokenRoute);
    expect(exchange?.headers["content-type"]).toBe(
      one.token.body === "json" ? "application/json" : "application/x-www-form-urlencoded",
    );
    expect(exchange?.headers.authorization).toBe(one.token.client === "basic" ? BASIC : undefined);
    const sent = exchange?.body as Record<string, string>;
    expect(without(sent, one.pkce ? ["code_verifier"] : [])).toEqual({
      grant_type: "authorization_code",
      code: "the-code",
      redirect_uri: deps.redirectUri,
      ...(one.token.client === "form" && CLIENT),
    });
    if (one.pkce) {
      const challenge = createHash("sha256")
        .update(sent["code_verifier"] ?? "")
        .digest("base64url");
      expect(address.searchParams.get("code_challenge")).toBe(challenge);
    }
    expect(await getIntegration(context, one.vendor, deps)).toMatchObject({
      state: "connected",
      account: one.account,
    });
    const [row] = await withTenant(organizationId, (tx) => tx.integration.findMany());
    expect(JSON.stringify(row)).not.toMatch(/access-1|refresh-1/);
    if (one.whoAmI) expect(vendor.of(one.whoAmI.route)[0]?.headers.authorization).toBe("Bearer access-1");
  });

  test("takes no answer but that of what was begun", async () => {
    const { context, deps } = await start();
    await startConnect(context, one.vendor, {}, deps);
    const returned = { state: `${"0".repeat(36)}.${"A".repeat(43)}`, code: "the-code", error: null };
    expect(await finishConnect(context, returned, deps)).toEqual({ vendor: null, problem: "expired" });
    expect(vendor.of(tokenRoute)).toEqual([]);
  });

  test("renews a sign-in that is not taken any more, once however many ask, and goes on with what it got", async () => {
    const { context, deps, use, state } = await start();
    await connectAt(context, one.vendor, deps);
    if (!one.refreshed) {
      expect(await use()).toMatchObject({ problem: expect.stringMatching(/has to connect/) });
      expect(await state()).toBe("needs_reconnecting");
      return;
    }
    vendor.on(tokenRoute, { json: one.refreshed });
    const used = await Promise.all([use(), use(), use(), use()]);
    expect(used).toEqual(used.map(() => ({ value: "access-2" })));
    expect(refreshes()).toHaveLength(1);
    const [asked] = refreshes();
    expect(asked?.headers.authorization).toBe(one.token.client === "basic" ? BASIC : undefined);
    expect(asked?.body).toEqual({
      grant_type: "refresh_token",
      refresh_token: "refresh-1",
      ...(one.token.client === "form" && CLIENT),
    });
    // The next time it is asked with what it gave last.
    vendor.on(tokenRoute, { json: { ...one.refreshed, access_token: "access-3" } });
    await withIntegrationToken(context, one.vendor, deps, async ({ tokens: { access } }) => ({
      value: access,
      expired: access === "access-2",
    }));
    expect(refreshes()[1]?.body).toMatchObject({ refresh_token: one.refreshed["refresh_token"] ?? "refresh-1" });
  });

  test("whose consent is gone is told as that, and asked no more", async () => {
    const { context, deps, use, state, organizationId } = await start();
    await connectAt(context, one.vendor, deps);
    vendor.on(tokenRoute, one.gone);
    expect(await use()).toMatchObject({ problem: expect.stringMatching(/has to connect/) });
    expect(await state()).toBe("needs_reconnecting");
    const asked = refreshes().length;
    expect(await use()).toMatchObject({ problem: expect.stringMatching(/has to connect/) });
    expect(refreshes()).toHaveLength(asked);
    const bells = await withTenant(organizationId, (tx) => tx.notification.findMany());
    expect(bells).toHaveLength(1);
  });

  test("is told when somebody disconnects, with what it wants to hear", async () => {
    const { context, deps, state } = await start();
    await connectAt(context, one.vendor, deps);
    const route = `POST ${pathOf(one.revoke.address)}`;
    vendor.on(route, { json: { ok: true } });
    expect(await disconnectIntegration(context, one.vendor, deps)).toMatchObject({ revoked: true });
    const [told] = vendor.of(route);
    expect([told?.body, told?.headers.authorization]).toEqual([one.revoke.body, one.revoke.basic ? BASIC : undefined]);
    expect(await state()).toBe("not_connected");
  });
});

test("every vendor that signs in by OAuth has a recorded case, at its own addresses", () => {
  const all = CATALOGUE.flatMap((integration) => (integration.auth.kind === "oauth" ? [integration] : []));
  expect(OAUTH.map(({ vendor: name }) => name).sort()).toEqual(all.map(({ vendor: name }) => name).sort());
  for (const { vendor: name, auth } of all) {
    const one = OAUTH.find((each) => each.vendor === name);
    if (auth.kind !== "oauth" || !one) throw new Error(`${name} has no case`);
    expect(`${auth.token.origin}${auth.token.path}`).toBe(one.token.address);
    const told = auth.revoke?.({ access: "a", refresh: "r" }, { id: "i", secret: "s" });
    expect(`${told?.origin}${told?.path}`).toBe(one.revoke.address);
  }
});
