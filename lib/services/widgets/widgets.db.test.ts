import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import {
  createTestDatabase,
  createTestOrganization,
  type TestDatabase,
  type TestOrganization,
  withOwner,
} from "@/scripts/test/database";
import { setKillSwitch } from "../kill-switch/set";
import { reportWorker } from "../workers/report-worker";
import { listWidgets } from "./list-widgets";
import { createWidget, removeWidget, updateWidget } from "./save-widget";
import { openWidget, startWidgetCall } from "./start-widget-call";

const SITE = "https://www.example.com";
let database: TestDatabase;
let tenant: TestOrganization;

beforeAll(async () => {
  database = await createTestDatabase();
  await useDatabase(database.url);
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});
beforeEach(async () => {
  tenant = await createTestOrganization(database.url);
  const url = "http://127.0.0.1:1";
  await reportWorker({ id: "w1", url, publicUrl: url, slots: 50, load: 0, draining: false });
});

const input = (change: Record<string, unknown> = {}) => ({
  name: "Contact page",
  agentId: tenant.agentId,
  label: "Talk to us",
  allowedOrigins: ["www.example.com/contact", SITE, "https://*.example.org"],
  ...change,
});
const make = (change: Record<string, unknown> = {}) => createWidget(tenant.context, input(change));
const visitor = (publicKey: string, origin: string | null = SITE) => ({ publicKey, origin, requestId: "r1" });
const call = (publicKey: string, origin: string | null = SITE) =>
  startWidgetCall(visitor(publicKey, origin), {
    tokenSecret: "only-for-tests",
    publicCallUrl: "http://127.0.0.1:1",
    workerOrigins: [],
    ice: { stunUrls: [], turnUrls: [], turnSecret: null },
    now: new Date(),
  });
const sql = <T>(text: string, values: unknown[]) =>
  withOwner(database.url, async (client) => (await client.query(text, values)).rows as T[]);

test("a widget is made, listed, changed and removed, each audited; its key stays", async () => {
  const made = await make();
  expect(made).toMatchObject({ allowedOrigins: [SITE, "https://*.example.org"], callsPerHour: 60, active: true });
  expect(made.publicKey).toMatch(/^wgt_[A-Za-z0-9_-]{24}$/);
  const changed = await updateWidget(tenant.context, made.id, input({ label: "Call us", active: false }));
  expect(changed).toMatchObject({ publicKey: made.publicKey, label: "Call us", active: false });
  expect((await listWidgets(tenant.context)).map(({ id }) => id)).toEqual([made.id]);
  await removeWidget(tenant.context, made.id);
  expect(await listWidgets(tenant.context)).toEqual([]);
  const audit = await sql<{ action: string }>("select action from audit_log where target_id = $1 order by seq", [
    made.id,
  ]);
  expect(audit.map(({ action }) => action)).toEqual(["widget.created", "widget.changed", "widget.removed"]);
});

test("another organization's widgets and agents do not exist", async () => {
  const other = await createTestOrganization(database.url);
  const theirs = await createWidget(other.context, { ...input(), agentId: other.agentId });
  await expect(updateWidget(tenant.context, theirs.id, input())).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(removeWidget(tenant.context, theirs.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(removeWidget(tenant.context, "no-id")).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(make({ agentId: other.agentId })).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect(await listWidgets(tenant.context)).toEqual([]);
});

test.each([
  ["without a site", { allowedOrigins: [] }, "allowedOrigins"],
  ["with a site that is none", { allowedOrigins: ["*"] }, "allowedOrigins"],
  ["without a name", { name: " " }, "name"],
  ["with no calls at all", { callsPerHour: 0 }, "callsPerHour"],
])("%s it is refused, and the field is named", async (_what, change, field) => {
  await expect(make(change)).rejects.toMatchObject({
    code: "INVALID",
    fields: { [field]: expect.any(String) as string },
  });
});

test("without the permission nobody sees or changes any", async () => {
  const viewer = { ...tenant.context, permissions: new Set<never>() };
  await expect(listWidgets(viewer)).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(createWidget(viewer, input())).rejects.toMatchObject({ code: "FORBIDDEN" });
});

describe("a visitor", () => {
  test("sees what the widget is, and calls: an ordinary call that says from where", async () => {
    const { publicKey, id } = await make();
    expect(await openWidget(visitor(publicKey))).toEqual({
      label: "Talk to us",
      agentName: expect.any(String) as string,
      businessName: expect.any(String) as string,
      language: "en-US",
    });
    const { callId } = await call(publicKey, "https://shop.example.org");
    const [row] = await sql("select kind, channel, from_number, request from calls where id = $1", [callId]);
    expect(row).toEqual({
      kind: "widget",
      channel: "browser",
      from_number: "Visitor of shop.example.org",
      request: { by: id },
    });
  });

  test("of another web site, or of none that is known, is refused in words", async () => {
    const { publicKey } = await make();
    for (const origin of ["https://evil.test", "https://example.com", "null", null]) {
      await expect(openWidget(visitor(publicKey, origin))).rejects.toMatchObject({
        code: "FORBIDDEN",
        message: expect.stringContaining("may not be used on this web site") as string,
      });
      await expect(call(publicKey, origin)).rejects.toMatchObject({ code: "FORBIDDEN" });
    }
    expect(await sql("select id from calls where organization_id = $1", [tenant.organizationId])).toEqual([]);
  });

  test("finds no widget that is switched off, or was never there", async () => {
    const { publicKey } = await make({ active: false });
    await expect(call(publicKey)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(call("wgt_made-up")).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("waits when the hour's calls are used up", async () => {
    const { publicKey } = await make({ callsPerHour: 2 });
    await call(publicKey);
    await call(publicKey);
    await expect(call(publicKey)).rejects.toMatchObject({ code: "RATE_LIMITED" });
    const other = await make();
    await expect(call(other.publicKey)).resolves.toBeDefined();
  });

  test("is told nothing of the organization's affairs", async () => {
    const { publicKey } = await make();
    await setKillSwitch(tenant.context, {
      scope: "organization",
      reason: "wrong prices",
    });
    await expect(call(publicKey)).rejects.toMatchObject({
      code: "UNAVAILABLE",
      message: "Nobody can take your call at the moment. Try again later.",
    });
  });
});
