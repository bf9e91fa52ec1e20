import { createHash } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ToolRunResource } from "@/lib/contracts/tools";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { withTenant } from "@/lib/db/transaction";
import { createTestDatabase, createTestOrganization, type TestDatabase } from "@/scripts/test/database";
import { connectAt, depsAt, useAction } from "@/scripts/test/integrations";
import { plantCalls } from "@/scripts/test/plant-call";
import { type RecordedVendor, startRecordedVendor } from "@/scripts/test/recorded-vendor";
import { finishConnect, startConnect } from "./connect";
import { disconnectIntegration } from "./disconnect";
import { getIntegration, listActionRuns } from "./list-integrations";
import { saveAction, saveIntegration } from "./save-integration";
import { testIntegrationAction } from "./use-integration-tool";

let database: TestDatabase;
let google: RecordedVendor;
beforeAll(async () => {
  database = await createTestDatabase();
  await useDatabase(database.url, 12);
  google = await startRecordedVendor();
});
afterAll(async () => {
  await google.close();
  await closeDatabase();
  await database.drop();
});
beforeEach(() => {
  google.on("POST /token", { json: TOKENS });
  google.on("GET /calendar/v3/calendars/primary/events", { json: { summary: "mia@bright.example", items: [] } });
  google.on("POST /calendar/v3/freeBusy", { json: { calendars: { primary: { busy: [] } } } });
});
afterEach(() => google.reset());

const SCOPE = "https://www.googleapis.com/auth/calendar.events https://www.googleapis.com/auth/calendar.freebusy";
const TOKENS = { access_token: "access-1", refresh_token: "refresh-1", expires_in: 3600, scope: SCOPE };
const NOW = "2026-12-01T18:00:00Z";
const DAY = { day: "2026-12-03" };

async function start(minutesLater = 0) {
  const who = await createTestOrganization(database.url);
  const context = { ...who.context, sessionId: "0193a0de-0000-7000-8000-000000000001" };
  const [callId = ""] = await plantCalls(database.url, who, [{ said: ["When are you free?"] }]);
  const clock = { at: new Date(NOW) };
  const deps = depsAt(google, clock);
  const address = await connectAt(context, "google_calendar", deps);
  clock.at = new Date(clock.at.getTime() + minutesLater * 60_000);
  const caller = { call_id: callId, caller_number: "+14155550134", time_zone: "America/Los_Angeles" };
  const use = (action: string, input: Record<string, unknown>) =>
    useAction(context, "google_calendar", action, input, deps, caller);
  const state = async () => (await getIntegration(context, "google_calendar", deps)).state;
  return { ...who, context, clock, deps, address, caller, use, state };
}

