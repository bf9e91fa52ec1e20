import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { defaultPreferences } from "@/lib/domain/notifications/default-preferences";
import type { News } from "@/lib/domain/notifications/news";
import { createTestDatabase, createTestOrganization, type TestDatabase, withOwner } from "@/scripts/test/database";
import { memberContext } from "../context";
import { addMember } from "../members/testing/add-member";
import { countUnread } from "./count-unread";
import { deleteNotification, restoreNotification } from "./delete-notification";
import { listNotifications } from "./list-notifications";
import { markAllRead, markRead } from "./mark-read";
import { notify } from "./notify";
import { getPreferences, savePreferences } from "./preferences";
import { purgeNotifications } from "./purge-notifications";

let test: TestDatabase;
const minute = (n: number) => new Date(Date.UTC(2026, 5, 10, 12, n));

beforeAll(async () => {
  test = await createTestDatabase();
  await useDatabase(test.url, 4);
});
afterAll(async () => {
  await closeDatabase();
  await test.drop();
});

const sql = async <T>(text: string, values: unknown[] = []): Promise<T[]> =>
  (await withOwner(test.url, (client) => client.query(text, values))).rows as T[];
const refusal = (work: Promise<unknown>) => work.then(() => null).catch((error: unknown) => error);
const news = (more: Partial<News> = {}): News => ({
  type: "call_escalated",
  title: "A caller needs a person",
  body: "",
  url: "/live",
  callId: null,
  dedupeKey: `test:${randomUUID()}`,
  ...more,
});

/** An organization whose owner and one agent were told three things, a minute apart. */
async function told() {
  const ours = await createTestOrganization(test.url);
  const { organizationId } = ours;
  const member = await addMember(test.url, organizationId, "agent");
  const agent = memberContext({ ...member, organizationId, role: "agent" }, { requestId: "test" });
  const types = ["call_escalated", "sentiment_alert", "system_update"] as const;
  const all = types.map((type) => news({ type, title: type }));
  for (const [n, each] of all.entries()) await notify({ organizationId, permission: "calls.read" }, each, minute(n));
  return { ...ours, agent, all };
}

describe("one's own notifications", () => {
  it("are listed newest first, page by page, by what is unread, of a type, and of a time", async () => {
    const { context } = await told();
    const titles = async (query: Parameters<typeof listNotifications>[1]) =>
      (await listNotifications(context, query)).notifications.map(({ title }) => title);
    const first = await listNotifications(context, { limit: 2 });
    expect(first.notifications.map(({ title }) => title)).toEqual(["system_update", "sentiment_alert"]);
    expect(await titles({ limit: 2, cursor: first.nextCursor! })).toEqual(["call_escalated"]);
    await markRead(context, first.notifications[0]!.id);
    expect(await titles({ unread: true })).toEqual(["sentiment_alert", "call_escalated"]);
    expect(await titles({ unread: false })).toEqual(["system_update"]);
    expect(await titles({ type: "sentiment_alert" })).toEqual(["sentiment_alert"]);
    const times = { createdAfter: minute(1).toISOString(), createdBefore: minute(2).toISOString() };
    expect(await titles(times)).toEqual(["sentiment_alert"]);
  });

  it("are marked read and unread, one and all; what came since is not among all", async () => {
    const { context, agent } = await told();
    const [newest] = (await listNotifications(context)).notifications;
    expect(await markRead(context, newest!.id, true, minute(10))).toMatchObject({ readAt: minute(10).toISOString() });
    expect(await markRead(context, newest!.id, true, minute(11))).toMatchObject({ readAt: minute(10).toISOString() });
    expect(await countUnread(context)).toEqual({ unread: 2 });
    expect(await markRead(context, newest!.id, false)).toMatchObject({ readAt: null });
    expect(await markAllRead(context, minute(1), minute(12))).toEqual({ marked: 2 });
    expect(await countUnread(context)).toEqual({ unread: 1 });
    expect(await countUnread(agent)).toEqual({ unread: 3 });
  });

  it("are deleted and brought back; the same news does not come again, and nothing more is sent of it", async () => {
    const { context, agent, organizationId, all } = await told();
    const [newest] = (await listNotifications(context)).notifications;
    await deleteNotification(context, newest!.id);
    expect((await listNotifications(context)).notifications).toHaveLength(2);
    expect(await countUnread(context)).toEqual({ unread: 2 });
    const [delivery] = await sql("select state from notification_deliveries where notification_id = $1", [newest!.id]);
    expect(delivery).toEqual({ state: "dropped" });
    expect(await notify({ organizationId, permission: "calls.read" }, all[2]!, minute(5))).toBe(0);
    for (const verb of [deleteNotification, markRead])
      expect(await refusal(verb(context, newest!.id))).toMatchObject({ code: "NOT_FOUND" });
    await restoreNotification(context, newest!.id);
    expect((await listNotifications(context)).notifications).toHaveLength(3);
    expect((await listNotifications(agent)).notifications).toHaveLength(3);
  });

  it("are nobody else's: not of the organization, not of another one, and no API key's", async () => {
    const { context, agent } = await told();
    const stranger = await createTestOrganization(test.url);
    const [mine] = (await listNotifications(context)).notifications;
    for (const other of [agent, stranger.context])
      for (const verb of [markRead, deleteNotification, restoreNotification])
        expect(await refusal(verb(other, mine!.id))).toMatchObject({ code: "NOT_FOUND" });
    expect(await refusal(markRead(context, "no id"))).toMatchObject({ code: "NOT_FOUND" });
    expect(await listNotifications(stranger.context)).toEqual({ notifications: [], nextCursor: null });
    const key = { ...context, actor: { kind: "api_key" as const, id: context.actor.id, name: "key" } };
    const unproven = { ...context, permissions: new Set<never>() };
    for (const who of [key, unproven])
      for (const verb of [listNotifications, countUnread, markAllRead, getPreferences])
        expect(await refusal(verb(who))).toMatchObject({ code: "FORBIDDEN" });
    expect(await countUnread(context)).toEqual({ unread: 3 });
  });

  it("go after ninety days", async () => {
    const { context } = await told();
    const later = (days: number) => new Date(minute(1).getTime() + days * 86_400_000 + 1);
    await purgeNotifications(later(89));
    expect((await listNotifications(context)).notifications).toHaveLength(3);
    await purgeNotifications(later(90));
    expect((await listNotifications(context)).notifications.map(({ title }) => title)).toEqual(["system_update"]);
  });
});

