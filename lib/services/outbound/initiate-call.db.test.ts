import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { TwilioRestError } from "@/lib/adapters/twilio/rest-error";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import {
  createTestDatabase,
  createTestOrganization,
  withOwner,
  type TestDatabase,
  type TestOrganization,
} from "@/scripts/test/database";
import { claimCall } from "../call-ownership/claim-call";
import { clearKillSwitch } from "../kill-switch/clear";
import { setKillSwitch } from "../kill-switch/set";
import { initiateCall, type InitiateCallDeps, type InitiateCallInput } from "./initiate-call";
import { openOutboundLeg } from "./open-outbound-leg";

const tokenSecret = "only-for-tests";
let database: TestDatabase;
let tenant: TestOrganization;
let placed: Parameters<InitiateCallDeps["carrier"]["createCall"]>[0][];
let answer: () => Promise<{ callSid: string }>;
let sid = 0;

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
  placed = [];
  answer = async () => ({ callSid: `CA${String((sid += 1)).padStart(32, "0")}` });
});

const start = (input: Partial<InitiateCallInput> = {}, context = tenant.context) =>
  initiateCall(
    context,
    { to: "+12025550123", ...input },
    {
      carrier: {
        createCall(call) {
          placed.push(call);
          return answer();
        },
      },
      publicCallUrl: "https://calls.example.com",
      now: new Date(),
    },
  );
const sql = <T>(text: string, values: unknown[]) =>
  withOwner(database.url, async (client) => (await client.query(text, values)).rows as T[]);

test("a call is stored, then placed with addresses that name it, and is audited", async () => {
  const call = await start({ to: "+1 (202) 555-0123", metadata: { order: "17" } });
  expect(call).toMatchObject({
    status: "initiated",
    direction: "outbound",
    from: tenant.phoneNumber,
    to: "+12025550123",
    agentId: tenant.agentId,
  });
  const query = `?org=${tenant.organizationId}&call=${call.id}#rc=5&rp=ct,rt,5xx`;
  expect(placed).toMatchObject([
    {
      to: "+12025550123",
      from: tenant.phoneNumber,
      url: `https://calls.example.com/twilio/voice${query}`,
      statusCallback: `https://calls.example.com/twilio/status${query}`,
      amdCallback: `https://calls.example.com/twilio/amd${query}`,
    },
  ]);
  const [row] = await sql("select provider_call_sid, request from calls where id = $1", [call.id]);
  expect(row).toMatchObject({
    provider_call_sid: expect.stringMatching(/^CA/) as string,
    request: { metadata: { order: "17" } },
  });
  expect(await sql("select action from audit_log where target_id = $1", [call.id])).toEqual([
    { action: "call.initiated" },
  ]);
});

test("when it is answered a worker takes it with the token of its own voice webhook, though the id came late", async () => {
  const call = await start();
  const [row] = await sql<{ provider_call_sid: string }>("select provider_call_sid from calls where id = $1", [
    call.id,
  ]);
  const providerCallSid = row?.provider_call_sid ?? "";
  await sql("update calls set provider_call_sid = null where id = $1", [call.id]);
  const ids = { organizationId: tenant.organizationId, callId: call.id, providerCallSid };
  const opened = await openOutboundLeg(ids, { tokenSecret, killSwitches: [] });
  expect(opened).toEqual(await openOutboundLeg(ids, { tokenSecret, killSwitches: [] }));
  if (opened.kind !== "connect") throw new Error(opened.kind);
  const claimed = await claimCall({ token: opened.token, providerCallSid, workerId: "w" }, { tokenSecret });
  expect(claimed).toMatchObject({ kind: "claimed", call: { direction: "outbound", request: { metadata: {} } } });
  const other = { ...ids, providerCallSid: "CAother" };
  expect((await openOutboundLeg(other, { tokenSecret, killSwitches: [] })).kind).toBe("over");
});

test.each([
  [{ to: "911" }, "to"],
  [{ to: "+19005551234" }, "to"],
  [{ to: "+8816123456789" }, "to"],
  [{ from: "+12025550188" }, "from"],
])("%j is refused before anything is stored or dialled", async (input, field) => {
  await expect(start(input)).rejects.toMatchObject({
    code: "INVALID",
    fields: { [field]: expect.any(String) as string },
  });
  expect(placed).toEqual([]);
  expect(await sql("select 1 from calls where organization_id = $1", [tenant.organizationId])).toEqual([]);
});

