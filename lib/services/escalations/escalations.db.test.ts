import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import {
  createTestDatabase,
  createTestOrganization,
  type TestDatabase,
  type TestOrganization,
  withOwner,
} from "@/scripts/test/database";
import { type FakeWorker, startFakeWorker } from "@/scripts/test/fake-worker";
import { plantCalls } from "@/scripts/test/plant-call";
import { plantPerson } from "@/scripts/test/plant-people";
import { listNotifications } from "../notifications/list-notifications";
import { permissionsOf } from "../permissions";
import { answerOffer } from "./answer-offer";
import { closeCallsEscalations, promiseCallback } from "./close-call";
import { markConnected, releaseEscalation } from "./connect-escalation";
import { endOffer } from "./end-offer";
import { findRingingOffer, getEscalation, listEscalations } from "./list-escalations";
import { type Offered, offerNext } from "./offer-next";
import { raiseEscalation } from "./raise-escalation";
import { completeEscalation, reopenEscalation, updateEscalation } from "./settle-escalation";
import { buildPacket } from "./build-packet";
import { sweepEscalations } from "./sweep-escalations";

let database: TestDatabase;
let worker: FakeWorker;

beforeAll(async () => {
  database = await createTestDatabase();
  await useDatabase(database.url, 10);
  worker = await startFakeWorker(database.url);
});
afterAll(async () => {
  await worker.close();
  await closeDatabase();
  await database.drop();
});

const CALLS_AT = { publicCallUrl: "https://calls.example.com" };
const NOW = new Date("2026-06-10T17:00:00Z");
const later = (ms: number) => new Date(NOW.getTime() + ms);
const SEARCH = { byPhone: true, language: "en-US", now: NOW };
const refusal = (work: Promise<unknown>) => work.then(() => null).catch((error: unknown) => error);

async function raised(organization: TestOrganization, more: object = {}) {
  const [callId = ""] = await plantCalls(database.url, organization, [{ status: "in_progress", endedAt: null }]);
  await worker.hold(callId);
  const input = {
    escalationId: uuidv7(),
    callId,
    cause: "asked" as const,
    reason: "The caller asked for a person",
    mode: "warm" as const,
    target: { kind: "queue" as const, department: null },
    by: null,
    ...more,
  };
  const escalation = await raiseEscalation(organization.context, input, NOW);
  return { organization, callId, input, id: escalation.id, escalation };
}
const offered = async (organizationId: string, id: string, now = NOW): Promise<Offered> => {
  const outcome = await offerNext(organizationId, id, { ...SEARCH, now });
  if (outcome.kind !== "offered") throw new Error(JSON.stringify(outcome));
  return outcome;
};
const statusOf = (id: string) =>
  withOwner(database.url, async (sql) => {
    const { rows } = await sql.query("select status from human_agents where id = $1", [id]);
    return (rows as { status: string }[])[0]?.status;
  });
const actionsOf = (organizationId: string) =>
  withOwner(database.url, async (sql) => {
    const { rows } = await sql.query("select action from audit_log where organization_id = $1 order by seq", [
      organizationId,
    ]);
    return (rows as { action: string }[]).map(({ action }) => action);
  });

test("raised once and again it is one escalation, told to everybody, and in the audit once", async () => {
  const organization = await createTestOrganization(database.url);
  const { organizationId, context } = organization;
  const { input, escalation } = await raised(organization);
  expect(escalation).toMatchObject({ state: "waiting", priority: "normal", packet: null, offers: [] });
  await raiseEscalation(context, input, later(1000));
  const { escalations } = await listEscalations(context);
  expect(escalations).toMatchObject([{ id: escalation.id, createdAt: NOW.toISOString(), ringing: null }]);
  // A list has no use for what is known of the caller, and does not read it.
  expect(escalations[0]).not.toHaveProperty("packet");
  expect(escalations[0]).not.toHaveProperty("offers");
  expect(await actionsOf(organizationId)).toEqual(["escalation.raised"]);
  await expect.poll(() => worker.told(organizationId, "escalation.triggered")).toHaveLength(1);
  await expect.poll(() => worker.told(organizationId, "notification.created")).toHaveLength(1);
  expect((await listNotifications(context)).notifications).toMatchObject([
    { type: "call_escalated", body: "The caller asked for a person", url: `/escalations/${escalation.id}` },
  ]);
  const other = await createTestOrganization(database.url);
  expect(await refusal(raiseEscalation(other.context, { ...input, escalationId: uuidv7() }))).toMatchObject({
    code: "NOT_FOUND",
  });
  expect(await refusal(raiseEscalation(other.context, input))).toMatchObject({ code: "NOT_FOUND" });
});

