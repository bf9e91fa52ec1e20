import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { firstSeqOfEpoch } from "@/lib/contracts/live/call-seq";
import type { CallEventBody } from "@/lib/contracts/live/events";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { claimCall } from "@/lib/services/call-ownership/claim-call";
import { openCall } from "@/lib/services/inbound/open-call";
import { createTestDatabase, createTestOrganization, withOwner, type TestDatabase } from "@/scripts/test/database";
import { addMember } from "../members/testing/add-member";
import type { EventRecord } from "./records";
import { writeBatch } from "./write-batch";

const tokenSecret = "only-for-tests";
let database: TestDatabase;
let tenant: Awaited<ReturnType<typeof createTestOrganization>>;
let sid = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  await useDatabase(database.url);
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});
beforeEach(async () => void (tenant = await createTestOrganization(database.url)));

const sql = async <T>(text: string, values: unknown[] = []): Promise<T[]> =>
  (await withOwner(database.url, (client) => client.query(text, values))).rows as T[];

async function startCall() {
  const providerCallSid = `CA${String((sid += 1)).padStart(32, "0")}`;
  const ring = { providerCallSid, from: "+12025550101", to: tenant.phoneNumber, hasRoom: true };
  const opened = await openCall(ring, { tokenSecret, now: new Date(), killSwitches: [] });
  if (opened.kind !== "connect") throw new Error(opened.kind);
  const claimed = await claimCall({ token: opened.token, providerCallSid, workerId: "w0" }, { tokenSecret });
  if (claimed.kind !== "claimed") throw new Error(claimed.reason);
  return claimed.call;
}
type Call = Awaited<ReturnType<typeof startCall>>;

const recordOf = (call: Call, index: number, body: CallEventBody): EventRecord => ({
  k: "event",
  organizationId: call.organizationId,
  callId: call.callId,
  callDay: call.callDay,
  epoch: call.epoch,
  seq: firstSeqOfEpoch(call.epoch) + index,
  at: new Date().toISOString(),
  body,
});
const scored = (call: Call, index: number, compound: number) =>
  recordOf(call, index, { type: "sentiment.scored", turnId: `t${index}`, compound });
const told = () =>
  sql<{ user_id: string; type: string; call_id: string }>(
    "select user_id, type::text, call_id from notifications where organization_id = $1 order by created_at, user_id",
    [tenant.organizationId],
  );

describe("an upset caller", () => {
  it("is news to those who may step in, once per call, at the business's threshold", async () => {
    const supervisor = await addMember(database.url, tenant.organizationId, "supervisor");
    await addMember(database.url, tenant.organizationId, "viewer");
    const [one, other] = [await startCall(), await startCall()];
    await writeBatch([scored(one, 0, -0.49), scored(one, 1, 0.9)]);
    expect(await told()).toEqual([]);
    const batch = [scored(one, 2, -0.5), scored(one, 3, -0.9), scored(other, 0, -0.8)];
    await writeBatch(batch);
    await writeBatch([...batch, scored(one, 4, -1)]);
    const expected = [tenant.userId, supervisor.userId].flatMap((user_id) =>
      [one, other].map(({ callId: call_id }) => ({ user_id, type: "sentiment_alert", call_id })),
    );
    const rows = await told();
    expect(rows).toHaveLength(expected.length);
    expect(rows).toEqual(expect.arrayContaining(expected));
  });

  it("is so only where the business says so, and never in a test call", async () => {
    await sql("update businesses set settings = $2 where organization_id = $1", [
      tenant.organizationId,
      JSON.stringify({ quality: { sentimentAlertAt: -0.9 } }),
    ]);
    const [call, tried] = [await startCall(), await startCall()];
    await sql("update calls set kind = 'test' where id = $1", [tried.callId]);
    await writeBatch([scored(call, 0, -0.8), scored(tried, 0, -1)]);
    expect(await told()).toEqual([]);
    await writeBatch([scored(call, 1, -0.9)]);
    expect(await told()).toMatchObject([{ call_id: call.callId }]);
  });
});

it("a promised call back is news to those who handle escalations, each promise once", async () => {
  const agent = await addMember(database.url, tenant.organizationId, "agent");
  const call = await startCall();
  const promise = (index: number) =>
    recordOf(call, index, { type: "callback.promised", number: "+12025550101", reason: "Nobody was there" });
  await writeBatch([promise(0)]);
  await writeBatch([promise(0), promise(1)]);
  const rows = await told();
  expect(rows).toHaveLength(4);
  expect(new Set(rows.map(({ user_id }) => user_id))).toEqual(new Set([tenant.userId, agent.userId]));
});

it("keeps no event from being stored when it cannot be told", async () => {
  const call = await startCall();
  await sql("alter table notifications add constraint none check (false) not valid");
  try {
    expect(await writeBatch([scored(call, 0, -1)])).toMatchObject({ refused: [], changed: [{ callId: call.callId }] });
  } finally {
    await sql("alter table notifications drop constraint none");
  }
  expect(await sql("select seq from call_events where call_id = $1", [call.callId])).toHaveLength(1);
  expect(await told()).toEqual([]);
});
