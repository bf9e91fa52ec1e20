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
import { insert, plantCalls } from "@/scripts/test/plant-call";
import { getResolutionTimes } from "./get-resolution-times";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await useDatabase(database.url, 2);
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

const NOW = new Date("2026-06-10T17:00:00Z");
const DAY_MS = 86_400_000;

/** An escalation that was settled some days ago and had taken so many seconds. */
async function plantSettled(own: TestOrganization, state: string, seconds: number, daysAgo = 1, more: object = {}) {
  const [callId = ""] = await plantCalls(database.url, own, [{}]);
  const settledAt = new Date(NOW.getTime() - daysAgo * DAY_MS);
  await withOwner(database.url, (sql) =>
    insert(sql, "escalations", {
      organization_id: own.organizationId,
      id: uuidv7(),
      business_id: own.businessId,
      call_id: callId,
      cause: "asked",
      reason: "The caller asked for a person",
      priority: "normal",
      mode: "warm",
      target: JSON.stringify({ kind: "queue", department: null }),
      state,
      created_at: new Date(settledAt.getTime() - seconds * 1_000),
      settled_at: settledAt,
      ...more,
    }),
  );
}

test("median and mean of the last days by how it was settled, as the filters say; nobody else's count", async () => {
  const own = await createTestOrganization(database.url);
  for (const seconds of [60, 120, 600]) await plantSettled(own, "completed", seconds);
  await plantSettled(own, "completed", 9_000, 40);
  await plantSettled(own, "abandoned", 30);
  await plantSettled(own, "completed", 1_000, 1, { priority: "high", cause: "sentiment" });
  await plantSettled(own, "callback", 50, 1, { settled_at: null, callback_number: "+12025550147" });
  await plantSettled(await createTestOrganization(database.url), "completed", 5);
  const times = (query: object) => getResolutionTimes(own.context, query, NOW);
  expect((await times({})).states).toEqual([
    { state: "completed", count: 4, medianMs: 360_000, meanMs: 445_000 },
    { state: "abandoned", count: 1, medianMs: 30_000, meanMs: 30_000 },
  ]);
  expect((await times({ priority: "normal", cause: "asked" })).states[0]).toMatchObject({
    count: 3,
    medianMs: 120_000,
    meanMs: 260_000,
  });
  expect((await times({ days: 60, businessId: own.businessId })).states[0]).toMatchObject({ count: 5 });
  expect((await times({ humanAgentId: uuidv7() })).states).toEqual([
    { state: "completed", count: 0, medianMs: null, meanMs: null },
    { state: "abandoned", count: 0, medianMs: null, meanMs: null },
  ]);
  await expect(times({ days: 0 })).rejects.toMatchObject({ code: "INVALID" });
});