test("an agent is not called by an agent, of whatever organization", async () => {
  const other = await createTestOrganization(database.url);
  await sql("update phone_numbers set e164 = '+12025550171' where e164 = $1", [other.phoneNumber]);
  await expect(start({ to: "+12025550171" })).rejects.toMatchObject({ code: "INVALID" });
  expect(placed).toEqual([]);
});

test("another organization's number or agent can't be used", async () => {
  const other = await createTestOrganization(database.url);
  await expect(start({ from: other.phoneNumber })).rejects.toMatchObject({ code: "INVALID" });
  await expect(start({ agentId: other.agentId })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(start({ businessId: other.businessId })).rejects.toMatchObject({ code: "INVALID" });
});

test("who may not start calls, can't", async () => {
  const viewer = await createTestOrganization(database.url, { role: "viewer" });
  await expect(start({}, viewer.context)).rejects.toMatchObject({ code: "FORBIDDEN" });
});

test("a kill switch stops the next call at once", async () => {
  const { id } = await setKillSwitch(tenant.context, { scope: "organization", reason: "wrong list" });
  await expect(start()).rejects.toMatchObject({
    code: "CONFLICT",
    message: expect.stringContaining("wrong list") as string,
  });
  await clearKillSwitch(tenant.context, { id });
  await start();
});

test("an organization has so many calls at once and no more, even when all are asked for together", async () => {
  await sql(`update organizations set settings = '{"concurrentCalls": 3}' where id = $1`, [tenant.organizationId]);
  const outcomes = await Promise.allSettled(Array.from({ length: 6 }, () => start()));
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
  expect(placed).toHaveLength(3);
  await expect(start()).rejects.toMatchObject({ code: "RATE_LIMITED", retryAfterMs: 30_000 });
});

test("one number is called 20 times within an hour and no more, whatever starts the calls; others still are", async () => {
  await sql(`update organizations set settings = '{"concurrentCalls": 100}' where id = $1`, [tenant.organizationId]);
  const outcomes = await Promise.allSettled(Array.from({ length: 23 }, () => start()));
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(20);
  expect(placed).toHaveLength(20);
  await expect(start()).rejects.toMatchObject({ code: "RATE_LIMITED", retryAfterMs: 600_000 });
  await start({ to: "+14155550177" });
  await sql("update calls set started_at = started_at - interval '61 minutes' where organization_id = $1", [
    tenant.organizationId,
  ]);
  await start();
});

test("a plan's limit holds for calls that are asked for together, and nobody is dialled beyond it", async () => {
  await sql(
    `insert into subscriptions (organization_id, plan, status, period_start, period_end, updated_at)
     values ($1, 'starter', 'active', now() - interval '1 day', now() + interval '20 days', now())`,
    [tenant.organizationId],
  );
  await sql(
    `insert into usage_entries (organization_id, call_id, kind, quantity, at)
     select $1, gen_random_uuid(), 'call', 1, now() from generate_series(1, 107)`,
    [tenant.organizationId],
  );
  const outcomes = await Promise.allSettled(Array.from({ length: 6 }, () => start()));
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
  expect(placed).toHaveLength(3);
  await expect(start()).rejects.toMatchObject({
    code: "CONFLICT",
    message: expect.stringContaining("used up") as string,
  });
});

test("a number that the carrier does not know is the caller's to correct", async () => {
  answer = () =>
    Promise.reject(new TwilioRestError("The number to call is not a valid phone number.", 21211, 400, false));
  await expect(start()).rejects.toMatchObject({ code: "INVALID" });
});

test("what the carrier refuses is stored as failed with its reason, and told", async () => {
  answer = () => Promise.reject(new TwilioRestError("Twilio could not call +12025550123: geo", 21215, 400, false));
  await expect(start()).rejects.toMatchObject({
    code: "UNAVAILABLE",
    message: expect.stringContaining("geo") as string,
  });
  const rows = await sql(
    "select status, end_reason, ended_at is not null as over from calls where organization_id = $1",
    [tenant.organizationId],
  );
  expect(rows).toEqual([{ status: "failed", end_reason: "Twilio could not call +12025550123: geo", over: true }]);
});

test("a request that may have dialled stays open until the carrier tells", async () => {
  answer = () =>
    Promise.reject(
      new TwilioRestError("Twilio could not be reached. It is not known whether it was done.", null, null, false),
    );
  await expect(start()).rejects.toMatchObject({ code: "UNAVAILABLE" });
  expect(await sql("select status from calls where organization_id = $1", [tenant.organizationId])).toEqual([
    { status: "initiated" },
  ]);
});
