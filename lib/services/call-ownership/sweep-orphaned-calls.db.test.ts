import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { CallStatus } from "@/lib/contracts/live/call-summary";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import {
  createTestDatabase,
  createTestOrganization,
  withOwner,
  type TestDatabase,
  type TestOrganization,
} from "@/scripts/test/database";
import { openCall } from "../inbound/open-call";
import { reportWorker } from "../workers/report-worker";
import { claimCall } from "./claim-call";
import { sweepOrphanedCalls, type SweepDeps } from "./sweep-orphaned-calls";

const tokenSecret = "only-for-tests";
let database: TestDatabase;
let tenant: TestOrganization;
let sid = 0;
let truth: CallStatus | null | Error;
let ended: string[];
let held: boolean;

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
  await sql("delete from calls", []);
  [truth, ended, held] = ["completed", [], false];
});

const sql = <T>(text: string, values: unknown[]) =>
  withOwner(database.url, async (client) => (await client.query(text, values)).rows as T[]);
const deps: SweepDeps = {
  async fetchStatus() {
    if (truth instanceof Error) throw truth;
    return truth;
  },
  endCall: async ({ providerCallSid }) => void ended.push(providerCallSid),
  isHeld: async () => held,
};
const sweep = () => sweepOrphanedCalls(deps, { databaseUpForMs: 0 });
const rowOf = async (callId: string) =>
  (await sql<Record<string, unknown>>("select * from calls where id = $1", [callId]))[0];

/** A call that a worker took and whose lease ran out so many seconds ago. */
async function orphan(expiredSecondsAgo: number) {
  const providerCallSid = `CA${String((sid += 1)).padStart(32, "0")}`;
  const ring = { providerCallSid, from: "+12025550101", to: tenant.phoneNumber, hasRoom: true };
  const opened = await openCall(ring, { tokenSecret, now: new Date(), killSwitches: [] });
  if (opened.kind !== "connect") throw new Error(opened.kind);
  await claimCall({ token: opened.token, providerCallSid, workerId: "w-lost" }, { tokenSecret });
  await sql(
    "update calls set status = 'in_progress', answered_at = started_at, lease_until = now() - $2 * interval '1 second' where id = $1",
    [opened.callId, expiredSecondsAgo],
  );
  return { callId: opened.callId, providerCallSid };
}

test("a call whose worker was lost ends as the carrier says, at the time of the last thing that happened in it", async () => {
  const { callId } = await orphan(40);
  const at = new Date(Date.now() + 5_000);
  await sql(
    `insert into call_events (organization_id, call_id, seq, call_day, type, at, body)
     select organization_id, id, 1, call_day, 'keypad.pressed', $2, '{}' from calls where id = $1`,
    [callId, at],
  );
  expect(await sweep()).toEqual({ found: 1, finished: 1, left: 0 });
  expect(await rowOf(callId)).toMatchObject({
    status: "completed",
    disposition: "failed",
    ended_at: at,
    end_reason: expect.stringContaining("worker that held the call was lost") as string,
  });
  expect(await sweep()).toEqual({ found: 0, finished: 0, left: 0 });
});

test("a call from the browser ends without a carrier being asked: held by nobody it failed, never begun it was canceled", async () => {
  truth = new Error("there is no carrier");
  const lost = await orphan(40);
  const held40 = await orphan(40);
  const never = await orphan(40);
  await sql("update calls set channel = 'browser', provider_call_sid = null where organization_id = $1", [
    tenant.organizationId,
  ]);
  await sql(
    "update calls set owner_worker_id = null, status = 'ringing', answered_at = null, started_at = now() - interval '4 minutes' where id = $1",
    [never.callId],
  );
  await sql("update calls set owner_worker_id = 'w-held' where id = $1", [held40.callId]);
  await reportWorker({
    id: "w-held",
    url: "http://127.0.0.1:1",
    publicUrl: "http://127.0.0.1:1",
    slots: 1,
    load: 1,
    draining: false,
  });
  held = true;
  expect(await sweep()).toEqual({ found: 3, finished: 2, left: 1 });
  expect(await rowOf(lost.callId)).toMatchObject({
    status: "failed",
    end_reason: expect.stringContaining("did not come back") as string,
  });
  expect(await rowOf(never.callId)).toMatchObject({ status: "canceled", end_reason: "The browser never connected" });
  expect(await rowOf(held40.callId)).toMatchObject({ status: "in_progress" });
});