test("the whole way: asked, taken, talked, completed; the person is busy just so long", async () => {
  const organization = await createTestOrganization(database.url);
  const { organizationId } = organization;
  const anna = await plantPerson(database.url, organization, { name: "Anna" });
  const { id, callId } = await raised(organization);
  const offer = await offered(organizationId, id);
  expect(offer).toMatchObject({ name: "Anna", userId: anna.userId, phone: null, ringsUntilMs: NOW.getTime() + 20_000 });
  await expect
    .poll(() => worker.told(organizationId, "escalation.offered"))
    .toMatchObject([{ offerId: offer.offerId, escalation: { id, offers: [{ state: "ringing" }] } }]);
  expect(await findRingingOffer(anna.context, NOW)).toMatchObject({ offerId: offer.offerId, escalation: { id } });

  const taken = await answerOffer(anna.context, offer.offerId, "accepted", later(3000));
  expect(taken).toMatchObject({ state: "in_progress", humanAgentName: "Anna", acceptedVia: "browser" });
  expect(worker.commands.filter((command) => command.callId === callId)).toEqual([
    {
      callId,
      command: "offer",
      offerId: offer.offerId,
      answer: "accepted",
      via: "browser",
      by: { userId: anna.userId, name: "Anna" },
    },
  ]);
  expect(await statusOf(anna.id)).toBe("busy");
  await markConnected(organizationId, id, "browser", later(4000));
  await markConnected(organizationId, id, "browser", later(9000));
  await releaseEscalation(organizationId, id, later(60_000));
  expect(await statusOf(anna.id)).toBe("available");
  expect(await getEscalation(anna.context, id)).toMatchObject({
    state: "in_progress",
    connectedAt: later(4000).toISOString(),
    releasedAt: later(60_000).toISOString(),
  });
  const done = await completeEscalation(anna.context, id, { resolution: "Booked for Friday" }, later(90_000));
  expect(done).toMatchObject({ state: "completed", resolution: "Booked for Friday", resolutionMs: 90_000 });
  expect(await refusal(completeEscalation(anna.context, id, {}))).toMatchObject({ code: "CONFLICT" });
  expect(await actionsOf(organizationId)).toEqual([
    "escalation.raised",
    "escalation.offer_accepted",
    "escalation.completed",
  ]);
});

test("two calls and one person: asked for one of them, by however many at once", async () => {
  const organization = await createTestOrganization(database.url);
  const { organizationId } = organization;
  await plantPerson(database.url, organization);
  const ids = await Promise.all(Array.from({ length: 6 }, async () => (await raised(organization)).id));
  const outcomes = await Promise.all(ids.map((id) => offerNext(organizationId, id, SEARCH)));
  expect(outcomes.map(({ kind }) => kind).sort()).toEqual([
    "nobody",
    "nobody",
    "nobody",
    "nobody",
    "nobody",
    "offered",
  ]);
});

test("six calls and six people: each is asked once, and nobody twice", async () => {
  const organization = await createTestOrganization(database.url);
  for (let n = 0; n < 6; n += 1) await plantPerson(database.url, organization);
  const ids = await Promise.all(Array.from({ length: 6 }, async () => (await raised(organization)).id));
  const outcomes = await Promise.all(ids.map((id) => offerNext(organization.organizationId, id, SEARCH)));
  const asked = outcomes.flatMap((outcome) => (outcome.kind === "offered" ? [outcome.humanAgentId] : []));
  expect(new Set(asked).size).toBe(6);
});

