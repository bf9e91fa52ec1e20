import { afterAll, beforeAll, expect, it } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { createTestDatabase, createTestOrganization, type TestDatabase, withOwner } from "@/scripts/test/database";
import { plantCalls } from "@/scripts/test/plant-call";
import { createApiKey } from "../api-keys/create";
import { verifyAuditChain } from "../audit/verify-audit-chain";
import { hashPassword } from "../auth/password";
import { memberContext } from "../context";
import { notify } from "../notifications/notify";
import { getPreferences, savePreferences } from "../notifications/preferences";
import { addMember } from "../members/testing/add-member";
import { findSession } from "../sessions/find-session";
import type { Self } from "../sessions/self";
import { startSession } from "../sessions/start-session";
import { eraseSelf } from "./erase-self";
import { exportCaller } from "./export-caller";
import { exportSelf } from "./export-self";

let test: TestDatabase;
let passwordHash: string;
const PASSWORD = "a long enough password";
const CALLER = "+14155550191";

beforeAll(async () => {
  test = await createTestDatabase();
  await useDatabase(test.url, 4);
  passwordHash = await hashPassword(PASSWORD);
});
afterAll(async () => {
  await closeDatabase();
  await test.drop();
});

const sql = (text: string, values: unknown[] = []) => withOwner(test.url, (client) => client.query(text, values));
const count = async (text: string, values: unknown[]) => (await sql(text, values)).rowCount;

async function signedIn(userId: string): Promise<Self> {
  await sql("update users set password_hash = $2 where id = $1", [userId, passwordHash]);
  const sessionId = await startSession(userId, { ip: "203.0.113.5", userAgent: "curl/8" });
  const session = await findSession({ userId, sessionId });
  if (!session) throw new Error("no session");
  return { user: session.user, sessionId, requestId: "r1" };
}

const tell = (organizationId: string) => {
  const news = { type: "call_escalated" as const, title: "Somebody is needed", body: "in a caller's words" };
  return notify({ organizationId, permission: "calls.read" }, { ...news, url: null, callId: null, dedupeKey: "one" });
};

it("gives out one caller's calls with every word, and nobody else's; the audit log has no number", async () => {
  const [who, other] = [await createTestOrganization(test.url), await createTestOrganization(test.url)];
  await plantCalls(test.url, who, [{ from: CALLER, said: ["I need an appointment"] }]);
  await plantCalls(test.url, who, [{ from: "+14155550100", said: ["somebody else"] }]);
  await plantCalls(test.url, other, [{ from: CALLER, said: ["said elsewhere"] }]);
  const given = await exportCaller(who.context, { phone: "+1 415 555 0191" });
  expect(given.calls).toMatchObject([{ from: CALLER, said: [{ text: "I need an appointment", speaker: "caller" }] }]);
  expect(JSON.stringify(given)).not.toMatch(/somebody else|said elsewhere/);
  const audit = await sql("select action, details, target_id from audit_log where organization_id = $1", [
    who.organizationId,
  ]);
  expect(audit.rows).toMatchObject([{ action: "caller.exported", details: { calls: 1, messages: 0 } }]);
  expect(JSON.stringify(audit.rows)).not.toContain(CALLER);
  await expect(exportCaller(who.context, { phone: "no number" })).rejects.toMatchObject({
    fields: { phone: expect.any(String) },
  });
  const viewer = memberContext(
    { userId: who.userId, name: "v", organizationId: who.organizationId, role: "viewer" },
    { requestId: "r" },
  );
  await expect(exportCaller(viewer, { phone: CALLER })).rejects.toMatchObject({ code: "FORBIDDEN" });
});

it("gives a person what is kept of them, and no secret", async () => {
  const who = await createTestOrganization(test.url);
  await createApiKey(who.context, { name: "CRM", scopes: ["calls.read"] });
  await tell(who.organizationId);
  const { types } = await savePreferences(who.context, { ...(await getPreferences(who.context)), timeZone: "UTC" });
  const self = await signedIn(who.userId);
  const given = await exportSelf(self);
  expect(given).toMatchObject({
    account: { email: who.email },
    memberships: [{ role: "owner", notificationPreferences: { timeZone: "UTC", types } }],
    notifications: [{ type: "call_escalated", title: "Somebody is needed", readAt: null }],
    sessions: [{ ip: "203.0.113.5", browser: "curl/8" }],
  });
  expect((given.actions as { action: string }[]).map(({ action }) => action)).toEqual([
    "api_key.created",
    "notifications.preferences_changed",
    "user.exported",
  ]);
  expect(JSON.stringify(given)).not.toContain(passwordHash);
  expect(JSON.stringify(given)).not.toContain("in a caller's words");
});

it("erases a person who asks for it: account, sessions, memberships, keys; the audit logs stay whole", async () => {
  const organization = await createTestOrganization(test.url);
  const member = await addMember(test.url, organization.organizationId, "admin");
  const self = await signedIn(member.userId);
  await createApiKey(member.context, { name: "theirs", scopes: ["calls.read"] });
  await tell(organization.organizationId);
  await expect(eraseSelf(self, { email: "somebody@else.test", password: PASSWORD })).rejects.toMatchObject({
    fields: { email: expect.any(String) },
  });
  await expect(eraseSelf(self, { email: member.email, password: "wrong" })).rejects.toMatchObject({
    fields: { password: expect.any(String) },
  });
  expect(await count("select 1 from users where id = $1", [member.userId])).toBe(1);

  await eraseSelf(self, { email: member.email.toUpperCase(), password: PASSWORD });
  for (const table of ["memberships", "user_sessions", "notifications"])
    expect(await count(`select 1 from ${table} where user_id = $1`, [member.userId])).toBe(0);
  expect(await count("select 1 from users where id = $1 or email = $2", [member.userId, member.email])).toBe(0);
  expect(await count("select 1 from api_keys where created_by = $1 and revoked_at is null", [member.userId])).toBe(0);
  expect(await findSession({ userId: member.userId, sessionId: self.sessionId })).toBeNull();
  expect(await verifyAuditChain(organization.organizationId)).toMatchObject({ intact: true });
});

it("lets no organization be left without an owner, also by two who leave at once", async () => {
  const first = await createTestOrganization(test.url);
  const alone = await signedIn(first.userId);
  await expect(eraseSelf(alone, { email: first.email, password: PASSWORD })).rejects.toMatchObject({
    code: "CONFLICT",
    message: expect.stringContaining("only owner"),
  });
  const second = await addMember(test.url, first.organizationId, "owner");
  const both = [alone, await signedIn(second.userId)];
  const left = await Promise.allSettled(
    both.map((self) => eraseSelf(self, { email: self.user.email, password: PASSWORD })),
  );
  expect(left.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(
    await count("select 1 from memberships where organization_id = $1 and role = 'owner'", [first.organizationId]),
  ).toBe(1);
});
