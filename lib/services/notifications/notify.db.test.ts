import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { NotificationPreferences } from "@/lib/contracts/notifications";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { withSystemSql, withTenant } from "@/lib/db/transaction";
import { defaultPreferences } from "@/lib/domain/notifications/default-preferences";
import type { News } from "@/lib/domain/notifications/news";
import {
  createTestDatabase,
  createTestOrganization,
  type TestDatabase,
  type TestOrganization,
  withOwner,
} from "@/scripts/test/database";
import { addMember } from "../members/testing/add-member";
import { notify } from "./notify";
import { askByPrisma, askBySql, writeNews } from "./write-news";

let test: TestDatabase;
const NOW = new Date("2026-06-10T12:00:00Z");

beforeAll(async () => {
  test = await createTestDatabase();
  await useDatabase(test.url, 8);
});
afterAll(async () => {
  await closeDatabase();
  await test.drop();
});

const sql = async <T>(text: string, values: unknown[] = []): Promise<T[]> =>
  (await withOwner(test.url, (client) => client.query(text, values))).rows as T[];
const news = (more: Partial<News> = {}): News => ({
  type: "call_escalated",
  title: "A caller needs a person",
  body: "They asked for one",
  url: "/live",
  callId: null,
  dedupeKey: `escalation:${randomUUID()}`,
  ...more,
});
const told = async ({ organizationId }: TestOrganization) =>
  (
    await sql<{ user_id: string }>("select user_id from notifications where organization_id = $1 order by user_id", [
      organizationId,
    ])
  ).map(({ user_id: userId }) => userId);
const deliveries = ({ organizationId }: TestOrganization) =>
  sql<{ user_id: string; channel: string; due_at: Date }>(
    `select n.user_id, d.channel, d.due_at from notification_deliveries d
     join notifications n on n.organization_id = d.organization_id and n.id = d.notification_id
     where d.organization_id = $1 order by d.channel, n.user_id`,
    [organizationId],
  );
const wish = (who: { organizationId: string }, userId: string, preferences: NotificationPreferences) =>
  sql("insert into notification_preferences (organization_id, user_id, preferences) values ($1, $2, $3)", [
    who.organizationId,
    userId,
    JSON.stringify(preferences),
  ]);

describe("whom news reaches", () => {
  it("members whose role has the permission, of this organization, that can sign in", async () => {
    const ours = await createTestOrganization(test.url);
    const theirs = await createTestOrganization(test.url);
    const manager = await addMember(test.url, ours.organizationId, "manager");
    await addMember(test.url, ours.organizationId, "viewer");
    const disabled = await addMember(test.url, ours.organizationId, "manager");
    await sql("update users set disabled_at = now() where id = $1", [disabled.userId]);
    expect(await notify({ organizationId: ours.organizationId, permission: "connections.read" }, news(), NOW)).toBe(2);
    expect(await told(ours)).toEqual([ours.userId, manager.userId].sort());
    expect(await told(theirs)).toEqual([]);
  });

  it("of these only those named, and not who did it", async () => {
    const { organizationId, userId, ...ours } = await createTestOrganization(test.url);
    const [a, b] = [
      await addMember(test.url, organizationId, "agent"),
      await addMember(test.url, organizationId, "agent"),
    ];
    const audience = { organizationId, permission: "escalations.handle" as const };
    await notify({ ...audience, userIds: [a.userId, randomUUID()] }, news(), NOW);
    expect(await told({ organizationId, userId, ...ours })).toEqual([a.userId]);
    await notify({ ...audience, except: a.userId }, news(), NOW);
    expect(await told({ organizationId, userId, ...ours })).toEqual([a.userId, b.userId, userId].sort());
  });
});

