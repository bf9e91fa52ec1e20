import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createPushService, type PushResult, type PushService } from "@/lib/adapters/web-push/send-push";
import type { NotificationType } from "@/lib/contracts/notifications";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { defaultPreferences } from "@/lib/domain/notifications/default-preferences";
import { type Sandbox, startSandbox } from "@/sandbox/server/start";
import { createTestDatabase, createTestOrganization, type TestDatabase, withOwner } from "@/scripts/test/database";
import { addMember } from "../members/testing/add-member";
import { memberContext, type ServiceContext } from "../context";
import { waitingMail } from "../mail/testing/waiting-mail";
import { deleteNotification } from "./delete-notification";
import { listNotifications } from "./list-notifications";
import { markAllRead } from "./mark-read";
import { notify } from "./notify";
import { savePreferences } from "./preferences";
import { pushKeys } from "./push-keys";
import { refreshPush, subscribePush, unsubscribePush } from "./push-subscriptions";
import { sendDueEmails } from "./send-due-emails";
import { sendDuePushes } from "./send-due-pushes";

let test: TestDatabase;
let sandbox: Sandbox;
let service: PushService;
const at = (minutes: number) => new Date(Date.UTC(2026, 5, 10, 12, minutes));

beforeAll(async () => {
  test = await createTestDatabase();
  await useDatabase(test.url, 8);
  sandbox = await startSandbox({ accountSid: `AC${"1".repeat(32)}`, authToken: "t", deepgramKeys: "any" });
  service = createPushService({
    keys: pushKeys(),
    subject: "mailto:ops@aybiza.test",
    services: [new URL(sandbox.url).host],
    resolve: async () => ["127.0.0.1"],
  });
});
// Due to other tests' people; each test looks at its own.
beforeEach(async () => {
  await sql("delete from notification_deliveries");
  sandbox.controls.faults.clearAll();
});
afterAll(async () => {
  await sandbox.close();
  await closeDatabase();
  await test.drop();
});

const sql = async <T>(text: string, values: unknown[] = []): Promise<T[]> =>
  (await withOwner(test.url, (client) => client.query(text, values))).rows as T[];
const states = (channel: string) =>
  sql("select state, attempts, problem from notification_deliveries where channel = $1 order by notification_id", [
    channel,
  ]);

let told = 0;
const tell = (
  organizationId: string,
  type: NotificationType,
  when: Date,
  more: { title?: string; userIds?: string[] } = {},
) => {
  told += 1;
  const { title = `News ${told}`, userIds } = more;
  const news = { type, title, body: "Look at it", url: "/live/1", callId: null, dedupeKey: randomUUID() };
  return notify({ organizationId, permission: "calls.read", ...(userIds ? { userIds } : {}) }, news, when);
};