test("who holds a call, is off duty or was asked before is not asked", async () => {
  const organization = await createTestOrganization(database.url);
  const { organizationId } = organization;
  const anna = await plantPerson(database.url, organization, { name: "Anna" });
  await plantPerson(database.url, organization, { name: "Off", status: "offline" });
  await plantPerson(database.url, organization, { name: "Phone", role: null, ring_phone: true });
  const first = await raised(organization);
  const offer = await offered(organizationId, first.id);
  expect(["Anna", "Phone"]).toContain(offer.name);
  await endOffer(organizationId, offer.offerId, "declined", later(1000));
  const next = await offered(organizationId, first.id, later(1000));
  expect(new Set([offer.name, next.name])).toEqual(new Set(["Anna", "Phone"]));
  await endOffer(organizationId, next.offerId, "declined", later(2000));
  expect(await offerNext(organizationId, first.id, { ...SEARCH, now: later(2000) })).toMatchObject({ kind: "nobody" });
  // Without a carrier's line nobody is reached at a telephone.
  const second = await raised(organization);
  const screen = await offerNext(organizationId, second.id, { ...SEARCH, byPhone: false, now: later(3000) });
  expect(screen).toMatchObject({ kind: "offered", name: "Anna", phone: null });
  if (screen.kind === "offered") await answerOffer(anna.context, screen.offerId, "accepted", later(3000));
  const third = await raised(organization);
  const last = await offerNext(organizationId, third.id, { ...SEARCH, byPhone: false, now: later(4000) });
  expect(last).toMatchObject({ kind: "nobody" });
});

test("an offer rings for its time, and then frees the person though nobody ended it", async () => {
  const organization = await createTestOrganization(database.url);
  const { organizationId } = organization;
  const anna = await plantPerson(database.url, organization);
  const { id } = await raised(organization);
  const offer = await offered(organizationId, id);
  expect(await endOffer(organizationId, offer.offerId, "no_answer", later(5000))).toMatchObject({ state: "ringing" });
  const other = await raised(organization);
  expect(await offerNext(organizationId, other.id, { ...SEARCH, now: later(19_000) })).toMatchObject({
    kind: "nobody",
  });
  expect(await refusal(answerOffer(anna.context, offer.offerId, "accepted", later(22_000)))).toMatchObject({
    code: "CONFLICT",
    message: expect.stringContaining("rang too long") as string,
  });
  expect(await offerNext(organizationId, other.id, { ...SEARCH, now: later(21_000) })).toMatchObject({
    kind: "offered",
  });
  expect((await getEscalation(anna.context, id)).offers).toMatchObject([{ state: "no_answer" }]);
});

test("taken from two tabs at once, one gets it", async () => {
  const organization = await createTestOrganization(database.url);
  const anna = await plantPerson(database.url, organization);
  const { id, callId } = await raised(organization);
  const { offerId } = await offered(organization.organizationId, id);
  const tries = await Promise.all(
    [1, 2].map(() => refusal(answerOffer(anna.context, offerId, "accepted", later(1000)))),
  );
  expect(tries.filter((each) => each === null)).toHaveLength(1);
  expect(tries.find(Boolean)).toMatchObject({ code: "CONFLICT", message: expect.stringContaining("taken") as string });
  expect(worker.commands.filter((command) => command.callId === callId)).toHaveLength(1);
});

test("a call that nobody holds any more cannot be taken: all is as before", async () => {
  const organization = await createTestOrganization(database.url);
  const anna = await plantPerson(database.url, organization);
  const { id, callId } = await raised(organization);
  const { offerId } = await offered(organization.organizationId, id);
  await withOwner(database.url, (sql) =>
    sql.query("update calls set owner_worker_id = 'gone' where id = $1", [callId]),
  );
  expect(await refusal(answerOffer(anna.context, offerId, "accepted", later(1000)))).toMatchObject({
    code: "CONFLICT",
    message: expect.stringContaining("not there any more") as string,
  });
  expect(await getEscalation(anna.context, id)).toMatchObject({
    state: "waiting",
    humanAgentId: null,
    offers: [{ state: "failed" }],
  });
  expect(await statusOf(anna.id)).toBe("available");
});

