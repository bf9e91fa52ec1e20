import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { CallAnalysisResult } from "@/lib/contracts/call-analysis";
import { WEBHOOK_PAYLOADS, type WebhookEventType } from "@/lib/contracts/webhook-events";
import { closeDatabase, database as pool, useDatabase } from "@/lib/db/connection";
import { withTenant } from "@/lib/db/transaction";
import {
  createTestDatabase,
  createTestOrganization,
  type TestDatabase,
  type TestOrganization,
  withOwner,
} from "@/scripts/test/database";
import { plantCalls } from "@/scripts/test/plant-call";
import { bookAppointment } from "../appointments/book-appointment";
import { cancelAppointment, moveAppointment } from "../appointments/move-appointment";
import { plantServices } from "../appointments/testing/plant-services";
import { checkDueOutcomes } from "../proof/check-due-outcomes";
import { readOutcome } from "../proof/read-outcome";
import { overrideScore } from "../quality/change-score";
import { readCallToJudge } from "../quality/call-to-judge";
import { storeJudgement } from "../quality/store-judgement";
import { addWebhook, createWorld, ENDED, said, startCall } from "./testing/world";

let database: TestDatabase;
let ours: TestOrganization;
beforeAll(async () => {
  database = await createTestDatabase();
  await useDatabase(database.url, 6);
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});
beforeEach(async () => void (ours = await createTestOrganization(database.url)));

/** What is stored to be told, each checked against what the document says. */
const told = async (): Promise<{ type: string; data: Record<string, unknown> }[]> => {
  const rows = await withTenant(ours.organizationId, (tx) => tx.webhookEvent.findMany({ orderBy: { id: "asc" } }));
  return rows.map(({ type, body }) => {
    const payload = JSON.parse(body ?? "{}") as { type: string; data: Record<string, unknown> };
    WEBHOOK_PAYLOADS[type as WebhookEventType].parse(payload);
    return payload;
  });
};

const QUOTE = { segmentId: "s-A red Volvo", turnId: "c1", speaker: "caller" as const, quote: "A red Volvo", atMs: 0 };
const RESULT: CallAnalysisResult = {
  summary: "They asked for a repair.",
  intent: "A repair.",
  outcome: "settled",
  resolved: true,
  topics: ["repair"],
  actionItems: [],
  promises: [],
  fields: [
    { key: "make", label: "Make of the car", value: "Volvo", quote: QUOTE },
    { key: "year", label: "Year", value: null, quote: null },
  ],
  claims: [],
  mood: { by: "words", language: "en-US", points: [] },
  coverage: { lines: 1, given: 1 },
  droppedQuotes: 0,
};

async function looked(over: { kind?: string } = {}) {
  // Long enough to be scored.
  const call = await startCall(database.url, ours, { answered_at: new Date(Date.now() - 120_000), ...over });
  await call.happens(said("A red Volvo"), { type: "sentiment.scored", turnId: "c1", compound: 0.6 }, ENDED);
  await withOwner(database.url, (sql) =>
    sql.query(
      "insert into call_analyses (organization_id, call_id, business_id, due_at) values ($1, $2, $3, now()) on conflict do nothing",
      [ours.organizationId, call.callId, ours.businessId],
    ),
  );
  const toJudge = await readCallToJudge(ours.organizationId, call.callId);
  if (!toJudge) throw new Error("the call is gone");
  const answer = { kind: "sound" as const, result: RESULT, rules: [], criteria: [], mood: [] };
  const asked = {
    kind: "answered" as const,
    answer,
    coverage: RESULT.coverage,
    model: "m",
    inputTokens: 1,
    outputTokens: 1,
    costMicros: 1,
  };
  return {
    ...call,
    judge: (next: Date | null, now: Date) =>
      storeJudgement(toJudge, { asked: next ? null : asked, skipped: null, next }, now),
  };
}

test("what was made of a call goes out with the business's own fields and their quotes, once it is final, and its score", async () => {
  await addWebhook(ours, ["call.analyzed", "qa.score.updated"]);
  const call = await looked();
  const now = new Date();
  await call.judge(new Date(now.getTime() + 9_000), now);
  expect(await told()).toEqual([]);
  await call.judge(null, now);
  const [analyzed, score] = await told();
  expect(analyzed).toMatchObject({
    type: "call.analyzed",
    data: {
      callId: call.callId,
      state: "done",
      summary: RESULT.summary,
      outcome: "settled",
      resolved: true,
      fields: [
        { key: "make", value: "Volvo", quote: { quote: "A red Volvo", segmentId: "s-A red Volvo" } },
        { key: "year", value: null, quote: null },
      ],
    },
  });
  expect(score).toMatchObject({ type: "qa.score.updated", data: { isFinal: true, overall: expect.any(Number) } });
  const [row] = await withTenant(ours.organizationId, (tx) => tx.qaScore.findMany({ where: { callId: call.callId } }));
  await overrideScore(ours.context, row?.id ?? "", { score: 0, reason: "It was not so" });
  expect((await told()).filter(({ type }) => type === "qa.score.updated")).toHaveLength(2);
});