test("nothing is swept in the first 30 s, nor while PostgreSQL has just come up", async () => {
  await orphan(20);
  expect((await sweep()).found).toBe(0);
  await orphan(100);
  expect((await sweepOrphanedCalls(deps, { databaseUpForMs: 86_400_000 })).found).toBe(0);
});

test("a call still up at the carrier is left to `next` for two minutes, then ended there", async () => {
  truth = "in_progress";
  const fresh = await orphan(60);
  expect(await sweep()).toEqual({ found: 1, finished: 0, left: 1 });
  const old = await orphan(200);
  expect(await sweep()).toEqual({ found: 2, finished: 1, left: 1 });
  expect(ended).toEqual([old.providerCallSid]);
  expect(await rowOf(old.callId)).toMatchObject({ status: "failed" });
  expect(await rowOf(fresh.callId)).toMatchObject({ status: "in_progress" });
});

test("a worker that answers that it holds the call keeps it, though its leases do not come through", async () => {
  [truth, held] = ["in_progress", true];
  await reportWorker({ id: "w-lost", url: "http://w", publicUrl: "http://w", slots: 1, load: 1, draining: false });
  const { callId } = await orphan(600);
  expect(await sweep()).toEqual({ found: 1, finished: 0, left: 1 });
  expect(await rowOf(callId)).toMatchObject({ status: "in_progress" });
  await sql("delete from workers", []);
});

test("a carrier that can't be asked delays the end, but not for ever; one that knows no such call ends it", async () => {
  truth = new Error("unreachable");
  const { callId } = await orphan(60);
  expect((await sweep()).finished).toBe(0);
  await sql("update calls set lease_until = now() - interval '20 minutes' where id = $1", [callId]);
  expect((await sweep()).finished).toBe(1);
  truth = null;
  const unknown = await orphan(60);
  await sweep();
  expect(await rowOf(unknown.callId)).toMatchObject({
    status: "failed",
    end_reason: expect.stringContaining("does not know") as string,
  });
});

test("a call that was placed but never confirmed, and a ring nobody took, end too", async () => {
  const ring = { providerCallSid: "CAring", from: "+12025550101", to: tenant.phoneNumber, hasRoom: true };
  const opened = await openCall(ring, { tokenSecret, now: new Date(), killSwitches: [] });
  if (opened.kind !== "connect") throw new Error(opened.kind);
  expect((await sweep()).found).toBe(0);
  await sql("update calls set started_at = now() - interval '4 minutes'", []);
  truth = "no_answer";
  expect((await sweep()).finished).toBe(1);
  expect(await rowOf(opened.callId)).toMatchObject({ status: "no_answer", answered_at: null, duration_ms: null });
  await sql("update calls set status = 'initiated', provider_call_sid = null, ended_at = null", []);
  expect((await sweep()).finished).toBe(1);
  expect(await rowOf(opened.callId)).toMatchObject({ status: "failed" });
});

test("a take-over at the same moment wins over the sweep", async () => {
  const { callId } = await orphan(200);
  truth = "in_progress";
  const racing: SweepDeps = {
    ...deps,
    endCall: () =>
      sql("update calls set epoch = 1, lease_until = now() + interval '15 seconds' where id = $1", [callId]),
  };
  expect(await sweepOrphanedCalls(racing, { databaseUpForMs: 0 })).toEqual({ found: 1, finished: 0, left: 1 });
  expect(await rowOf(callId)).toMatchObject({ status: "in_progress", epoch: 1 });
});
