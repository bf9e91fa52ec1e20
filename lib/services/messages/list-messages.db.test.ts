import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import {
  createTestDatabase,
  createTestOrganization,
  type TestDatabase,
  type TestOrganization,
  withOwner,
} from "@/scripts/test/database";
import { insert, plantCalls } from "@/scripts/test/plant-call";
import { listMessages } from "./list-messages";

let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
  await useDatabase(test.url, 2);
});
afterAll(async () => {
  await closeDatabase();
  await test.drop();
});

async function plantMessages(
  organization: TestOrganization,
  rows: { takenAt: string; handled?: boolean }[],
): Promise<string[]> {
  const [callId] = await plantCalls(test.url, organization, [{}]);
  return withOwner(test.url, async (sql) => {
    const ids: string[] = [];
    for (const { takenAt, handled } of rows) {
      const id = randomUUID();
      await insert(sql, "messages", {
        organization_id: organization.organizationId,
        id,
        business_id: organization.businessId,
        call_id: callId,
        caller_name: "Maya Torres",
        callback_number: "415 555 0134",
        text: "Please call about Thursday",
        taken_at: takenAt,
        handled_at: handled ? takenAt : null,
      });
      ids.push(id);
    }
    return ids;
  });
}

it("pages messages newest first with their business and agent", async () => {
  const organization = await createTestOrganization(test.url);
  const [first, second, third] = await plantMessages(organization, [
    { takenAt: "2026-06-10T10:00:00.000Z" },
    { takenAt: "2026-06-10T11:00:00.000Z", handled: true },
    { takenAt: "2026-06-10T12:00:00.000Z" },
  ]);
  const page = await listMessages(organization.context, { limit: 2 });
  expect(page.messages.map(({ id }) => id)).toEqual([third, second]);
  expect(page.messages[0]).toMatchObject({
    callerName: "Maya Torres",
    callbackNumber: "415 555 0134",
    takenAt: "2026-06-10T12:00:00.000Z",
    handledAt: null,
    businessId: organization.businessId,
    timeZone: "America/Los_Angeles",
  });
  const rest = await listMessages(organization.context, { limit: 2, cursor: page.nextCursor! });
  expect([rest.messages.map(({ id }) => id), rest.nextCursor]).toEqual([[first], null]);
  expect((await listMessages(organization.context, { handled: true })).messages.map(({ id }) => id)).toEqual([second]);
  expect((await listMessages(organization.context, { handled: false })).messages).toHaveLength(2);
  const later = await listMessages(organization.context, { takenAfter: "2026-06-10T11:30:00Z" });
  expect(later.messages.map(({ id }) => id)).toEqual([third]);
});

it("shows an organization its own messages alone, and only with messages.read", async () => {
  const ours = await createTestOrganization(test.url);
  const theirs = await createTestOrganization(test.url);
  await plantMessages(theirs, [{ takenAt: "2026-06-10T10:00:00Z" }]);
  expect(await listMessages(ours.context)).toEqual({ messages: [], nextCursor: null });
  const viewer = await createTestOrganization(test.url, { role: "viewer" });
  await expect(listMessages(viewer.context)).rejects.toMatchObject({ code: "FORBIDDEN" });
});