describe("how one wants to be told", () => {
  it("is the default in the organization's time zone until one says otherwise, and one's own", async () => {
    const { context, agent } = await told();
    const defaults = defaultPreferences("America/Los_Angeles");
    expect(await getPreferences(context)).toEqual(defaults);
    const quietHours = { from: "22:00", to: "07:00", days: ["sunday", "monday"] };
    const saved = await savePreferences(context, { ...defaults, timeZone: "Europe/Berlin", quietHours });
    expect(saved.quietHours).toEqual({ ...quietHours, days: ["monday", "sunday"] });
    expect(await getPreferences(context)).toEqual(saved);
    expect(await getPreferences(agent)).toEqual(defaults);
    const entries = await sql("select action, details from audit_log where organization_id = $1 and action like $2", [
      context.organizationId,
      "notifications.%",
    ]);
    expect(entries).toEqual([
      { action: "notifications.preferences_changed", details: { changed: ["timeZone", "quietHours"] } },
    ]);
  });

  it("counts for what waits already", async () => {
    const ours = await createTestOrganization(test.url, { timeZone: "UTC" });
    const { context, organizationId } = ours;
    const defaults = defaultPreferences("UTC");
    await savePreferences(context, { ...defaults, digest: { every: "daily", at: "18:00" } }, minute(0));
    const one = news({ type: "system_update" });
    await notify({ organizationId, permission: "calls.read" }, one, minute(0));
    await notify({ organizationId, permission: "calls.read" }, news({ type: "compliance_issue" }), minute(0));
    const off = { ...defaults.types, compliance_issue: { inApp: true, email: false, push: false } };
    await savePreferences(context, { ...defaults, types: off, digest: { every: "hourly" } }, minute(5));
    const rows = await sql(
      `select n.type::text, d.state, d.due_at from notification_deliveries d join notifications n on n.id = d.notification_id
       where d.organization_id = $1 order by 1`,
      [organizationId],
    );
    expect(rows).toMatchObject([
      { type: "compliance_issue", state: "dropped" },
      { type: "system_update", state: "waiting", due_at: minute(60) },
    ]);
  });

  it.each([
    ["timeZone", { timeZone: "Mars/Base" }],
    ["quietHours.to", { quietHours: { from: "08:00", to: "08:00" } }],
    ["quietHours.days", { quietHours: { from: "08:00", to: "09:00", days: [] } }],
    ["digest.at", { digest: { every: "daily", at: "25:00" } }],
  ])("is refused with a wrong %s, and stays", async (field, wrong) => {
    const { context } = await createTestOrganization(test.url);
    const before = await getPreferences(context);
    const error = await refusal(savePreferences(context, { ...before, ...wrong }));
    expect(error).toMatchObject({ code: "INVALID" });
    expect(Object.keys((error as { fields: object }).fields)).toContain(field);
    expect(await getPreferences(context)).toEqual(before);
  });

  it("that cannot be read any more is the default again", async () => {
    const { context, organizationId, userId } = await createTestOrganization(test.url, { timeZone: "UTC" });
    await sql("insert into notification_preferences (organization_id, user_id, preferences) values ($1, $2, $3)", [
      organizationId,
      userId,
      '{"sms":true}',
    ]);
    expect(await getPreferences(context)).toEqual(defaultPreferences("UTC"));
  });
});
