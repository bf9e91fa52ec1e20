import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { MOST_WEBHOOKS } from "@/lib/contracts/webhooks";
import { WEBHOOK_PAYLOADS, type WebhookEventType } from "@/lib/contracts/webhook-events";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { withTenant } from "@/lib/db/transaction";
import {
  createTestDatabase,
  createTestOrganization,
  type TestDatabase,
  type TestOrganization,
  withOwner,
} from "@/scripts/test/database";
import { writeBatch } from "../call-journal/write-batch";
import { memberContext } from "../context";
import { notify } from "../notifications/notify";
import { raiseEscalation } from "../escalations/raise-escalation";
import { completeEscalation } from "../escalations/settle-escalation";
import { getDelivery, listDeliveries } from "./deliveries";
import { listWebhooks } from "./list-webhooks";
import { createWebhook, deleteWebhook, rotateWebhookSecret, updateWebhook } from "./save-webhook";
import { addWebhook, createWorld, ENDED, guard, said, startCall } from "./testing/world";
import { verifyStandardWebhook } from "./testing/verify-standard-webhook";

let database: TestDatabase;
let ours: TestOrganization;
beforeAll(async () => {
  database = await createTestDatabase();
  await useDatabase(database.url, 12);
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});
beforeEach(async () => void (ours = await createTestOrganization(database.url)));

const STARTED = {
  type: "call.started",
  direction: "inbound",
  from: "+14155550134",
  to: "+14155550100",
  agentName: "A",
  agentVersion: 1,
  businessName: "B",
} as const;
const stored = (organization = ours) =>
  withTenant(organization.organizationId, (tx) =>
    tx.webhookEvent.findMany({ orderBy: { at: "asc" }, include: { deliveries: true } }),
  );
const types = async (organization = ours) => (await stored(organization)).map(({ type }) => type).sort();

