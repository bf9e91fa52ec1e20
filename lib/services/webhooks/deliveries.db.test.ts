import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { withTenant } from "@/lib/db/transaction";
import {
  createTestDatabase,
  createTestOrganization,
  type TestDatabase,
  type TestOrganization,
  withOwner,
} from "@/scripts/test/database";
import { listNotifications } from "../notifications/list-notifications";
import { claimDeliveries } from "./claim-deliveries";
import { getDelivery, listDeliveries } from "./deliveries";
import { getWebhook } from "./list-webhooks";
import { purgeWebhooks } from "./purge-webhooks";
import { deleteWebhook, rotateWebhookSecret, updateWebhook } from "./save-webhook";
import { sendAgain, sendFailedAgain, testWebhook } from "./send-again";
import { sendDelivery } from "./send-delivery";
import { addWebhook, answer, createWorld, guard, OK, said, startCall } from "./testing/world";
import { verifyStandardWebhook } from "./testing/verify-standard-webhook";

const [SECOND_MS, MINUTE_MS, HOUR_MS, DAY_MS] = [1_000, 60_000, 3_600_000, 86_400_000];

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
// What one test leaves to be sent is nothing to another.
beforeEach(async () => {
  await withOwner(database.url, (sql) => sql.query("truncate webhook_endpoints, webhook_events cascade"));
  ours = await createTestOrganization(database.url);
});

const deliveriesOf = async (webhookId: string) => (await listDeliveries(ours.context, webhookId)).deliveries;