describe("connecting", () => {
  test("sends the person to the vendor's consent with PKCE, and keeps what comes back sealed", async () => {
    const { context, organizationId, address, deps } = await start();
    const asked = Object.fromEntries(address.searchParams);
    expect([address.origin, address.pathname]).toEqual([google.url, "/o/oauth2/v2/auth"]);
    expect(asked).toMatchObject({
      response_type: "code",
      client_id: "the-client",
      scope: SCOPE,
      access_type: "offline",
      code_challenge_method: "S256",
      redirect_uri: expect.stringMatching(/\/settings\/integrations\/callback$/),
    });
    const [exchange] = google.of("POST /token");
    const sent = exchange?.body as Record<string, string>;
    expect(sent).toMatchObject({
      grant_type: "authorization_code",
      code: "the-code",
      client_secret: "the-client-secret",
    });
    expect(
      createHash("sha256")
        .update(sent.code_verifier ?? "")
        .digest("base64url"),
    ).toBe(asked.code_challenge);
    const stored = await withTenant(organizationId, async (tx) => [
      await tx.integration.findMany(),
      await tx.integrationAttempt.findMany(),
      await tx.auditEntry.findMany({ select: { details: true } }),
    ]);
    expect(JSON.stringify(stored)).not.toMatch(/access-1|refresh-1|the-code/);
    expect(await getIntegration(context, "google_calendar", deps)).toMatchObject({
      state: "connected",
      account: "mia@bright.example",
      granted: SCOPE.split(" "),
      actions: [{ action: "check_availability" }, { action: "create_event" }, { action: "update_event" }],
    });
  });

  test("leaves off what would tell any caller anything, until somebody has read that and switches it on", async () => {
    const { context, deps, caller } = await start();
    google.on("POST /v1/oauth/token", { json: { access_token: "access-2", workspace_name: "Bright" } });
    google.on("POST /v1/search", { json: { results: [] } });
    await connectAt(context, "notion", deps);
    const search = async () => useAction(context, "notion", "search_content", { query: "Mia Chen" }, deps, caller);
    const { actions } = await getIntegration(context, "notion", deps);
    expect(actions.map(({ action, enabled }) => [action, enabled])).toEqual([
      ["search_content", false],
      ["create_page", true],
      ["update_database", true],
    ]);
    expect(actions[0]?.warning).toMatch(/any caller/);
    expect((await search()).failed).toBe(true);
    expect(google.of("POST /v1/search")).toEqual([]);
    await saveAction(context, "notion", "search_content", { enabled: true }, deps);
    expect((await search()).failed).toBe(false);
  });

  test("counts once, in its own session, organization and time", async () => {
    const { context, deps, clock } = await start();
    const other = await createTestOrganization(database.url);
    const begin = async () =>
      new URL((await startConnect(context, "google_calendar", {}, deps)).url ?? "").searchParams.get("state");
    const end = (who: typeof context, state: string | null) =>
      finishConnect(who, { state, code: "the-code", error: null }, deps);
    const expired = { vendor: null, problem: "expired" };
    const state = await begin();
    expect(await end({ ...other.context, sessionId: context.sessionId }, state)).toEqual(expired);
    expect(await end(context, state)).toEqual({ vendor: "google_calendar" });
    expect(await end(context, state)).toEqual(expired);
    const stolen = await begin();
    expect(await end({ ...context, sessionId: "0193a0de-0000-7000-8000-000000000002" }, stolen)).toEqual(expired);
    const changed = (await begin())?.replace(/.$/, (last) => (last === "A" ? "B" : "A")) ?? "";
    expect(await end(context, changed)).toEqual(expired);
    const late = await begin();
    clock.at = new Date(clock.at.getTime() + 11 * 60_000);
    expect(await end(context, late)).toEqual(expired);
  });

  test("that the person refuses comes to nothing", async () => {
    const { context, deps } = await start();
    const { url } = await startConnect(context, "google_calendar", {}, deps);
    const state = new URL(url ?? "").searchParams.get("state");
    expect(await finishConnect(context, { state, code: null, error: "access_denied" }, deps)).toEqual({
      vendor: "google_calendar",
      problem: "denied",
    });
  });

  test("is not offered where the installation has no app registered", async () => {
    const { context, deps } = await start();
    const without = { ...deps, clients: {} };
    await expect(startConnect(context, "hubspot", {}, without)).rejects.toMatchObject({ code: "CONFLICT" });
    expect((await getIntegration(context, "hubspot", without)).state).toBe("unavailable");
  });
});