test("it rings at one person: others may not answer, supervisors may, other organizations learn nothing", async () => {
  const organization = await createTestOrganization(database.url);
  const other = await createTestOrganization(database.url);
  await plantPerson(database.url, organization, { name: "Anna" });
  const { id } = await raised(organization);
  const { offerId } = await offered(organization.organizationId, id);
  const ben = await plantPerson(database.url, organization, { name: "Ben" });
  expect(await refusal(answerOffer(ben.context, offerId, "accepted", NOW))).toMatchObject({ code: "FORBIDDEN" });
  for (const work of [
    () => answerOffer(other.context, offerId, "declined", NOW),
    () => getEscalation(other.context, id),
    () => completeEscalation(other.context, id, {}),
    () => reopenEscalation(other.context, id),
    () => updateEscalation(other.context, id, { priority: "low" }),
  ])
    expect(await refusal(work())).toMatchObject({ code: "NOT_FOUND" });
  expect((await listEscalations(other.context)).escalations).toEqual([]);
  const key = { ...organization.context, actor: { kind: "api_key" as const, id: uuidv7(), name: "key" } };
  expect(await refusal(answerOffer(key, offerId, "accepted", NOW))).toMatchObject({ code: "FORBIDDEN" });
  const supervisor = { ...organization.context, permissions: permissionsOf("supervisor") };
  expect(await answerOffer(supervisor, offerId, "accepted", NOW)).toMatchObject({ state: "in_progress" });
  const viewer = { ...organization.context, permissions: permissionsOf("viewer") };
  expect(await getEscalation(viewer, id)).toMatchObject({ id });
  expect(await refusal(completeEscalation(viewer, id, {}))).toMatchObject({ code: "FORBIDDEN" });
});

test("how the call ended settles what is open: hung up while it rang, nobody there, in the middle of it", async () => {
  const organization = await createTestOrganization(database.url);
  const { organizationId, context } = organization;
  const end = (callId: string) => closeCallsEscalations(organizationId, callId, { isPutThrough: false }, later(30_000));
  const anna = await plantPerson(database.url, organization);

  const rung = await raised(organization);
  const offer = await offered(organizationId, rung.id);
  await end(rung.callId);
  await end(rung.callId);
  expect(await getEscalation(context, rung.id)).toMatchObject({
    state: "abandoned",
    resolutionMs: null,
    offers: [{ state: "withdrawn" }],
  });
  expect(await refusal(answerOffer(anna.context, offer.offerId, "accepted", NOW))).toMatchObject({ code: "CONFLICT" });

  const vain = await raised(organization);
  await endOffer(organizationId, (await offered(organizationId, vain.id)).offerId, "declined", NOW);
  await promiseCallback(organizationId, vain.id, NOW);
  await end(vain.callId);
  expect(await getEscalation(context, vain.id)).toMatchObject({ state: "callback", callbackNumber: "+14155550134" });

  const taken = await raised(organization);
  const { offerId } = await offered(organizationId, taken.id);
  await answerOffer(anna.context, offerId, "accepted", NOW);
  expect(await statusOf(anna.id)).toBe("busy");
  await end(taken.callId);
  expect(await getEscalation(context, taken.id)).toMatchObject({ state: "abandoned" });
  expect(await statusOf(anna.id)).toBe("available");
});

test("who is not signed in cannot complete it: it is completed when they hang up", async () => {
  const organization = await createTestOrganization(database.url);
  const { organizationId, context } = organization;
  await plantPerson(database.url, organization, { role: null, ring_phone: true });
  const { id } = await raised(organization);
  const { offerId } = await offered(organizationId, id);
  await answerOffer(context, offerId, "accepted", NOW);
  await markConnected(organizationId, id, "browser", later(1000));
  await releaseEscalation(organizationId, id, later(5000));
  expect(await getEscalation(context, id)).toMatchObject({ state: "completed", resolutionMs: 5000 });
});

test("what is over is reopened to be called back, changed and completed again", async () => {
  const organization = await createTestOrganization(database.url);
  const { context } = organization;
  const anna = await plantPerson(database.url, organization, { name: "Anna" });
  const { id } = await raised(organization);
  expect(await refusal(reopenEscalation(context, id))).toMatchObject({ code: "CONFLICT" });
  expect(await refusal(updateEscalation(context, id, { humanAgentId: anna.id }))).toMatchObject({ code: "CONFLICT" });
  await completeEscalation(context, id, { resolution: "Done" }, later(1000));
  expect(await reopenEscalation(context, id, later(2000))).toMatchObject({
    state: "callback",
    callbackNumber: "+14155550134",
    reopenedAt: later(2000).toISOString(),
    settledAt: null,
  });
  expect(await updateEscalation(context, id, { humanAgentId: anna.id, priority: "urgent" })).toMatchObject({
    humanAgentName: "Anna",
    priority: "urgent",
  });
  expect(await refusal(updateEscalation(context, id, { humanAgentId: uuidv7() }))).toMatchObject({ code: "INVALID" });
  expect(await refusal(updateEscalation(context, id, {}))).toMatchObject({ code: "INVALID" });
  expect(await completeEscalation(context, id, {}, later(4000))).toMatchObject({
    resolution: "Done",
    resolutionMs: 4000,
  });
});

