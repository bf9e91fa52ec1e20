import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { withTenant } from "@/lib/db/transaction";
import { openVendors } from "@/sandbox/oauth/testing";
import type { Fault } from "@/sandbox/stand-in";
import { plantFields, plantFinishedCall } from "@/scripts/test/after-call";
import { createTestDatabase, createTestOrganization, type TestDatabase, withOwner } from "@/scripts/test/database";
import { finishConnect, startConnect } from "../integrations/connect";
import { disconnectIntegration } from "../integrations/disconnect";
import { integrationDeps } from "../integrations/installation";
import { listCallRuns } from "./list-runs";
import { runDueSteps } from "./run-due-steps";
import { createStep } from "./save-step";
import { listStepActions } from "./step-actions";
import { tryStep } from "./try-step";

/** A finished call makes a ticket at HubSpot, over its real wire shape, with what was found in the call in it; and what goes wrong there is caught. */

let database: TestDatabase;
let vendors: Awaited<ReturnType<typeof openVendors>>;
beforeAll(async () => {
  database = await createTestDatabase();
  await useDatabase(database.url, 12);
  vendors = await openVendors();
  // What is due counts on the database's clock, which is behind by then.
  vendors.clock.advance(Date.UTC(2031, 0, 1) - vendors.clock.nowMs());
});
afterAll(async () => {
  await vendors.close();
  await closeDatabase();
  await database.drop();
});
beforeEach(() => withOwner(database.url, (sql) => sql.query("delete from after_call_runs")));

const EARLIER = new Date("2026-06-01T00:00:00Z");

/** A business that has connected HubSpot by consent, and has a ticket made after its calls. */
async function start() {
  const who = await createTestOrganization(database.url);
  const { organizationId, businessId } = who;
  const context = { ...who.context, sessionId: "0193a0de-0000-7000-8000-000000000001" };
  await plantFields(database.url, who);
  const hubspot = vendors.at("/hubspot");
  const deps = {
    ...integrationDeps({ allow: [new URL(hubspot).host], now: () => new Date(vendors.clock.nowMs()) }),
    ...{ clients: { hubspot: { id: "app", secret: "secret" } }, bases: { hubspot }, wait: async () => undefined },
  };
  const account = `${organizationId}.test`;
  const consent = new URL((await startConnect(context, "hubspot", {}, deps)).url ?? "");
  const scope = consent.searchParams.get("scope") ?? "";
  const { back } = await vendors.form(`${consent.pathname}${consent.search}`, [
    ["decision", "allow"],
    ["account", account],
    ...scope.split(" ").map((one): [string, string] => ["scope", one]),
  ]);
  const given = { state: back?.get("state") ?? null, code: back?.get("code") ?? null, error: null };
  expect(await finishConnect(context, given, deps)).toEqual({ vendor: "hubspot" });
  const ticket = (await listStepActions(context)).find(({ title }) => title === "Make a ticket");
  const step = {
    ...{ businessId, toolId: ticket?.toolId ?? "", name: "A ticket for the workshop" },
    when: { fields: [{ field: "make", is: "found" as const, value: "" }] },
    mapping: [
      { parameter: "subject", value: "{field.make} does not start", ifMissing: "skip" as const },
      { parameter: "content", value: "{summary}\nSee {call_page}", ifMissing: "empty" as const },
      { parameter: "priority", value: "High", ifMissing: "empty" as const },
    ],
  };
  const tickets = async (): Promise<{ properties: Record<string, string> }[]> =>
    ((await vendors.control(`hubspot?account=${account}`)).accounts[0]?.objects ?? []).filter(
      ({ type }: { type: string }) => type === "tickets",
    );
  const finish = () => plantFinishedCall(database.url, who, { found: { make: "Opel" } });
  const told = () => withTenant(organizationId, (tx) => tx.notification.count());
  const run = () => {
    vendors.clock.advance(20_000);
    return runDueSteps(deps);
  };
  return { ...who, context, deps, step, tickets, finish, told, run };
}

const fault = (operation: string, kind: Fault["kind"], more: object = {}) =>
  vendors.sandbox.controls.faults.add({ vendor: "hubspot", operation, kind, count: 1, ...more });