describe("the sign-in", () => {
  test("that ends soon is renewed before, once however many ask", async () => {
    const { use } = await start(60);
    google.on("POST /token", { json: { access_token: "access-2", expires_in: 3600 } });
    const answers = await Promise.all(Array.from({ length: 10 }, () => use("check_availability", DAY)));
    expect(answers.filter(({ failed }) => failed)).toEqual([]);
    const renewals = google.of("POST /token").filter(({ body }) => JSON.stringify(body).includes("refresh-1"));
    expect(renewals).toHaveLength(1);
    expect(new Set(google.of("POST /calendar/v3/freeBusy").map(({ headers }) => headers.authorization))).toEqual(
      new Set(["Bearer access-2"]),
    );
  });

  test("that the vendor does not take any more is renewed once, and it is done once", async () => {
    const { use } = await start();
    google.on("POST /token", { json: { access_token: "access-2", refresh_token: "refresh-2", expires_in: 3600 } });
    google.on("POST /calendar/v3/freeBusy", ({ headers }) =>
      headers.authorization === "Bearer access-2"
        ? { json: { calendars: { primary: { busy: [] } } } }
        : { status: 401, json: { error: { code: 401, message: "Invalid Credentials", status: "UNAUTHENTICATED" } } },
    );
    const answers = await Promise.all(Array.from({ length: 6 }, () => use("check_availability", DAY)));
    expect(answers.filter(({ failed }) => failed)).toEqual([]);
    expect(google.of("POST /token").filter(({ body }) => JSON.stringify(body).includes("refresh_token"))).toHaveLength(
      1,
    );
  });

  test("whose consent was taken back: the page and the bell say so, and the caller hears something true", async () => {
    const { use, state, organizationId, context, deps } = await start(60);
    google.on("POST /token", { status: 400, json: { error: "invalid_grant", error_description: "Token revoked." } });
    const answers = await Promise.all([use("check_availability", DAY), use("check_availability", DAY)]);
    for (const { output, failed } of answers) {
      expect(failed).toBe(true);
      expect(output.error).toMatch(/has to connect Google Calendar again.*can't be looked up now/);
    }
    expect(await state()).toBe("needs_reconnecting");
    const bells = await withTenant(organizationId, (tx) => tx.notification.findMany());
    expect(bells.map(({ title }) => title)).toEqual(["Google Calendar has to be connected again"]);
    google.on("POST /token", { json: TOKENS });
    await connectAt(context, "google_calendar", deps);
    expect((await use("check_availability", DAY)).failed).toBe(false);
  });

  test("that cannot be renewed just now is not lost", async () => {
    const { use, state } = await start(60);
    google.on("POST /token", { status: 503, text: "busy" });
    expect((await use("check_availability", DAY)).output.error).toMatch(/could not be renewed just now/);
    expect(await state()).toBe("connected");
    google.on("POST /token", { json: { access_token: "access-2", expires_in: 3600 } });
    expect((await use("check_availability", DAY)).failed).toBe(false);
  });
});

describe("disconnecting", () => {
  test("takes the consent back at the vendor, and its tools cannot be used any more", async () => {
    const { context, deps, use, state, organizationId } = await start();
    google.on("POST /revoke", { json: {} });
    expect(await disconnectIntegration(context, "google_calendar", deps)).toMatchObject({ revoked: true });
    expect(google.of("POST /revoke")[0]?.body).toEqual({ token: "refresh-1" });
    expect((await use("check_availability", DAY)).output.error).toMatch(/can't be used any more/);
    expect(await state()).toBe("not_connected");
    const [row] = await withTenant(organizationId, (tx) => tx.integration.findMany());
    expect(row).toMatchObject({ sealedTokens: null, state: "disconnected" });
    expect((await disconnectIntegration(context, "google_calendar", deps)).note).toMatch(/was not connected/);
  });
  test("says so when the vendor could not be told, and forgets the sign-in all the same", async () => {
    const { context, deps, state } = await start();
    google.on("POST /revoke", { status: 500, text: "no" });
    const { revoked, note } = await disconnectIntegration(context, "google_calendar", deps);
    expect([revoked, note]).toEqual([false, expect.stringMatching(/could not be told: it answered 500.*Take it back/)]);
    expect(await state()).toBe("not_connected");
  });
});

describe("an action", () => {
  test("is tried on the page as it is in a call, is written down without the sign-in, and can be switched off", async () => {
    const { context, deps, use } = await start();
    const wanted = { input: DAY, bound: { time_zone: "America/Los_Angeles" } };
    const { run } = await testIntegrationAction(context, "google_calendar", "check_availability", wanted, deps);
    expect(ToolRunResource.parse(run)).toMatchObject({ kind: "test", outcome: "done", httpStatus: 200 });
    expect(JSON.stringify(run)).not.toContain("access-1");
    await saveAction(context, "google_calendar", "check_availability", { enabled: false }, deps);
    expect((await use("check_availability", DAY)).output.error).toMatch(/can't be used any more/);
    expect(await listActionRuns(context, "google_calendar", "check_availability")).toHaveLength(1);
  });
  test("takes from the model what is the model's alone", async () => {
    const { use } = await start();
    const { failed, output } = await use("check_availability", { ...DAY, time_zone: "UTC" });
    expect([failed, output.error]).toEqual([true, expect.stringMatching(/not right/)]);
    expect(google.of("POST /calendar/v3/freeBusy")).toEqual([]);
  });
  test("changed by a manager is a version; what the server puts in can be set", async () => {
    const { context, deps, use } = await start();
    const of = { confirm: "person", limits: { perTurn: 1, perCall: 2, perDay: 1 } };
    const saved = await saveAction(context, "google_calendar", "check_availability", of, deps);
    expect(saved.actions[0]).toMatchObject({ version: 2, confirm: "person" });
    await saveIntegration(context, "google_calendar", { settings: { calendar_id: "desk@bright.example" } }, deps);
    await use("check_availability", DAY);
    expect(google.of("POST /calendar/v3/freeBusy")[0]?.body).toMatchObject({ items: [{ id: "desk@bright.example" }] });
    expect((await use("check_availability", DAY)).output.error).toMatch(/as often as it may be in one day/);
  });
});