describe("e-mail", () => {
  it("is one mail with one notification, its words and its link, and goes once however many jobs there are", async () => {
    const { organizationId, email } = await createTestOrganization(test.url);
    await tell(organizationId, "system_update", at(0), { title: "The account was refused" });
    const counts = await Promise.all([1, 2, 3, 4].map(() => sendDueEmails(at(0))));
    expect(counts.reduce((sum, count) => sum + count)).toBe(1);
    expect(await waitingMail(test.url, email)).toMatchObject([
      {
        kind: "notifications",
        items: [{ title: "The account was refused", link: "http://localhost:3000/live/1", at: at(0).toISOString() }],
        more: 0,
      },
    ]);
    expect(await states("email")).toEqual([{ state: "sent", attempts: 1, problem: null }]);
  });

  it("of a digest is one mail for all that came, of those who have something, without what was read meanwhile", async () => {
    const ours = await createTestOrganization(test.url, { timeZone: "UTC" });
    const { context, organizationId, email } = ours;
    const other = await addMember(test.url, organizationId, "viewer");
    const hourly = { ...defaultPreferences("UTC"), digest: { every: "hourly" as const, at: "08:00" } };
    await savePreferences(context, hourly, at(0));
    for (const n of [1, 2]) await tell(organizationId, "system_update", at(n));
    await markAllRead(context, at(2), at(3));
    for (const n of [4, 5, 6]) await tell(organizationId, "compliance_issue", at(n), { title: `Finding ${n}` });
    await sql(
      "delete from notification_deliveries d using notifications n where n.id = d.notification_id and n.user_id = $1",
      [other.userId],
    );
    expect(await sendDueEmails(at(59))).toBe(0);
    expect(await sendDueEmails(at(60))).toBe(1);
    const [mail, ...rest] = await waitingMail(test.url, email);
    expect(rest).toEqual([]);
    expect(mail).toMatchObject({
      items: [{ title: "Finding 6" }, { title: "Finding 5" }, { title: "Finding 4" }],
      timeZone: "UTC",
    });
    expect(await states("email")).toMatchObject([
      { state: "dropped", problem: "read before it was due" },
      { state: "dropped", problem: "read before it was due" },
      { state: "sent" },
      { state: "sent" },
      { state: "sent" },
    ]);
  });

  it("lists twenty and counts the rest", async () => {
    const { organizationId, email, context } = await createTestOrganization(test.url, { timeZone: "UTC" });
    await savePreferences(context, { ...defaultPreferences("UTC"), digest: { every: "hourly" } }, at(0));
    for (let n = 0; n < 23; n += 1) await tell(organizationId, "system_update", at(n));
    expect(await sendDueEmails(at(60))).toBe(1);
    const [mail] = await waitingMail(test.url, email);
    expect(mail).toMatchObject({ more: 3 });
    expect((mail as { items: unknown[] }).items).toHaveLength(20);
  });

  it("does not go to who was disabled or lost their address meanwhile", async () => {
    const { organizationId, userId } = await createTestOrganization(test.url);
    const other = await addMember(test.url, organizationId, "viewer");
    await tell(organizationId, "system_update", at(0));
    await sql("update users set disabled_at = now() where id = $1", [userId]);
    await sql("update users set email_verified_at = null where id = $1", [other.userId]);
    expect(await sendDueEmails(at(0))).toBe(0);
    expect(await states("email")).toMatchObject([{ state: "dropped" }, { state: "dropped" }]);
  });
});

/** A person, signed in, with a browser at the stand-in. */
async function withBrowser(organizationId?: string) {
  const organization = organizationId
    ? { organizationId, ...(await addMember(test.url, organizationId, "supervisor")) }
    : await createTestOrganization(test.url, { timeZone: "UTC" });
  const { organizationId: id, userId } = organization;
  const sessionId = await signIn(userId);
  const member = memberContext({ userId, name: "P", organizationId: id, role: "supervisor" }, { requestId: "test" });
  const context: ServiceContext = { ...member, sessionId };
  const browser = await makeBrowser();
  await subscribePush(context, browser, service, at(0));
  return { ...organization, context, browser, sessionId };
}
async function signIn(userId: string): Promise<string> {
  const id = randomUUID();
  await sql("insert into user_sessions (id, user_id, expires_at) values ($1, $2, '2027-01-01')", [id, userId]);
  return id;
}
type Browser = { id: string; endpoint: string; keys: { p256dh: string; auth: string } };
async function makeBrowser(): Promise<Browser> {
  const body = JSON.stringify({ applicationServerKey: pushKeys().publicKey });
  return (await (await fetch(`${sandbox.url}/control/push/subscriptions`, { method: "POST", body })).json()) as Browser;
}
async function arrived({ endpoint }: Browser): Promise<{ title: string; body: string; url: string; tag: string }[]> {
  const response = await fetch(`${sandbox.url}/control/push/messages?endpoint=${encodeURIComponent(endpoint)}`);
  const { messages } = (await response.json()) as { messages: { text: string }[] };
  return messages.map(({ text }) => JSON.parse(text) as { title: string; body: string; url: string; tag: string });
}
const push = (minutes: number, by: PushService = service) => sendDuePushes(by, () => at(minutes));