describe("a webhook", () => {
  test("gives its secret once, sealed in the database, and another on asking", async () => {
    const made = await addWebhook(ours, ["call.ended"]);
    expect(made.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const shown = JSON.stringify(await listWebhooks(ours.context));
    const rows = await withOwner(database.url, (sql) => sql.query("select t::text from webhook_endpoints t"));
    const next = await rotateWebhookSecret(ours.context, made.id);
    expect(next.secret).not.toBe(made.secret);
    expect(next.oldSecretUntil).not.toBeNull();
    for (const text of [shown, JSON.stringify(rows.rows)]) expect(text).not.toContain(made.secret.slice(6));
  });
  test.each([
    "http://crm.example.com/",
    "https://user:pass@crm.example.com/",
    "https://127.0.0.1/",
    "https://169.254.169.254/",
    "https://crm.example.com:8443/",
    "https://crm.example.com/{order}",
    "crm.example.com",
  ])("is not made for %s", async (url) => {
    const made = createWebhook(ours.context, { url, events: ["call.ended"] }, guard);
    await expect(made).rejects.toMatchObject({ code: "INVALID", fields: { url: expect.any(String) } });
  });
  test("is not made for a name that leads into a private network", async () => {
    const made = createWebhook(
      ours.context,
      { url: "https://inside.example.com/", events: ["call.ended"] },
      { allow: [], resolve: async () => ["10.0.0.7"] },
    );
    await expect(made).rejects.toMatchObject({ code: "INVALID" });
  });
  test("is one of ten at most, also when several are made at once", async () => {
    const results = await Promise.allSettled(
      Array.from({ length: MOST_WEBHOOKS + 3 }, () => addWebhook(ours, ["call.ended"])),
    );
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(MOST_WEBHOOKS);
    expect(await listWebhooks(ours.context)).toHaveLength(MOST_WEBHOOKS);
  });
  test("is for owners and admins alone", async () => {
    const { id } = await addWebhook(ours, ["call.ended"]);
    for (const role of ["manager", "supervisor", "agent", "viewer"] as const) {
      const context = memberContext({ ...ours, name: role, role }, { requestId: "r" });
      await expect(listWebhooks(context)).rejects.toMatchObject({ code: "FORBIDDEN" });
      await expect(rotateWebhookSecret(context, id)).rejects.toMatchObject({ code: "FORBIDDEN" });
      await expect(listDeliveries(context, id)).rejects.toMatchObject({ code: "FORBIDDEN" });
    }
  });
  test("leaves a line in the audit log for each change, without its secret", async () => {
    const made = await addWebhook(ours, ["call.ended"]);
    await updateWebhook(ours.context, made.id, { url: made.url, events: ["call.started"] }, guard);
    await rotateWebhookSecret(ours.context, made.id);
    await deleteWebhook(ours.context, made.id);
    const lines = await withTenant(ours.organizationId, (tx) =>
      tx.auditEntry.findMany({ where: { targetId: made.id }, orderBy: { seq: "asc" } }),
    );
    expect(lines.map(({ action }) => action)).toEqual([
      "webhook.created",
      "webhook.updated",
      "webhook.secret_rotated",
      "webhook.deleted",
    ]);
    expect(JSON.stringify(lines.map(({ details }) => details))).not.toContain("whsec_");
  });
});

describe("what happens in a call", () => {
  test("goes out signed, each kind to those who want it, in its own shape", async () => {
    const kinds: WebhookEventType[] = [
      "call.started",
      "call.updated",
      "interaction.added",
      "sentiment.changed",
      "qa.score.updated",
      "call.ended",
    ];
    const { secret } = await addWebhook(ours, kinds);
    await addWebhook(ours, ["call.ended"], "https://other.example.com/");
    const call = await startCall(database.url, ours);
    await call.happens(STARTED, { type: "line.connected", streamSid: "MZ", resumed: false }, said("Hello there"));
    await call.happens({ type: "sentiment.scored", turnId: "c1", compound: -0.6 });
    await call.happens({ type: "score.updated", overall: 0.8, components: {} }, ENDED);
    const world = createWorld();
    expect(await world.send()).toBe(7);
    const own = world.received.filter(({ url }) => url.startsWith("https://crm."));
    expect(world.received.filter(({ url }) => url.startsWith("https://other."))).toHaveLength(1);
    const bodies = own.map(({ body }) => JSON.parse(body) as { type: WebhookEventType; id: string; data: object });
    expect(bodies.map(({ type }) => type).sort()).toEqual([...kinds].sort());
    for (const [index, request] of own.entries()) {
      expect(verifyStandardWebhook(request, secret, world.now().getTime() / 1000)).toBe(bodies[index]?.id);
      expect(request.headers["content-type"]).toBe("application/json");
    }
    for (const body of bodies) WEBHOOK_PAYLOADS[body.type].parse(body);
    const of = (type: string) => bodies.find((body) => body.type === type)?.data;
    expect(of("interaction.added")).toMatchObject({ callId: call.callId, speaker: "caller", text: "Hello there" });
    expect(of("sentiment.changed")).toMatchObject({ compound: -0.6, label: "negative" });
    expect(of("call.updated")).toMatchObject({ change: "answered", call: { id: call.callId } });
    expect(of("call.ended")).toMatchObject({
      call: { status: "completed", disposition: "caller_hung_up", durationMs: expect.any(Number) },
    });
    const sequences = bodies.map(({ data }) => (data as { sequence: number }).sequence);
    expect(Math.max(...sequences)).toBe((of("call.ended") as { sequence: number }).sequence);
  });

  test("is written down once, however often the journal brings it", async () => {
    await addWebhook(ours, ["interaction.added", "call.ended"]);
    const call = await startCall(database.url, ours);
    const records = [call.recordOf(said("one")), call.recordOf(ENDED)];
    await Promise.all([writeBatch(records), writeBatch(records)]);
    await writeBatch(records);
    expect(await types()).toEqual(["call.ended", "interaction.added"]);
    expect((await stored()).flatMap(({ deliveries }) => deliveries)).toHaveLength(2);
  });

  test("is not written where nobody wants it, and nothing of a test call is", async () => {
    const call = await startCall(database.url, ours);
    await call.happens(said("before"));
    await addWebhook(ours, ["call.ended", "interaction.added"]);
    const tested = await startCall(database.url, ours, { kind: "test" });
    await tested.happens(said("only a test"), ENDED);
    await call.happens({ type: "sentiment.scored", turnId: "c1", compound: 0 });
    expect(await types()).toEqual([]);
    await call.happens(said("after"));
    expect(await types()).toEqual(["interaction.added"]);
  });

  test("belongs to its organization alone", async () => {
    const other = await createTestOrganization(database.url);
    const theirs = await addWebhook(other, ["interaction.added"], "https://theirs.example.com/");
    await addWebhook(ours, ["interaction.added"]);
    const call = await startCall(database.url, ours);
    await call.happens(said("ours alone"));
    expect(await types(other)).toEqual([]);
    const [event] = await stored();
    const delivery = event?.deliveries[0]?.id ?? "";
    const { deliveries } = await listDeliveries(other.context, theirs.id);
    expect(deliveries).toEqual([]);
    await expect(getDelivery(other.context, theirs.id, delivery)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

test("escalations, and news to all, are told in the transaction that makes them so", async () => {
  await addWebhook(ours, ["escalation.triggered", "escalation.completed", "notification.created"]);
  const call = await startCall(database.url, ours);
  const escalationId = "019a9e10-7c11-7b52-8e0f-51f3a1c2b777";
  await raiseEscalation(ours.context, {
    ...{ escalationId, callId: call.callId, cause: "asked", reason: "Wants a person", mode: "warm", by: null },
    target: { kind: "queue", department: null },
  });
  await completeEscalation(ours.context, escalationId, { resolution: "Called back" });
  const news = { type: "system_update", title: "T", body: "B", url: null, callId: null, dedupeKey: "x" } as const;
  const audience = { organizationId: ours.organizationId, permission: "calls.read" } as const;
  await notify(audience, news);
  await notify(audience, news);
  await notify({ ...audience, userIds: [ours.userId] }, { ...news, dedupeKey: "for one" });
  const found = await types();
  expect(found).toContain("escalation.triggered");
  expect(found).toContain("escalation.completed");
  const told = (await stored()).filter(({ type }) => type === "notification.created").map(({ body }) => body ?? "");
  expect(told.filter((body) => body.includes('"title":"T"'))).toHaveLength(1);
  for (const { type, body } of await stored())
    WEBHOOK_PAYLOADS[type as WebhookEventType].parse(JSON.parse(body ?? "{}"));
  expect((await stored()).map(({ body }) => body).join()).not.toContain("packet");
});

test("what is undone with its transaction is told to nobody", async () => {
  await addWebhook(ours, ["notification.created"]);
  const { writeNews, askByPrisma } = await import("../notifications/write-news");
  const news = { type: "system_update", title: "T", body: "B", url: null, callId: null, dedupeKey: "undone" } as const;
  const audience = { organizationId: ours.organizationId, permission: "calls.read" } as const;
  const undone = withTenant(ours.organizationId, async (tx) => {
    await writeNews(askByPrisma(tx), audience, news, new Date());
    throw new Error("undone");
  });
  await expect(undone).rejects.toThrow("undone");
  expect(await types()).toEqual([]);
});