test("what was made of a test call goes out to nobody", async () => {
  await addWebhook(ours, ["call.analyzed", "qa.score.updated", "call.ended", "interaction.added"]);
  await (await looked({ kind: "test" })).judge(null, new Date());
  expect(await told()).toEqual([]);
});

test("an appointment goes out when it is booked, moved and canceled, each once", async () => {
  await addWebhook(ours, ["appointment.booked", "appointment.moved", "appointment.canceled"]);
  const { service } = await plantServices(ours, { staff: ["Anna"] });
  const now = new Date("2026-12-01T18:00:00Z");
  const [first, second] = ["2026-12-03T22:00:00.000Z", "2026-12-03T23:00:00.000Z"] as const;
  const wish = { serviceId: service.id, startsAt: first, customer: { name: "Ann", phone: "+14155550134" } };
  const booked = await bookAppointment(ours.context, wish, {}, now);
  await bookAppointment(ours.context, wish, {}, now);
  if (booked.outcome !== "done") throw new Error("it was taken");
  const { id } = booked.appointment;
  for (let n = 0; n < 2; n += 1) await moveAppointment(ours.context, id, { startsAt: second }, now);
  for (let n = 0; n < 2; n += 1) await cancelAppointment(ours.context, id, now);
  expect(await told()).toMatchObject([
    { type: "appointment.booked", data: { sequence: null, appointment: { id, state: "booked", startsAt: first } } },
    { type: "appointment.moved", data: { appointment: { id, state: "booked", startsAt: second } } },
    { type: "appointment.canceled", data: { appointment: { id, state: "canceled" } } },
  ]);
});

test("what turned out not to be done goes out once", async () => {
  await addWebhook(ours, ["outcome.not_done"]);
  const at = new Date("2026-10-20T05:00:00Z");
  const [callId = ""] = await plantCalls(database.url, ours, [{ startedAt: at, endedAt: at }]);
  const deps = {
    ...{ clients: {}, bases: {}, redirectUri: "", wait: async () => undefined },
    send: () => Promise.reject(new Error("nothing else is asked")),
    sendText: async () => undefined,
  };
  const reference = { kind: "text" as const, messageSid: `SM ${ours.organizationId}` };
  const done = { callId, toolCallId: "t1", name: "send_text", language: "en-US", reference };
  await readOutcome(ours.context, done, { ...deps, now: () => at, textState: async () => "sent" });
  for (const minutes of [2, 11, 40])
    await checkDueOutcomes({
      ...deps,
      now: () => new Date(at.getTime() + minutes * 60_000),
      textState: async () => "undelivered",
    });
  expect(await told()).toMatchObject([{ type: "outcome.not_done", data: { callId, tool: "send_text" } }]);
});

test("where nobody wants to be told, a call's facts cost no statement more", async () => {
  const call = await startCall(database.url, ours);
  const statements: string[] = [];
  const connect = pool().pool.connect.bind(pool().pool);
  const watched = async () => {
    const client = await connect();
    const query = client.query.bind(client);
    client.query = ((text: unknown, ...rest: unknown[]) => {
      statements.push(typeof text === "string" ? text : "");
      return (query as (...args: unknown[]) => unknown)(text, ...rest);
    }) as typeof client.query;
    return client;
  };
  pool().pool.connect = watched as typeof connect;
  try {
    await call.happens(said("one"), said("two"));
  } finally {
    pool().pool.connect = connect;
  }
  expect(statements.length).toBeGreaterThan(3);
  expect(statements.filter((text) => text.includes("webhook_") && !text.includes("no key update of c"))).toEqual([]);
  expect(statements.filter((text) => text.includes("tell_webhooks"))).toEqual([]);
});

test("a call that ends before anybody answers, or by the carrier's word alone, has ended too", async () => {
  await addWebhook(ours, ["call.ended"]);
  const call = await startCall(database.url, ours, { provider_call_sid: `CA${ours.organizationId}` });
  const { applyCarrierEvent } = await import("../call-journal/apply-carrier-event");
  const at = new Date().toISOString();
  const report = {
    ...{ k: "carrier" as const, kind: "status" as const, at, receivedAt: at, organizationId: ours.organizationId },
    ...{ callId: call.callId, providerCallSid: `CA${ours.organizationId}`, sequence: 4, status: "completed" as const },
    ...{
      direction: "outbound" as const,
      from: "+14155550134",
      to: "+14155550100",
      answeredBy: null,
      reason: null,
      body: {},
    },
  };
  await applyCarrierEvent(report);
  await call.happens(ENDED);
  await applyCarrierEvent({ ...report, sequence: 5 });
  const world = createWorld();
  await world.send();
  const bodies = world.bodies().filter(({ data }) => JSON.stringify(data).includes(call.callId));
  expect(bodies).toMatchObject([{ type: "call.ended", data: { call: { disposition: "caller_hung_up" } } }]);
});
