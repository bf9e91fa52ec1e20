import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import {
  createTestDatabase,
  createTestOrganization,
  type TestDatabase,
  type TestOrganization,
  withOwner,
} from "@/scripts/test/database";
import { recordUsage } from "../billing/record-usage";
import { claimCall } from "../call-ownership/claim-call";
import { setKillSwitch } from "../kill-switch/set";
import { withTenantSql } from "@/lib/db/transaction";
import { reportWorker, removeWorker } from "../workers/report-worker";
import { startBrowserCall, type StartBrowserCallInput } from "./start-browser-call";

const tokenSecret = "only-for-tests";
const now = new Date();
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
  await worker("w1", { slots: 10, load: 2 });
});

const worker = (id: string, state: { slots: number; load: number; draining?: boolean; publicUrl?: string }) =>
  reportWorker({ id, url: "http://127.0.0.1:1", publicUrl: "https://calls.example.com", draining: false, ...state });
const start = (input: Partial<StartBrowserCallInput> = {}, context = tenant.context, workerOrigins: string[] = []) =>
  startBrowserCall(
    context,
    { agentId: tenant.agentId, ...input },
    {
      tokenSecret,
      publicCallUrl: "https://calls.example.com",
      workerOrigins,
      ice: { stunUrls: [], turnUrls: [], turnSecret: null },
      now,
    },
  );
const sql = <T>(text: string, values: unknown[]) =>
  withOwner(database.url, async (client) => (await client.query(text, values)).rows as T[]);
const rowOf = async (callId: string) =>
  (await sql<Record<string, unknown>>("select * from calls where id = $1", [callId]))[0];
const claim = ({ token, callId }: { token: string; callId: string }) =>
  claimCall({ token, providerCallSid: callId, workerId: "w1" }, { tokenSecret });

async function plantDraft(greeting: string) {
  await sql(
    `insert into agent_versions (organization_id, id, agent_id, number, state, config)
     select organization_id, gen_random_uuid(), agent_id, 2, 'draft', config || jsonb_build_object('greeting', $2::text)
     from agent_versions where organization_id = $1`,
    [tenant.organizationId, greeting],
  );
}

test("a test call has its row, is audited, and is claimed once with its token", async () => {
  const call = await start({ version: "published" });
  expect(call).toMatchObject({ workerUrl: "https://calls.example.com", iceServers: [] });
  expect(await rowOf(call.callId)).toMatchObject({
    channel: "browser",
    kind: "test",
    status: "ringing",
    direction: "inbound",
    from_number: tenant.context.actor.name,
    to_number: "browser",
    agent_version_id: tenant.agentVersionId,
    draft_config: null,
  });
  expect(await claim(call)).toMatchObject({ kind: "claimed", call: { channel: "browser", kind: "test" } });
  expect((await claim(call)).kind).toBe("refused");
  const [entry] = await sql("select action, details from audit_log where target_id = $1", [call.callId]);
  expect(entry).toMatchObject({ action: "call.initiated", details: { channel: "browser", kind: "test" } });
});

test("a test of the draft keeps the draft as it was when the call was asked for", async () => {
  await plantDraft("Hello from the draft.");
  const call = await start({ version: "draft" });
  await sql(
    "update agent_versions set config = config || '{\"greeting\":\"Changed since.\"}' where organization_id = $1 and state = 'draft'",
    [tenant.organizationId],
  );
  const outcome = await claim(call);
  expect(outcome).toMatchObject({
    kind: "claimed",
    call: { agent: { version: null, config: { greeting: "Hello from the draft." } } },
  });
  expect(await rowOf(call.callId)).toMatchObject({ agent_version_id: null });
  const published = await claim(await start({ version: "published" }));
  expect(published).toMatchObject({ kind: "claimed", call: { agent: { version: 1 } } });
});

test("without changes the draft is the published version", async () => {
  expect(await claim(await start({ version: "draft" }))).toMatchObject({ call: { agent: { version: 1 } } });
});