describe("the same news", () => {
  it("reaches a person once, however often and from wherever it is told at once", async () => {
    const ours = await createTestOrganization(test.url);
    for (const role of ["admin", "manager", "supervisor"] as const)
      await addMember(test.url, ours.organizationId, role);
    const audience = { organizationId: ours.organizationId, permission: "escalations.read" as const };
    const same = news();
    const counts = await Promise.all([
      ...Array.from({ length: 6 }, () => notify(audience, same, NOW)),
      withSystemSql("test", (client) => writeNews(askBySql(client), audience, same, NOW)).then(({ length }) => length),
    ]);
    expect(counts.reduce((sum, count) => sum + count)).toBe(4);
    expect(await told(ours)).toHaveLength(4);
    expect(await notify(audience, same, NOW)).toBe(0);
    expect(await notify(audience, news(), NOW)).toBe(4);
  });

  it("is not told when what caused it does not stand", async () => {
    const ours = await createTestOrganization(test.url);
    const audience = { organizationId: ours.organizationId, permission: "escalations.read" as const };
    const undo = withTenant(ours.organizationId, async (tx) => {
      expect(await writeNews(askByPrisma(tx), audience, news(), NOW)).toHaveLength(1);
      throw new Error("undone");
    });
    await expect(undo).rejects.toThrow("undone");
    expect(await told(ours)).toEqual([]);
  });
});

describe("what leaves the product", () => {
  it("goes by each person's own wishes and clock; nothing at all for who wants nothing", async () => {
    const ours = await createTestOrganization(test.url, { timeZone: "Europe/Berlin" });
    const [digest, quiet, nothing] = [
      await addMember(test.url, ours.organizationId, "manager"),
      await addMember(test.url, ours.organizationId, "manager"),
      await addMember(test.url, ours.organizationId, "manager"),
    ];
    const base = defaultPreferences("Asia/Tokyo");
    const only = (inApp: boolean, email: boolean) => ({
      ...base,
      types: { ...base.types, system_update: { inApp, email, push: true } },
    });
    await wish(ours, digest.userId, { ...only(false, true), digest: { every: "daily", at: "09:00" } });
    const night = { from: "20:00", to: "06:00", days: ["wednesday" as const] };
    await wish(ours, quiet.userId, { ...only(true, true), quietHours: night });
    await wish(ours, nothing.userId, { ...only(false, false) });
    const audience = { organizationId: ours.organizationId, permission: "connections.read" as const };
    // 21:00 on Wednesday in Tokyo. Two are shown it; the third has it mailed alone.
    expect(await notify(audience, news({ type: "system_update" }), NOW)).toBe(2);
    const shown = await sql("select user_id from notifications where organization_id = $1 and is_shown order by 1", [
      ours.organizationId,
    ]);
    expect(shown).toEqual([ours.userId, quiet.userId].sort().map((userId) => ({ user_id: userId })));
    expect(await deliveries(ours)).toEqual(
      [
        { user_id: ours.userId, channel: "email", due_at: NOW },
        { user_id: digest.userId, channel: "email", due_at: new Date("2026-06-11T00:00:00Z") },
        { user_id: quiet.userId, channel: "email", due_at: new Date("2026-06-10T21:00:00Z") },
      ].sort((a, b) => (a.user_id < b.user_id ? -1 : 1)),
    );
  });

  it("is no mail to an address that is not confirmed, nor a second one, and no push without a browser", async () => {
    const ours = await createTestOrganization(test.url);
    const unconfirmed = await addMember(test.url, ours.organizationId, "admin", { verified: false });
    const audience = { organizationId: ours.organizationId, permission: "billing.read" as const };
    await notify(audience, news({ type: "system_update", isMailedOtherwise: true }), NOW);
    expect(await deliveries(ours)).toEqual([]);
    const subscription = [ours.organizationId, randomUUID(), unconfirmed.userId, randomUUID(), "hash", "sealed", NOW];
    await sql(
      "insert into push_subscriptions (organization_id, id, user_id, session_id, endpoint_hash, sealed, created_at) values ($1, $2, $3, $4, $5, $6, $7)",
      subscription,
    );
    await notify(audience, news({ type: "system_update" }), NOW);
    await notify(audience, news(), NOW);
    expect(await deliveries(ours)).toEqual([
      { user_id: ours.userId, channel: "email", due_at: NOW },
      { user_id: unconfirmed.userId, channel: "push", due_at: NOW },
    ]);
  });
});

it("who leaves takes their notifications along", async () => {
  const ours = await createTestOrganization(test.url);
  const gone = await addMember(test.url, ours.organizationId, "supervisor");
  await notify({ organizationId: ours.organizationId, permission: "escalations.read" }, news(), NOW);
  await sql("delete from memberships where organization_id = $1 and user_id = $2", [ours.organizationId, gone.userId]);
  expect(await told(ours)).toEqual([ours.userId]);
});