test("a finished call makes one ticket, with the field in it, and it stands there", async () => {
  const { context, step, finish, run, tickets, told } = await start();
  await createStep(context, step, EARLIER);
  const callId = await finish();
  await Promise.all([run(), run()]);
  await run();
  expect((await tickets()).map(({ properties }) => properties)).toEqual([
    expect.objectContaining({
      subject: "Opel does not start",
      content: expect.stringMatching(
        /The caller's car does not start\.\nSee .*\/calls\/[0-9a-f-]+\nCalled from \+14155550134\.$/,
      ),
      hs_ticket_priority: "HIGH",
    }),
  ]);
  expect(await listCallRuns(context, callId)).toMatchObject([
    { state: "done", verdict: "same", action: "HubSpot: Make a ticket", input: { subject: "Opel does not start" } },
  ]);
  expect(await told()).toBe(0);
});

test.each([
  ["that is answered as made and is not", "no-write", /is not so.*not there/],
  ["that HubSpot refuses", "status", /^HubSpot refused it \(422/],
  ["whose answer is lost", "drop", /not known whether it was done/],
] as const)("a ticket %s is caught, told once, and not made again by itself", async (_, kind, problem) => {
  const { context, step, finish, run, tickets, told } = await start();
  await createStep(context, step, EARLIER);
  fault("tickets.create", kind, kind === "status" ? { status: 422 } : {});
  const callId = await finish();
  await run();
  await run();
  const [failed] = await listCallRuns(context, callId);
  expect([failed?.state, failed?.problem]).toEqual([
    kind === "drop" ? "unknown" : "failed",
    expect.stringMatching(problem),
  ]);
  expect([(await tickets()).length, await told()]).toEqual([0, 1]);
});

test("a ticket that HubSpot gives up later is seen when it is read again", async () => {
  const { context, step, finish, run, told } = await start();
  await createStep(context, step, EARLIER);
  fault("tickets.create", "late-failure");
  const callId = await finish();
  await run();
  expect(await listCallRuns(context, callId)).toMatchObject([{ state: "done", verdict: "same" }]);
  await vendors.control("hubspot/late-failures", {});
  vendors.clock.advance(10 * 60_000);
  await run();
  expect(await listCallRuns(context, callId)).toMatchObject([{ state: "failed", verdict: "absent" }]);
  expect(await told()).toBe(1);
});

test("HubSpot that is away while it is asked who the caller is has changed nothing, and is asked again", async () => {
  const { context, step, finish, run, tickets } = await start();
  await createStep(context, step, EARLIER);
  fault("contacts.search", "status", { status: 503 });
  const callId = await finish();
  await run();
  expect(await listCallRuns(context, callId)).toMatchObject([{ state: "waiting", attempts: 1 }]);
  vendors.clock.advance(60_000);
  await run();
  expect(await listCallRuns(context, callId)).toMatchObject([{ state: "done", attempts: 2 }]);
  expect(await tickets()).toHaveLength(1);
});

test("HubSpot that was disconnected after the call: nothing is sent, and the call says why", async () => {
  const { context, step, finish, run, deps, tickets, told } = await start();
  await createStep(context, step, EARLIER);
  const callId = await finish();
  await disconnectIntegration(context, "hubspot", deps);
  await run();
  expect(await listCallRuns(context, callId)).toMatchObject([
    { state: "failed", problem: "HubSpot is not connected any more." },
  ]);
  expect([(await tickets()).length, await told()]).toEqual([0, 1]);
});

test("tried for a past call it shows what would be sent, and does it only when that is wished", async () => {
  const { context, step, finish, tickets, deps } = await start();
  const callId = await finish();
  const shown = await tryStep(context, { step, callId }, deps);
  expect(shown).toMatchObject({
    ...{ matches: true, problem: null, run: null },
    parameters: [
      { name: "subject", value: "Opel does not start" },
      { name: "content" },
      { name: "priority", value: "high" },
    ],
  });
  expect(await tickets()).toEqual([]);
  const done = await tryStep(context, { step, callId, really: true }, deps);
  expect([done.outcome, done.run?.callId]).toEqual(["done", callId]);
  expect(await tickets()).toHaveLength(1);
  await expect(
    tryStep({ ...context, permissions: new Set(["calls.read", "tools.read"]) }, { step, callId }, deps),
  ).rejects.toMatchObject({ code: "FORBIDDEN" });
});
