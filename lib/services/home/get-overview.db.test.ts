import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { createTestDatabase, createTestOrganization, type TestDatabase, withOwner } from "@/scripts/test/database";
import { insert, plantCalls } from "@/scripts/test/plant-call";
import { getOverview } from "./get-overview";

let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
  await useDatabase(test.url, 2);
});
afterAll(async () => {
  await closeDatabase();
  await test.drop();
});

// Wednesday 10 June 2026, 14:30 in Oakland (UTC-7).
const now = new Date("2026-06-10T21:30:00Z");

it("counts the local day, beside the same weekday of last week up to the same time", async () => {
  const organization = await createTestOrganization(test.url, { timeZone: "America/Los_Angeles" });
  await plantCalls(test.url, organization, [
    { startedAt: new Date("2026-06-10T06:59:00Z") }, // 23:59 yesterday
    { startedAt: new Date("2026-06-10T07:00:00Z"), voiceToVoiceMs: [800, 1000] }, // midnight
    { startedAt: new Date("2026-06-10T21:10:00Z"), voiceToVoiceMs: [1400], interruptions: 2 }, // 14:10
    { startedAt: new Date("2026-06-10T20:00:00Z"), status: "failed" },
    { startedAt: new Date("2026-06-10T20:05:00Z"), status: "no_answer", answeredAt: null },
    { startedAt: new Date("2026-06-10T21:29:00Z"), status: "in_progress", endedAt: null },
    { startedAt: new Date("2026-06-03T21:29:00Z"), voiceToVoiceMs: [2000] }, // last week, 14:29
    { startedAt: new Date("2026-06-03T21:31:00Z") }, // last week, after this time of day
    { startedAt: new Date("2026-06-04T01:00:00Z") }, // last week, 18:00
    { startedAt: new Date("2026-06-04T07:30:00Z") }, // the day after
  ]);
  const overview = await getOverview(organization.context, {}, now);
  expect(overview).toMatchObject({
    timeZone: "America/Los_Angeles",
    date: "2026-06-10",
    weekday: "Wednesday",
    activeCalls: 1,
  });
  expect(overview.today).toEqual({
    calls: 5,
    answered: 4,
    failed: 1,
    missed: 1,
    messages: 0,
    interruptions: 2,
    medianVoiceToVoiceMs: 1000,
    medianDurationMs: 60_000,
  });
  expect(overview.lastWeek).toMatchObject({ calls: 1, medianVoiceToVoiceMs: 2000 });
  expect(overview.callsByHour).toHaveLength(24);
  expect(overview.callsByHour[0]).toEqual({ hour: 0, today: 1, lastWeek: 0 });
  expect(overview.callsByHour[14]).toEqual({ hour: 14, today: 2, lastWeek: 2 });
  expect(overview.callsByHour[18]).toEqual({ hour: 18, today: 0, lastWeek: 1 });
});

it("finds the day's borders on the day the clock goes back", async () => {
  const organization = await createTestOrganization(test.url, { timeZone: "America/Los_Angeles" });
  // Sunday 1 November 2026 has 25 hours in Oakland, from 07:00 UTC to 08:00 UTC of the next day.
  await plantCalls(test.url, organization, [
    { startedAt: new Date("2026-11-01T06:59:00Z") },
    { startedAt: new Date("2026-11-01T08:30:00Z") }, // 01:30, the first time
    { startedAt: new Date("2026-11-01T09:30:00Z") }, // 01:30, the second time
    { startedAt: new Date("2026-11-02T07:59:00Z") }, // 23:59
  ]);
  const overview = await getOverview(organization.context, {}, new Date("2026-11-02T07:59:30Z"));
  expect(overview.today.calls).toBe(3);
  expect(overview.callsByHour[1]).toMatchObject({ today: 2 });
});

it("counts taken and open messages", async () => {
  const organization = await createTestOrganization(test.url);
  const [callId] = await plantCalls(test.url, organization, [{ startedAt: new Date("2026-06-10T20:00:00Z") }]);
  await withOwner(test.url, async (sql) => {
    for (const [takenAt, handledAt] of [
      [new Date("2026-06-10T20:00:30Z"), null],
      [new Date("2026-06-08T20:00:30Z"), null],
      [new Date("2026-06-08T20:00:30Z"), new Date("2026-06-09T00:00:00Z")],
    ]) {
      const { organizationId, businessId } = organization;
      const words = { caller_name: "Maya", callback_number: "415 555 0134", text: "Call me" };
      const ids = { organization_id: organizationId, id: randomUUID(), business_id: businessId, call_id: callId };
      await insert(sql, "messages", { ...ids, ...words, taken_at: takenAt, handled_at: handledAt });
    }
  });
  const overview = await getOverview(organization.context, {}, now);
  expect([overview.today.messages, overview.openMessages]).toEqual([1, 2]);
});

it("looks at one business in its own time zone, and at no stranger's", async () => {
  const ours = await createTestOrganization(test.url, { timeZone: "Europe/London" });
  const theirs = await createTestOrganization(test.url);
  await plantCalls(test.url, ours, [{ startedAt: new Date("2026-06-10T20:00:00Z") }]);
  const overview = await getOverview(ours.context, { businessId: ours.businessId }, now);
  expect(overview).toMatchObject({ timeZone: "Europe/London", today: { calls: 1 } });
  await expect(getOverview(ours.context, { businessId: theirs.businessId }, now)).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
});

it("is all zeros and nulls for an organization without calls", async () => {
  const organization = await createTestOrganization(test.url);
  const { today, lastWeek, activeCalls } = await getOverview(organization.context, {}, now);
  expect(today).toEqual(lastWeek);
  expect([today.calls, today.medianVoiceToVoiceMs, activeCalls]).toEqual([0, null, 0]);
});