describe("push", () => {
  it("arrives at each of a person's browsers, encrypted, once however many jobs there are", async () => {
    const { organizationId, context, browser } = await withBrowser();
    const second = await makeBrowser();
    await subscribePush(context, second, service, at(0));
    await tell(organizationId, "call_escalated", at(0), { title: "A caller needs a person" });
    await Promise.all([1, 2, 3].map(() => push(0)));
    const [{ id } = { id: "" }] = (await listNotifications(context)).notifications;
    const message = { title: "A caller needs a person", body: "Look at it", url: "/live/1", tag: id };
    expect(await arrived(browser)).toEqual([message]);
    expect(await arrived(second)).toEqual([message]);
    expect(await states("push")).toEqual([{ state: "sent", attempts: 1, problem: null }]);
  });

  it("waits for the end of quiet hours, and is then one for all; what was read or deleted is not in it", async () => {
    const { organizationId, context, browser } = await withBrowser();
    const quietHours = { from: "11:00", to: "13:00", days: ["wednesday"] };
    await savePreferences(context, { ...defaultPreferences("UTC"), quietHours }, at(0));
    for (const n of [1, 2, 3, 4]) await tell(organizationId, "call_escalated", at(n), { title: `Call ${n}` });
    await markAllRead(context, at(1), at(5));
    const newest = (await listNotifications(context)).notifications[0];
    await deleteNotification(context, newest!.id);
    expect(await push(59)).toEqual({ sent: 0, retried: 0, failed: 0 });
    expect(await push(60)).toMatchObject({ sent: 2 });
    expect(await arrived(browser)).toMatchObject([
      { title: "2 notifications", body: "Call 3, and 1 more", url: "/notifications" },
    ]);
  });

  it("forgets a browser that is gone, and is sent to the others", async () => {
    const { organizationId, context, browser, userId } = await withBrowser();
    const gone = await makeBrowser();
    await subscribePush(context, gone, service, at(0));
    await fetch(`${sandbox.url}/control/push/subscriptions/${gone.id}`, { method: "DELETE" });
    await tell(organizationId, "call_escalated", at(0));
    expect(await push(0)).toMatchObject({ sent: 1 });
    expect(await arrived(browser)).toHaveLength(1);
    const left = () => sql("select 1 from push_subscriptions where user_id = $1", [userId]);
    expect(await left()).toHaveLength(1);
    await fetch(`${sandbox.url}/control/push/subscriptions/${browser.id}`, { method: "DELETE" });
    await tell(organizationId, "call_escalated", at(1));
    expect(await push(1)).toMatchObject({ failed: 1 });
    expect(await left()).toEqual([]);
  });

  it("is tried again later while no browser was reached, five times in all", async () => {
    const { organizationId, browser } = await withBrowser();
    await tell(organizationId, "call_escalated", at(0));
    sandbox.controls.faults.add({ vendor: "push", operation: "send", kind: "status", status: 503, count: 1 });
    expect(await push(0)).toMatchObject({ retried: 1 });
    // The service asked for 20 s.
    expect(await sendDuePushes(service, () => new Date(at(0).getTime() + 19_000))).toMatchObject({ sent: 0 });
    expect(await sendDuePushes(service, () => new Date(at(0).getTime() + 20_000))).toMatchObject({ sent: 1 });
    expect(await arrived(browser)).toHaveLength(1);

    await tell(organizationId, "call_escalated", at(2));
    const later: PushResult = { kind: "later", problem: "the push service could not be reached", retryAfterMs: null };
    const down: PushService = { check: async () => undefined, send: async () => later };
    const counts = [];
    for (let hour = 0; hour < 6; hour += 1) counts.push(await push(2 + hour * 60, down));
    expect(counts.map(({ retried, failed }) => [retried, failed])).toEqual([...Array(4).fill([1, 0]), [0, 1], [0, 0]]);
    expect(await states("push")).toMatchObject([{ state: "sent" }, { state: "failed", attempts: 5 }]);
  });

  it("is given up, and never sent twice, when the process ends in the middle of it", async () => {
    const { organizationId, browser } = await withBrowser();
    await tell(organizationId, "call_escalated", at(0));
    const lost = new Error("the process ended");
    const dying: PushService = {
      check: async () => undefined,
      send: async (...order) => {
        await service.send(...order);
        throw lost;
      },
    };
    await expect(push(0, dying)).rejects.toBe(lost);
    expect(await push(9)).toMatchObject({ sent: 0 });
    expect(await states("push")).toMatchObject([{ state: "sending" }]);
    await push(10);
    expect(await states("push")).toMatchObject([{ state: "failed" }]);
    expect(await arrived(browser)).toHaveLength(1);
  });

  it("ends with the session in which a browser was added, and goes on with the next one of the same person", async () => {
    const { organizationId, context, browser, sessionId, userId } = await withBrowser();
    await sql("update user_sessions set revoked_at = now() where id = $1", [sessionId]);
    await tell(organizationId, "call_escalated", at(0));
    await push(0);
    expect(await arrived(browser)).toEqual([]);
    expect(await states("push")).toMatchObject([{ state: "dropped" }]);
    const again = { ...context, sessionId: await signIn(userId) };
    expect(await refreshPush(again, browser.endpoint)).toEqual({ isOn: true });
    await tell(organizationId, "call_escalated", at(1));
    await push(1);
    expect(await arrived(browser)).toHaveLength(1);
  });

  it("goes to whom the browser belongs now alone", async () => {
    const first = await withBrowser();
    const second = await withBrowser(first.organizationId);
    expect(await refreshPush(second.context, first.browser.endpoint)).toEqual({ isOn: false });
    await subscribePush(second.context, first.browser, service, at(0));
    expect(await refreshPush(first.context, first.browser.endpoint)).toEqual({ isOn: false });
    await tell(first.organizationId, "call_escalated", at(0), { userIds: [first.userId] });
    await push(0);
    expect(await arrived(first.browser)).toEqual([]);
  });
});