test("a token is good for a minute", async () => {
  const call = await start();
  await sql("update calls set started_at = now() - interval '61 seconds' where id = $1", [call.callId]);
  expect((await claim(call)).kind).toBe("refused");
});

test("the freest worker gets the call, at its own address only where pages may go there", async () => {
  await worker("w2", { slots: 10, load: 0, publicUrl: "https://w2.calls.example.com" });
  expect((await start()).workerUrl).toBe("https://calls.example.com");
  for (const origin of ["https://*.calls.example.com", "https://w2.calls.example.com"]) {
    expect((await start({}, tenant.context, [origin])).workerUrl).toBe("https://w2.calls.example.com");
  }
  expect((await start({}, tenant.context, ["https://*.example.org"])).workerUrl).toBe("https://calls.example.com");
  await removeWorker("w2");
});

describe("is refused, and leaves no row,", () => {
  const count = async () =>
    (await sql("select id from calls where organization_id = $1", [tenant.organizationId])).length;

  test("for an agent of another organization, an archived one, or one with nothing published", async () => {
    const other = await createTestOrganization(database.url);
    await expect(start({ agentId: other.agentId })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await sql("update agents set archived_at = now() where organization_id = $1", [tenant.organizationId]);
    await expect(start()).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await count()).toBe(0);
  });

  test("without the permission", async () => {
    await expect(start({}, { ...tenant.context, permissions: new Set() })).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  test("under a kill switch", async () => {
    await setKillSwitch(tenant.context, { scope: "agent", targetId: tenant.agentId, reason: "wrong prices" });
    await expect(start()).rejects.toMatchObject({
      code: "CONFLICT",
      message: expect.stringContaining("wrong prices") as string,
    });
    expect(await count()).toBe(0);
  });

  test("when all workers are full or leaving, and when none runs", async () => {
    await worker("w1", { slots: 2, load: 2 });
    await expect(start()).rejects.toMatchObject({ code: "RATE_LIMITED" });
    await worker("w1", { slots: 2, load: 0, draining: true });
    await expect(start()).rejects.toMatchObject({ code: "UNAVAILABLE" });
    await removeWorker("w1");
    await expect(start()).rejects.toMatchObject({ code: "UNAVAILABLE" });
    expect(await count()).toBe(0);
  });

  test("beyond five test calls at once; ordinary ones are another matter", async () => {
    const starts = await Promise.allSettled(Array.from({ length: 7 }, () => start()));
    expect(starts.filter(({ status }) => status === "fulfilled")).toHaveLength(5);
    await expect(start()).rejects.toMatchObject({ code: "RATE_LIMITED" });
    await expect(start({ kind: "phone" })).resolves.toBeDefined();
  });
});

test("tests count for nothing: not in the ledger, and not against a limit that is reached", async () => {
  await sql(
    `insert into subscriptions (organization_id, plan, status, period_start, period_end)
     values ($1, 'starter', 'active', now() - interval '1 day', now() + interval '30 days')`,
    [tenant.organizationId],
  );
  const calls = [await start(), await start({ kind: "phone" })];
  await sql(
    "update calls set status = 'completed', answered_at = started_at, ended_at = now(), duration_ms = 60000 where organization_id = $1",
    [tenant.organizationId],
  );
  const ids = calls.map(({ callId }) => ({ organizationId: tenant.organizationId, callId }));
  await withTenantSql(tenant.organizationId, (client) => recordUsage(client, ids));
  const entries = await sql<{ call_id: string }>(
    "select distinct call_id from usage_entries where organization_id = $1",
    [tenant.organizationId],
  );
  expect(entries.map(({ call_id }) => call_id)).toEqual([calls[1]?.callId]);
  await sql("update usage_entries set quantity = 100000 where organization_id = $1", [tenant.organizationId]);
  await expect(start({ kind: "phone" })).rejects.toMatchObject({ code: "CONFLICT" });
  await expect(start()).resolves.toBeDefined();
});
