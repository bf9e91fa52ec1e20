import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import {
  createTestDatabase,
  createTestOrganization,
  withOwner,
  type TestDatabase,
  type TestOrganization,
} from "@/scripts/test/database";
import { openCall, type OpenCallInput, type OpenCallOptions } from "../inbound/open-call";
import { forgetNumbers, resolveNumber } from "../inbound/resolve-number";
import { reportWorker } from "../workers/report-worker";
import { claimCall } from "./claim-call";
import { findForNext } from "./find-for-next";
import { prepareReturn, prepareTakeOver } from "./prepare-take-over";
import { releaseCall, renewLeases } from "./renew-leases";

const tokenSecret = "only-for-tests";
let database: TestDatabase;
let tenant: TestOrganization;
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
  forgetNumbers();
  tenant = await createTestOrganization(database.url);
});

const options = (more: Partial<OpenCallOptions> = {}) => ({ tokenSecret, now: new Date(), killSwitches: [], ...more });
const newRing = (to = tenant.phoneNumber): OpenCallInput => ({
  providerCallSid: `CA${String((sid += 1)).padStart(32, "0")}`,
  from: "+12025550101",
  to,
  hasRoom: true,
});
const rows = <T>(text: string, values: unknown[]) =>
  withOwner(database.url, async (sql) => (await sql.query(text, values)).rows as T[]);
async function ringing(ring = newRing()) {
  const opened = await openCall(ring, options());
  if (opened.kind !== "connect") throw new Error(opened.kind);
  return { ...opened, ...ring };
}
const claim = (call: { token: string; providerCallSid: string }, workerId = "w0") =>
  claimCall({ token: call.token, providerCallSid: call.providerCallSid, workerId }, { tokenSecret });

test("a number leads to its organization, business and published agent", async () => {
  const { organizationId, businessId, agentId, agentVersionId } = tenant;
  expect(await resolveNumber(tenant.phoneNumber, 0)).toEqual({
    kind: "answered",
    organizationId,
    businessId,
    agentId,
    agentVersionId,
  });
  expect(await openCall(newRing("+12025559999"), options())).toEqual({ kind: "unknown_number" });
});

test("a number that is switched off, or whose agent is archived or unpublished, is not answered, within seconds", async () => {
  await resolveNumber(tenant.phoneNumber, 0);
  for (const change of [
    "update phone_numbers set active = not active where organization_id = $1",
    "update agents set archived_at = case when archived_at is null then now() end where organization_id = $1",
    "update phone_numbers set agent_id = case when agent_id is null then (select id from agents where organization_id = $1) end where organization_id = $1",
  ]) {
    await rows(change, [tenant.organizationId]);
    expect(await resolveNumber(tenant.phoneNumber, 2_999)).toMatchObject({ kind: "answered" });
    expect(await resolveNumber(tenant.phoneNumber, 3_001), change).toEqual({ kind: "not_answering" });
    forgetNumbers(tenant.phoneNumber);
    await rows(change, [tenant.organizationId]);
    expect(await resolveNumber(tenant.phoneNumber, 0)).toMatchObject({ kind: "answered" });
  }
});

test("a ring that comes again, or twice at once, is the same call with the same token", async () => {
  const ring = newRing();
  const answers = await Promise.all([1, 2, 3].map(() => openCall(ring, options())));
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(
    await rows("select status, call_day, direction from calls where provider_call_sid = $1", [ring.providerCallSid]),
  ).toHaveLength(1);
});

test("a token is good once: of workers that try at the same moment one gets the call", async () => {
  const call = await ringing();
  const outcomes = await Promise.all(["w1", "w2", "w3", "w4"].map((workerId) => claim(call, workerId)));
  expect(outcomes.filter(({ kind }) => kind === "claimed")).toHaveLength(1);
  expect((await claim(call)).kind).toBe("refused");
  expect(await rows("select epoch from call_epochs where call_id = $1", [call.callId])).toEqual([{ epoch: 0 }]);
});

test("the owner learns all it needs to hold the call", async () => {
  const call = await ringing();
  const outcome = await claim(call);
  expect(outcome).toMatchObject({
    kind: "claimed",
    call: {
      epoch: 0,
      direction: "inbound",
      from: call.from,
      to: call.to,
      agent: { id: tenant.agentId, version: 1, config: { tools: expect.any(Array) as unknown } },
      business: { id: tenant.businessId, timeZone: "America/Los_Angeles", specialDays: [] },
    },
  });
});

test("a token of another call, another carrier id, or made up, opens nothing", async () => {
  const [mine, other] = [await ringing(), await ringing()];
  expect((await claim({ token: mine.token, providerCallSid: other.providerCallSid })).kind).toBe("refused");
  expect((await claim({ token: "made-up", providerCallSid: mine.providerCallSid })).kind).toBe("refused");
  expect((await claim(mine)).kind).toBe("claimed");
});

test("a lost call is taken over under the next epoch; the first token and the first owner are done for", async () => {
  const call = await ringing();
  await claim(call, "w1");
  const input = { organizationId: call.organizationId, callId: call.callId, epoch: 1 };
  const again = await prepareTakeOver(input, { tokenSecret });
  expect(await prepareTakeOver(input, { tokenSecret })).toBe(again);
  expect((await claim(call, "w2")).kind).toBe("refused");
  const outcome = await claim({ ...call, token: again ?? "" }, "w2");
  expect(outcome).toMatchObject({ kind: "claimed", call: { epoch: 1 } });

  const old = { ...input, epoch: 0 };
  expect(await renewLeases("w1", [old])).toEqual([old]);
  expect(await renewLeases("w2", [input])).toEqual([]);
  await releaseCall("w1", old);
  const [row] = await rows<{ lease_until: Date | null }>("select lease_until from calls where id = $1", [call.callId]);
  expect(row?.lease_until?.getTime()).toBeGreaterThan(Date.now() + 10_000);
  expect(await prepareTakeOver(input, { tokenSecret })).toBeNull();
});