describe("what is not taken", () => {
  test("comes again after 5 s, 5 min, 30 min, 2, 5, 10 and 10 hours, the same by its id, and then no more", async () => {
    const world = createWorld();
    const { id, secret } = await addWebhook(ours, ["call.ended"]);
    await testWebhook(ours.context, id, world.now());
    world.answer(() => answer(500));
    const pauses = [5 * SECOND_MS, 5 * MINUTE_MS, 30 * MINUTE_MS, 2 * HOUR_MS, 5 * HOUR_MS, 10 * HOUR_MS, 10 * HOUR_MS];
    expect(await world.send()).toBe(1);
    for (const pause of pauses) {
      world.pass(pause - 1);
      expect(await world.send()).toBe(0);
      world.pass(1);
      expect(await world.send()).toBe(1);
      const last = world.received.at(-1);
      if (last) verifyStandardWebhook(last, secret, world.now().getTime() / 1000);
    }
    world.pass(30 * HOUR_MS);
    expect(await world.send()).toBe(0);
    expect(new Set(world.received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    expect(new Set(world.received.map(({ body }) => body)).size).toBe(1);
    const [delivery] = await deliveriesOf(id);
    expect(delivery).toMatchObject({ state: "failed", attempts: 8, lastStatus: 500, dueAt: null });
    const { tried } = await getDelivery(ours.context, id, delivery?.id ?? "");
    expect(tried.map(({ number }) => number)).toEqual([8, 7, 6, 5, 4, 3, 2, 1]);
    expect(tried[0]).toMatchObject({ status: 500, answer: "says 500", problem: expect.stringMatching(/failed/) });
    expect(tried[0]?.headers["webhook-id"]).toBe(delivery?.eventId);
  });

  test.each([429, 503])("waits as long as a %i asks for, a day at most", async (status) => {
    const world = createWorld();
    const { id } = await addWebhook(ours, ["call.ended"]);
    await testWebhook(ours.context, id, world.now());
    world.answer(() => answer(status, { "retry-after": "90" }));
    await world.send();
    world.pass(89 * SECOND_MS);
    expect(await world.send()).toBe(0);
    world.pass(SECOND_MS);
    world.answer(() => answer(status, { "retry-after": "999999999" }));
    expect(await world.send()).toBe(1);
    world.answer(() => OK);
    world.pass(DAY_MS);
    expect(await world.send()).toBe(1);
    expect(await deliveriesOf(id)).toMatchObject([{ state: "delivered", attempts: 3 }]);
  });

  test("a 410 switches the webhook off at once; its owners are told, and what waits is kept until it is on again", async () => {
    const world = createWorld();
    const made = await addWebhook(ours, ["interaction.added"]);
    for (let n = 0; n < 2; n += 1) await testWebhook(ours.context, made.id, world.now());
    world.answer(() => answer(410));
    await world.send(1);
    expect(await getWebhook(ours.context, made.id)).toMatchObject({ enabled: false, offBecause: "gone" });
    const { notifications } = await listNotifications(ours.context);
    expect(notifications).toMatchObject([{ type: "system_update", url: `/settings/webhooks/${made.id}` }]);
    const call = await startCall(database.url, ours);
    await call.happens(said("while it is off"));
    await expect(testWebhook(ours.context, made.id)).rejects.toMatchObject({ code: "CONFLICT" });
    world.pass(DAY_MS);
    expect(await world.send()).toBe(0);
    world.answer(() => OK);
    const { url, events } = made;
    await updateWebhook(ours.context, made.id, { url, events, enabled: true }, guard, world.now());
    expect(await world.send()).toBe(2);
    expect(await deliveriesOf(made.id)).toMatchObject([{ state: "delivered" }, { state: "delivered" }]);
    expect(await getWebhook(ours.context, made.id)).toMatchObject({ offBecause: null, failingSince: null });
  });

  test("five days of nothing else switch it off; one success in between begins the count anew", async () => {
    const world = createWorld();
    const { id } = await addWebhook(ours, ["call.ended"]);
    const day = async (how: number) => {
      world.answer(() => answer(how));
      await testWebhook(ours.context, id, world.now());
      await world.send(1);
      world.pass(DAY_MS);
    };
    for (const how of [500, 500, 500, 500, 200, 500, 500, 500, 500, 500]) await day(how);
    expect(await getWebhook(ours.context, id)).toMatchObject({ enabled: true, failingSince: expect.any(String) });
    await day(500);
    expect(await getWebhook(ours.context, id)).toMatchObject({ enabled: false, offBecause: "failing" });
    const { notifications } = await listNotifications(ours.context);
    expect(notifications.filter(({ title }) => title.includes("switched off"))).toHaveLength(1);
  });
});

test.each([200, 201, 204, 299])("a %i is delivered", async (status) => {
  const world = createWorld();
  const { id } = await addWebhook(ours, ["call.ended"]);
  await testWebhook(ours.context, id, world.now());
  world.answer(() => answer(status));
  await world.send();
  expect(await deliveriesOf(id)).toMatchObject([{ state: "delivered", lastStatus: status, lastProblem: null }]);
});

test("after a rotation both secrets sign for 24 hours, and then the new one alone", async () => {
  const world = createWorld();
  const { id, secret: old } = await addWebhook(ours, ["call.ended"]);
  const { secret } = await rotateWebhookSecret(ours.context, id, world.now());
  const next = async () => {
    await testWebhook(ours.context, id, world.now());
    await world.send();
    return world.received.at(-1) ?? { headers: {} as Record<string, string>, body: "" };
  };
  const seconds = () => world.now().getTime() / 1000;
  const first = await next();
  expect(first.headers["webhook-signature"]?.split(" ")).toHaveLength(2);
  for (const each of [old, secret]) verifyStandardWebhook(first, each, seconds());
  world.pass(24 * HOUR_MS);
  const second = await next();
  verifyStandardWebhook(second, secret, seconds());
  expect(() => verifyStandardWebhook(second, old, seconds())).toThrow("no signature matches");
  expect(() => verifyStandardWebhook({ ...second, body: `${second.body} ` }, secret, seconds())).toThrow();
});

describe("many jobs at once", () => {
  test("send each delivery once", async () => {
    const world = createWorld();
    const { id } = await addWebhook(ours, ["interaction.added"]);
    const call = await startCall(database.url, ours);
    await call.happens(...Array.from({ length: 40 }, (_, n) => said(`line ${n}`)));
    await Promise.all(Array.from({ length: 6 }, () => world.send(5)));
    expect(world.received).toHaveLength(40);
    expect(new Set(world.received.map(({ headers }) => headers["webhook-id"])).size).toBe(40);
    expect((await deliveriesOf(id)).every(({ state, attempts }) => state === "delivered" && attempts === 1)).toBe(true);
  });

  test("go on with what one that died was sending, and what it still had to say counts for nothing", async () => {
    const world = createWorld();
    const { id } = await addWebhook(ours, ["call.ended"]);
    await testWebhook(ours.context, id, world.now());
    const [claim] = await claimDeliveries(10, world.now());
    if (!claim) throw new Error("nothing was claimed");
    expect(await world.send()).toBe(0);
    world.pass(60 * SECOND_MS);
    expect(await world.send()).toBe(1);
    world.answer(() => answer(500));
    await sendDelivery(claim, world.deps);
    expect(await deliveriesOf(id)).toMatchObject([{ state: "delivered", attempts: 2 }]);
    expect(world.received).toHaveLength(1);
  });

  test("let no slow endpoint hold up another's, nor one that fails have more than one at once", async () => {
    const world = createWorld();
    const slow = await addWebhook(ours, ["interaction.added"], "https://slow.example.com/");
    const quick = await addWebhook(ours, ["interaction.added"], "https://quick.example.com/");
    const call = await startCall(database.url, ours);
    await call.happens(...Array.from({ length: 30 }, (_, n) => said(`line ${n}`)));
    // The slow one keeps all it is given.
    const claims = await claimDeliveries(32, world.now());
    const of = (webhookId: string) => claims.filter(({ endpointId }) => endpointId === webhookId);
    expect(of(slow.id)).toHaveLength(8);
    await Promise.all(of(quick.id).map((claim) => sendDelivery(claim, world.deps)));
    expect(await world.send(32)).toBe(22);
    expect((await deliveriesOf(quick.id)).every(({ state }) => state === "delivered")).toBe(true);
    expect((await claimDeliveries(32, world.now())).length).toBe(0);
    world.answer(() => answer(500));
    await Promise.all(of(slow.id).map((claim) => sendDelivery(claim, world.deps)));
    expect(await claimDeliveries(32, world.now())).toHaveLength(1);
  });
});

describe("sending again", () => {
  test("sends one more, the same by its id, and all that failed since a moment", async () => {
    const world = createWorld();
    const { id } = await addWebhook(ours, ["call.ended"]);
    for (let n = 0; n < 3; n += 1) await testWebhook(ours.context, id, world.now());
    world.answer(() => answer(400));
    for (let n = 0; n < 9; n += 1) {
      await world.send();
      world.pass(11 * HOUR_MS);
    }
    const failed = await deliveriesOf(id);
    expect(failed.map(({ state }) => state)).toEqual(["failed", "failed", "failed"]);
    world.answer(() => OK);
    const [one] = failed;
    await sendAgain(ours.context, id, one?.id ?? "", world.now());
    expect(await world.send()).toBe(1);
    expect(world.received.at(-1)?.headers["webhook-id"]).toBe(one?.eventId);
    const later = new Date(world.now().getTime() + DAY_MS).toISOString();
    expect(await sendFailedAgain(ours.context, id, { since: later }, world.now())).toEqual({ count: 0 });
    const since = new Date(Date.parse(one?.createdAt ?? "") - DAY_MS).toISOString();
    expect(await sendFailedAgain(ours.context, id, { since }, world.now())).toEqual({ count: 2 });
    expect(await world.send()).toBe(2);
    expect((await deliveriesOf(id)).every(({ state, attempts }) => state === "delivered" && attempts === 9)).toBe(true);
  });
});

test("a webhook that is removed while something is on its way is not missed", async () => {
  const world = createWorld();
  const { id } = await addWebhook(ours, ["call.ended"]);
  await testWebhook(ours.context, id, world.now());
  world.answer(async () => {
    await deleteWebhook(ours.context, id);
    return OK;
  });
  expect(await world.send()).toBe(1);
  expect(await world.send()).toBe(0);
});

test("what is older than 30 days goes, with secrets that sign no more", async () => {
  const world = createWorld();
  const { id } = await addWebhook(ours, ["call.ended"]);
  await rotateWebhookSecret(ours.context, id, world.now());
  await testWebhook(ours.context, id, world.now());
  world.pass(29 * DAY_MS);
  await testWebhook(ours.context, id, world.now());
  expect(await purgeWebhooks(world.now())).toBe(0);
  world.pass(2 * DAY_MS);
  expect(await purgeWebhooks(world.now())).toBe(1);
  expect(await deliveriesOf(id)).toHaveLength(1);
  const row = await withTenant(ours.organizationId, (tx) => tx.webhookEndpoint.findFirstOrThrow());
  expect(row.sealedOldSecret).toBeNull();
});

test("lists page without gaps, by state too", async () => {
  const world = createWorld();
  const { id } = await addWebhook(ours, ["call.ended"]);
  for (let n = 0; n < 7; n += 1) await testWebhook(ours.context, id, world.now());
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listDeliveries(ours.context, id, { limit: 3, cursor, state: "waiting" });
    seen.push(...page.deliveries.map((delivery) => delivery.id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  expect(new Set(seen).size).toBe(7);
  expect((await listDeliveries(ours.context, id, { state: "failed" })).deliveries).toEqual([]);
});
