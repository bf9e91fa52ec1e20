import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { createTestDatabase, createTestOrganization, type TestDatabase, withOwner } from "@/scripts/test/database";
import { plantCalls } from "@/scripts/test/plant-call";
import { plantPerson } from "@/scripts/test/plant-people";
import { noteOpenPages } from "./open-pages";
import { offerNext } from "../escalations/offer-next";
import { raiseEscalation } from "../escalations/raise-escalation";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await useDatabase(database.url, 5);
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

const NOW = new Date("2026-06-10T17:00:00Z");
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);

test("whose page is closed and whose telephone is not to ring is passed over; with a page open, and for a moment after, they are asked", async () => {
  const organization = await createTestOrganization(database.url);
  const { organizationId } = organization;
  const next = async (now: Date) => {
    const [callId = ""] = await plantCalls(database.url, organization, [{ status: "in_progress", endedAt: null }]);
    const target = { kind: "queue" as const, department: null };
    const why = { cause: "asked" as const, reason: "The caller asked for a person", mode: "warm" as const, target };
    const { id } = await raiseEscalation(
      organization.context,
      { escalationId: uuidv7(), callId, ...why, by: null },
      NOW,
    );
    const outcome = await offerNext(organizationId, id, { byPhone: true, language: null, now });
    return outcome.kind === "offered" ? outcome.name : outcome.kind === "nobody" ? outcome.why : outcome.kind;
  };
  const ben = await plantPerson(database.url, organization, { name: "Ben", isAtTheirScreen: false });
  expect(await next(NOW)).toBe("Nobody is free. Ben: their phone is not to ring and they have no page open");

  const open = [{ organizationId, userId: ben.userId ?? "" }];
  await noteOpenPages(open, NOW);
  expect(await next(later(20))).toBe("Ben");
  // Closed since. The offer before has rung for its time.
  expect(await next(later(120))).toContain("no page open");

  await plantPerson(database.url, organization, {
    name: "Phone",
    role: null,
    ring_phone: true,
    isAtTheirScreen: false,
  });
  expect(await next(later(240))).toBe("Phone");
});

test("open pages are noted in the organization they look at, of people who take calls alone", async () => {
  const [here, there] = [await createTestOrganization(database.url), await createTestOrganization(database.url)];
  const ben = await plantPerson(database.url, here, { isAtTheirScreen: false });
  const seen = async () =>
    withOwner(database.url, async (sql) => {
      const { rows } = await sql.query(
        "select user_id from memberships where page_seen_at is not null and organization_id = any($1)",
        [[here.organizationId, there.organizationId]],
      );
      return rows;
    });
  await noteOpenPages(
    [
      { organizationId: there.organizationId, userId: ben.userId ?? "" },
      { organizationId: here.organizationId, userId: here.userId },
      { organizationId: here.organizationId, userId: uuidv7() },
    ],
    NOW,
  );
  expect(await seen()).toEqual([]);
  await noteOpenPages([{ organizationId: here.organizationId, userId: ben.userId ?? "" }], NOW);
  expect(await seen()).toEqual([{ user_id: ben.userId }]);
});