test("a call that went to a person is in progress again when its caller comes back, and taken once; one that ended is over", async () => {
  const call = await ringing();
  await claim(call, "w1");
  const input = { organizationId: call.organizationId, callId: call.callId, epoch: 1 };
  const put = (status: string, disposition: string) =>
    rows(
      `update calls set status = $2::call_status, disposition = $3, ended_at = now(), end_reason = 'x', duration_ms = 5
       where id = $1`,
      [call.callId, status, disposition],
    );
  await put("completed", "caller_hung_up");
  expect(await prepareReturn(input, { tokenSecret })).toBeNull();
  await put("escalated", "transferred");
  expect(await prepareTakeOver(input, { tokenSecret })).toBeNull();
  const token = await prepareReturn(input, { tokenSecret });
  expect(await prepareReturn(input, { tokenSecret })).toBe(token);
  const [row] = await rows("select status, ended_at, disposition, duration_ms from calls where id = $1", [call.callId]);
  expect(row).toEqual({ status: "in_progress", ended_at: null, disposition: null, duration_ms: null });
  expect(await claim({ ...call, token: token ?? "" }, "w2")).toMatchObject({ kind: "claimed", call: { epoch: 1 } });
  expect(await prepareReturn(input, { tokenSecret })).toBeNull();
});

test("what closes a stream is told who holds the call, if that worker is alive", async () => {
  const call = await ringing();
  const find = () =>
    findForNext({ organizationId: call.organizationId, callId: call.callId, providerCallSid: call.providerCallSid });
  expect(await find()).toMatchObject({ claimed: false, owner: null, epoch: 0, status: "ringing" });
  await reportWorker({
    id: "w9",
    url: "http://10.0.0.9:4000",
    publicUrl: "https://w9",
    slots: 5,
    load: 1,
    draining: false,
  });
  await claim(call, "w9");
  expect(await find()).toMatchObject({ claimed: true, owner: { workerId: "w9", url: "http://10.0.0.9:4000" } });
  await rows("update workers set heartbeat_at = now() - interval '10 seconds' where id = 'w9'", []);
  expect(await find()).toMatchObject({ claimed: true, owner: null });
  expect(
    await findForNext({ organizationId: null, callId: null, providerCallSid: call.providerCallSid }),
  ).toMatchObject({ callId: call.callId });
  expect(
    await findForNext({ organizationId: call.organizationId, callId: call.callId, providerCallSid: "CAother" }),
  ).toBeNull();
});

test("a call that is over can't be taken, taken over or rung again", async () => {
  const call = await ringing();
  await rows("update calls set status = 'completed', ended_at = now() where id = $1", [call.callId]);
  expect((await claim(call)).kind).toBe("refused");
  expect(await prepareTakeOver({ ...call, epoch: 0 }, { tokenSecret })).toBeNull();
  expect(await openCall(call, options())).toEqual({ kind: "over" });
});

test("with all lines busy the call is recorded and the caller's number kept for a call back, once", async () => {
  const ring = { ...newRing(), hasRoom: false };
  expect(await openCall(ring, options())).toEqual({ kind: "busy" });
  await openCall(ring, options());
  const [call] = await rows<{ id: string }>("select * from calls where provider_call_sid = $1", [ring.providerCallSid]);
  expect(call).toMatchObject({ status: "failed", disposition: "refused", end_reason: "All lines were busy" });
  const messages = await rows("select callback_number from messages where call_id = $1", [call?.id]);
  expect(messages).toEqual([{ callback_number: ring.from }]);
  const hidden = { ...newRing(), from: "anonymous", hasRoom: false };
  expect(await openCall(hidden, options())).toEqual({ kind: "busy" });
});

test("a number that the network has found not to be the caller's is kept with the call, and nobody is called back at it", async () => {
  const claimed = await claim(await ringing({ ...newRing(), isCallerRefuted: true }));
  expect(claimed).toMatchObject({ kind: "claimed", call: { from: "+12025550101", isCallerRefuted: true } });
  expect(await claim(await ringing())).toMatchObject({ call: { isCallerRefuted: false } });
  const busy = { ...newRing(), isCallerRefuted: true, hasRoom: false };
  expect(await openCall(busy, options())).toEqual({ kind: "busy" });
  const messages = await rows(
    "select from messages m join calls c on c.id = m.call_id where c.provider_call_sid = $1",
    [busy.providerCallSid],
  );
  expect(messages).toEqual([]);
});

test("under a kill switch nobody answers, and the call says why", async () => {
  const killSwitches = [
    {
      id: "k",
      scope: "agent" as const,
      organizationId: tenant.organizationId,
      targetId: tenant.agentId,
      reason: "wrong prices",
    },
  ];
  const ring = newRing();
  expect(await openCall(ring, options({ killSwitches }))).toEqual({ kind: "killed" });
  const [call] = await rows("select end_reason, status from calls where provider_call_sid = $1", [
    ring.providerCallSid,
  ]);
  expect(call).toEqual({ end_reason: "Stopped: wrong prices", status: "failed" });
});

test("five seconds' worth of call starts in one instant are all answered in well under that", async () => {
  const rings = Array.from({ length: 210 }, () => newRing());
  const startedAt = performance.now();
  const outcomes = await Promise.all(rings.map((ring) => openCall(ring, options())));
  expect(performance.now() - startedAt).toBeLessThan(3_000);
  expect(new Set(outcomes.map((outcome) => (outcome.kind === "connect" ? outcome.callId : outcome.kind))).size).toBe(
    210,
  );
});
