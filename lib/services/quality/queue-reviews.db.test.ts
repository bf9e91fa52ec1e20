import { afterAll, beforeAll, expect, it } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { createTestDatabase, createTestOrganization, type TestDatabase } from "@/scripts/test/database";
import { plantCalls } from "@/scripts/test/plant-call";
import { queueReviews } from "./queue-reviews";
import { listReviews, markReviewed } from "./reviews";

let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
  await useDatabase(test.url, 3);
});
afterAll(async () => {
  await closeDatabase();
  await test.drop();
});

it("puts calls in the review queue once, and those that were looked at back in it", async () => {
  const who = await createTestOrganization(test.url);
  const ids = await plantCalls(test.url, who, [{ said: ["one"] }, { said: ["two"] }, { said: ["three"] }]);
  const waiting = async () => (await listReviews(who.context, {})).reviews.map(({ callId }) => callId).sort();
  expect(await queueReviews(who.context, { callIds: ids.slice(0, 2) })).toEqual({ queued: 2 });
  expect(await queueReviews(who.context, { callIds: ids.slice(0, 2) })).toEqual({ queued: 0 });
  expect(await waiting()).toEqual(ids.slice(0, 2).sort());
  await markReviewed(who.context, ids[0]!);
  expect(await waiting()).toEqual([ids[1]]);
  expect(await queueReviews(who.context, { callIds: ids })).toEqual({ queued: 2 });
  expect(await waiting()).toEqual([...ids].sort());
  const again = (await listReviews(who.context, {})).reviews.find(({ callId }) => callId === ids[0]);
  expect(again).toMatchObject({ reasons: ["picked"], reviewedByName: null });
});

it("takes all of the calls or none, and only from who reviews", async () => {
  const [who, other] = [await createTestOrganization(test.url), await createTestOrganization(test.url)];
  const [ours] = await plantCalls(test.url, who, [{ said: ["ours"] }]);
  const [theirs] = await plantCalls(test.url, other, [{ said: ["theirs"] }]);
  await expect(queueReviews(who.context, { callIds: [ours, theirs] })).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect((await listReviews(who.context, {})).reviews).toEqual([]);
  const viewer = { ...who.context, permissions: new Set(["quality.read"] as const) };
  await expect(queueReviews(viewer, { callIds: [ours] })).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(queueReviews(who.context, { callIds: [] })).rejects.toMatchObject({ code: "INVALID" });
});