test("a call is brought to one person at a time: asked for anew, the search before is over and its person free", async () => {
  const organization = await createTestOrganization(database.url);
  const { organizationId, context } = organization;
  const anna = await plantPerson(database.url, organization);
  const first = await raised(organization);
  await offered(organizationId, first.id);
  const again = { ...first.input, escalationId: uuidv7(), cause: "manual" as const };
  const second = await raiseEscalation(context, again, later(1000));
  expect(second.priority).toBe("high");
  expect(await getEscalation(context, first.id)).toMatchObject({
    state: "abandoned",
    offers: [{ state: "withdrawn" }],
  });
  const { offerId } = await offered(organizationId, second.id, later(1000));
  await answerOffer(anna.context, offerId, "accepted", later(1000));
  await markConnected(organizationId, second.id, "browser", later(2000));
  await raiseEscalation(context, { ...first.input, escalationId: uuidv7() }, later(3000));
  expect(await getEscalation(context, second.id)).toMatchObject({
    state: "completed",
    releasedAt: later(3000).toISOString(),
  });
  expect(await statusOf(anna.id)).toBe("available");
});

test("who knows about what the caller needs is asked first, as the packet says by their words", async () => {
  const organization = await createTestOrganization(database.url);
  const { organizationId, context } = organization;
  // Without it she would be asked first: nobody has waited longer.
  await plantPerson(database.url, organization, { name: "Anna", skills: ["Appointments"] });
  const asked = { last_offered_at: later(-1000) };
  const ben = await plantPerson(database.url, organization, { name: "Ben", skills: ["Refunds"], ...asked });
  const { id } = await raised(organization, { cause: "agent", reason: "The caller wants a refund for two bills" });
  await buildPacket(organizationId, id);
  expect((await getEscalation(context, id)).packet).toMatchObject({ department: null, skills: ["Refunds"] });
  expect(await offerNext(organizationId, id, SEARCH)).toMatchObject({ kind: "offered", humanAgentId: ben.id });
});

test("what a lost worker left is swept: rung out offers, and escalations of calls that are over", async () => {
  const organization = await createTestOrganization(database.url);
  const { organizationId, context } = organization;
  await plantPerson(database.url, organization);
  const { id, callId } = await raised(organization);
  await offered(organizationId, id);
  await sweepEscalations(CALLS_AT, later(10_000));
  expect((await getEscalation(context, id)).offers).toMatchObject([{ state: "ringing" }]);
  await sweepEscalations(CALLS_AT, later(25_000));
  expect(await getEscalation(context, id)).toMatchObject({ state: "waiting", offers: [{ state: "no_answer" }] });
  await withOwner(database.url, (sql) =>
    sql.query("update calls set status = 'failed', ended_at = $2 where id = $1", [callId, later(30_000)]),
  );
  await sweepEscalations(CALLS_AT, later(95_000));
  expect(await getEscalation(context, id)).toMatchObject({ state: "callback" });
});

test("lists by state, business, cause, person and dates, page by page", async () => {
  const organization = await createTestOrganization(database.url);
  const { context } = organization;
  const ids: string[] = [];
  for (let n = 0; n < 3; n += 1) ids.unshift((await raised(organization, n === 2 ? { cause: "urgent" } : {})).id);
  await completeEscalation(context, ids[1] ?? "", {}, later(1000));
  const list = async (query: object) => (await listEscalations(context, query)).escalations.map(({ id }) => id);
  expect(await list({})).toEqual(ids);
  expect(await list({ state: ["completed"] })).toEqual([ids[1]]);
  expect(await list({ state: ["waiting", "in_progress"], cause: "urgent" })).toEqual([ids[0]]);
  expect(await list({ businessId: uuidv7() })).toEqual([]);
  expect(await list({ createdAfter: later(1).toISOString() })).toEqual([]);
  const first = await listEscalations(context, { limit: 2 });
  expect(await list({ limit: 2, cursor: first.nextCursor ?? "" })).toEqual([ids[2]]);
});