describe("a browser", () => {
  it("is added and removed by its person, with its address sealed and out of the audit", async () => {
    const { context, browser, organizationId, userId } = await withBrowser();
    await subscribePush(context, browser, service, at(1));
    const rows = await sql("select * from push_subscriptions where user_id = $1", [userId]);
    expect(rows).toHaveLength(1);
    const stranger = await withBrowser();
    await unsubscribePush(stranger.context, browser.endpoint);
    expect(await refreshPush(context, browser.endpoint)).toEqual({ isOn: true });
    await unsubscribePush(context, browser.endpoint);
    await unsubscribePush(context, browser.endpoint);
    expect(await refreshPush(context, browser.endpoint)).toEqual({ isOn: false });
    const entries = await sql("select action, details from audit_log where organization_id = $1 order by seq", [
      organizationId,
    ]);
    expect(entries).toMatchObject([
      { action: "notifications.browser_added" },
      { action: "notifications.browser_removed" },
    ]);
    expect(JSON.stringify([...rows, ...entries])).not.toContain(browser.id);
  });

  it.each([
    ["endpoint", { endpoint: "https://fcm.googleapis.com/fcm/send/x" }],
    ["endpoint", { endpoint: "http://127.0.0.1:1/x" }],
    ["endpoint", { endpoint: "file:///etc/passwd" }],
    ["keys.p256dh", { keys: { p256dh: "short", auth: "A".repeat(22) } }],
  ])("of a wrong %s is refused", async (field, wrong) => {
    const { context, browser } = await withBrowser();
    const error: unknown = await subscribePush(context, { ...browser, ...wrong }, service).catch((e: unknown) => e);
    expect(error).toMatchObject({ code: "INVALID" });
    expect(Object.keys((error as { fields: object }).fields)).toEqual([field]);
    const key = { ...context, actor: { kind: "api_key" as const, id: randomUUID(), name: "key" } };
    await expect(subscribePush(key, browser, service)).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});
