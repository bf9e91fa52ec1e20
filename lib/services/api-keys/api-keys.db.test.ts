import { afterAll, beforeAll, expect, it } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import type { ServiceContext } from "@/lib/services/context";
import { permissionsOf } from "@/lib/services/permissions";
import { createTestDatabase, createTestOrganization, type TestDatabase, withOwner } from "@/scripts/test/database";
import { withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import { addMember } from "../members/testing/add-member";
import { authenticateApiKey } from "./authenticate";
import { createApiKey } from "./create";
import { listApiKeys } from "./list-api-keys";
import { revokeApiKey } from "./revoke";
import { rotateApiKey } from "./rotate";

let test: TestDatabase;
const now = new Date("2026-06-10T12:00:00Z");
const request = { requestId: "r1" };

beforeAll(async () => {
  test = await createTestDatabase();
  await useDatabase(test.url, 2);
});
afterAll(async () => {
  await closeDatabase();
  await test.drop();
});

it("makes a key that acts in its organization with its scopes alone, and stores no key", async () => {
  const { context, organizationId } = await createTestOrganization(test.url);
  const made = await createApiKey(context, { name: "CRM", scopes: ["calls.read", "calls.start", "calls.read"] }, now);
  const acting = await authenticateApiKey(made.key, request, now);
  expect(acting).toMatchObject({ organizationId, actor: { kind: "api_key", id: made.id, name: "CRM" } });
  expect([...acting.permissions]).toEqual(["calls.read", "calls.start"]);
  const stored = await withOwner(test.url, (sql) => sql.query("select * from api_keys where id = $1", [made.id]));
  expect(JSON.stringify(stored.rows)).not.toContain(made.key);
  expect(stored.rows[0]).toMatchObject({ prefix: made.prefix, last_used_at: now });
  const audit = await withOwner(test.url, (sql) =>
    sql.query("select action from audit_log where organization_id = $1", [organizationId]),
  );
  expect(audit.rows).toEqual([{ action: "api_key.created" }]);
});

it("refuses unknown, changed, expired and revoked keys alike", async () => {
  const { context } = await createTestOrganization(test.url);
  const make = (expiresAt: string | null) =>
    createApiKey(context, { name: "k", scopes: ["calls.read"], expiresAt }, now);
  const [expired, revoked, fine] = [await make("2026-06-11T00:00:00Z"), await make(null), await make(null)];
  await withOwner(test.url, (sql) => sql.query("update api_keys set revoked_at = now() where id = $1", [revoked.id]));
  const changed = fine.key.slice(0, -1) + (fine.key.endsWith("A") ? "B" : "A");
  for (const key of ["", "ayb_zzz", `${fine.key}x`, changed, expired.key, revoked.key]) {
    await expect(authenticateApiKey(key, request, new Date("2026-06-12T00:00:00Z"))).rejects.toMatchObject({
      code: "UNAUTHENTICATED",
    });
  }
  await expect(authenticateApiKey(expired.key, request, now)).resolves.toBeDefined();
});

it("gives no scope beyond its maker's, and none that does not exist", async () => {
  const { context } = await createTestOrganization(test.url, { role: "admin" });
  const less = { ...context, permissions: new Set(["api_keys.write", "calls.read"] as const) };
  await expect(createApiKey(less, { name: "k", scopes: ["calls.start"] }, now)).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
  await expect(createApiKey(context, { name: "k", scopes: ["everything"] }, now)).rejects.toMatchObject({
    code: "INVALID",
  });
  await expect(
    createApiKey(context, { name: "k", scopes: ["calls.read"], expiresAt: "2026-06-10T11:00:00Z" }, now),
  ).rejects.toMatchObject({ fields: { expiresAt: expect.any(String) } });
  const { context: viewer } = await createTestOrganization(test.url, { role: "viewer" });
  await expect(createApiKey(viewer, { name: "k", scopes: ["calls.read"] }, now)).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
});

const HOUR_MS = 3_600_000;
const later = (hours: number) => new Date(now.getTime() + hours * HOUR_MS);
const use = (key: string, at = now, ip?: string) => authenticateApiKey(key, { ...request, ...(ip ? { ip } : {}) }, at);
const make = (context: ServiceContext, more: object = {}) =>
  createApiKey(context, { name: "CRM", scopes: ["calls.read"], ...more }, now);

it("works from the addresses on its list alone, and says from where it does not", async () => {
  const { context } = await createTestOrganization(test.url);
  const { key, allowedIps } = await make(context, { allowedIps: ["10.1.2.3/8", "2001:db8::/32", "10.0.0.0/8"] });
  expect(allowedIps).toEqual(["10.0.0.0/8", "2001:db8::/32"]);
  for (const ip of ["10.9.9.9", "::ffff:10.9.9.9", "2001:db8::7"])
    await expect(use(key, now, ip)).resolves.toBeDefined();
  await expect(use(key, now, "11.0.0.1")).rejects.toMatchObject({
    code: "FORBIDDEN",
    message: expect.stringContaining("11.0.0.1"),
  });
  await expect(use(key, now)).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(make(context, { allowedIps: ["10.0.0.0/8", "home"] })).rejects.toMatchObject({
    fields: { allowedIps: expect.stringContaining("home") },
  });
});

it("once revoked is refused for good, with words for its holder and none for others", async () => {
  const { context } = await createTestOrganization(test.url);
  const { id, key } = await make(context);
  await use(key);
  expect(await revokeApiKey(context, id, later(1))).toEqual({ id, revokedAt: later(1).toISOString() });
  expect(await revokeApiKey(context, id, later(2))).toEqual({ id, revokedAt: later(1).toISOString() });
  await expect(use(key, later(1))).rejects.toMatchObject({
    code: "UNAUTHENTICATED",
    message: expect.stringContaining("revoked on 2026-06-10"),
  });
  const guessed = key.slice(0, -4) + "AAAA";
  await expect(use(guessed, later(1))).rejects.toThrow("The API key is not valid.");
});

it("when rotated leaves the old one its grace: two work, then one", async () => {
  const { context, organizationId } = await createTestOrganization(test.url);
  const old = await make(context, { scopes: ["calls.read", "calls.start"], allowedIps: ["10.0.0.0/8"] });
  const next = await rotateApiKey(context, old.id, {}, now);
  expect(next).toMatchObject({ name: "CRM", scopes: old.scopes, allowedIps: old.allowedIps, replaces: old.id });
  for (const key of [old.key, next.key]) await expect(use(key, later(23), "10.0.0.1")).resolves.toBeDefined();
  await expect(use(old.key, later(24), "10.0.0.1")).rejects.toThrow(/expired/);
  await expect(use(next.key, later(24), "10.0.0.1")).resolves.toBeDefined();

  await expect(rotateApiKey(context, old.id, {}, later(1))).rejects.toMatchObject({ code: "CONFLICT" });
  await expect(rotateApiKey(context, next.id, {}, later(1))).rejects.toThrow(/still works/);
  const third = await rotateApiKey(context, next.id, { graceHours: 0 }, later(25));
  await expect(use(next.key, later(25), "10.0.0.1")).rejects.toThrow(/expired/);
  const { apiKeys } = await listApiKeys(context, {}, later(26));
  expect(apiKeys.map(({ id, status }) => [id, status])).toEqual([
    [third.id, "live"],
    [next.id, "expired"],
    [old.id, "expired"],
  ]);
  const audit = await withOwner(test.url, (sql) =>
    sql.query("select action, target_id from audit_log where organization_id = $1 order by seq", [organizationId]),
  );
  expect(audit.rows.map(({ action }) => action)).toEqual(["api_key.created", "api_key.rotated", "api_key.rotated"]);
});

it("is replaced once, however many try at the same time", async () => {
  const { context } = await createTestOrganization(test.url);
  const { id } = await make(context);
  const tries = await Promise.allSettled([1, 2, 3, 4].map(() => rotateApiKey(context, id, {}, now)));
  expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

it("is rotated by nobody who could not have made it, and never outlives its own time by being replaced", async () => {
  const { context } = await createTestOrganization(test.url);
  const { id, key } = await make(context, { scopes: ["organization.erase"], expiresAt: later(2).toISOString() });
  await expect(rotateApiKey({ ...context, permissions: permissionsOf("admin") }, id, {}, now)).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
  const next = await rotateApiKey(context, id, {}, later(1));
  expect(next.expiresAt).toBe(later(3).toISOString());
  await expect(use(key, later(2))).rejects.toThrow(/expired/);
});

it("makes, changes and ends no keys itself", async () => {
  const { context } = await createTestOrganization(test.url);
  const { id, key } = await make(context, { scopes: ["api_keys.read", "api_keys.write"] });
  const program = await use(key);
  await expect(make(program, { scopes: ["api_keys.read"] })).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(rotateApiKey(program, id, {}, now)).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(revokeApiKey(program, id, now)).rejects.toMatchObject({ code: "FORBIDDEN" });
});

it("lists the organization's own keys page by page, without any key", async () => {
  const { context } = await createTestOrganization(test.url);
  const [other, ...made] = [
    await make((await createTestOrganization(test.url)).context),
    await make(context),
    await make(context),
    await make(context),
  ];
  await use(made[0]!.key, later(1));
  const first = await listApiKeys(context, { limit: 2 }, later(2));
  const second = await listApiKeys(context, { limit: 2, cursor: first.nextCursor ?? "" }, later(2));
  const listed = [...first.apiKeys, ...second.apiKeys];
  expect(listed.map(({ id }) => id).sort()).toEqual(made.map(({ id }) => id).sort());
  expect(second.nextCursor).toBeNull();
  expect(listed.find(({ id }) => id === made[0]!.id)).toMatchObject({
    lastUsedAt: later(1).toISOString(),
    createdByName: context.actor.name,
  });
  expect(JSON.stringify(listed)).not.toMatch(/hash|ayb_[0-9a-f]{12}_/);
  await expect(revokeApiKey(context, other!.id, now)).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(rotateApiKey(context, other!.id, {}, now)).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(revokeApiKey(context, "not-an-id", now)).rejects.toMatchObject({ code: "NOT_FOUND" });
});

const sql = (text: string, values: unknown[]) => withOwner(test.url, (client) => client.query(text, values));

it("may never more than its maker at this moment: a role, a membership, an address, a second factor", async () => {
  const { context, organizationId } = await createTestOrganization(test.url);
  const maker = await addMember(test.url, organizationId, "admin");
  const { key } = await make(maker.context, { scopes: ["calls.read", "calls.start"] });
  const may = async () => [...(await use(key)).permissions];
  const rests = async () => (await listApiKeys(context)).apiKeys.map(({ restsBecause }) => restsBecause);
  expect(await may()).toEqual(["calls.read", "calls.start"]);
  expect(await rests()).toEqual([null]);

  // Behind the verbs' back, which would revoke the key: the rule holds by itself.
  await sql("update memberships set role = 'viewer' where user_id = $1", [maker.userId]);
  expect(await may()).toEqual(["calls.read"]);
  await sql("update memberships set role = 'admin' where user_id = $1", [maker.userId]);

  await sql("update users set email_verified_at = null where id = $1", [maker.userId]);
  await expect(use(key)).rejects.toMatchObject({
    code: "FORBIDDEN",
    message: expect.stringContaining("e-mail address"),
  });
  expect(await rests()).toEqual(["maker_unverified"]);
  await sql("update users set email_verified_at = now() where id = $1", [maker.userId]);

  await sql("update organizations set require_mfa = true where id = $1", [organizationId]);
  await expect(use(key)).rejects.toMatchObject({
    code: "FORBIDDEN",
    message: expect.stringContaining("second factor"),
  });
  expect(await rests()).toEqual(["maker_second_factor"]);
  await sql("update users set totp_confirmed_at = now() where id = $1", [maker.userId]);
  expect(await may()).toEqual(["calls.read", "calls.start"]);

  await sql("update users set disabled_at = now() where id = $1", [maker.userId]);
  await expect(use(key)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  await sql("update users set disabled_at = null where id = $1", [maker.userId]);
  await sql("delete from memberships where user_id = $1", [maker.userId]);
  await expect(use(key)).rejects.toMatchObject({
    code: "UNAUTHENTICATED",
    message: expect.stringContaining("no member"),
  });
  expect(await rests()).toEqual(["maker_left"]);
  expect(context.organizationId).toBe(organizationId);
});

it("keeps to its maker in its own organization: what they may elsewhere lends it nothing", async () => {
  const [here, elsewhere] = [await createTestOrganization(test.url), await createTestOrganization(test.url)];
  const { key } = await make(here.context);
  await sql("insert into memberships (organization_id, user_id, role) values ($1, $2, 'owner')", [
    elsewhere.organizationId,
    here.userId,
  ]);
  await sql("delete from memberships where organization_id = $1", [here.organizationId]);
  await expect(use(key)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
});

it("revoked while its change is being made: the change is there before the revocation, or not at all", async () => {
  const { context, organizationId, agentId } = await createTestOrganization(test.url);
  const { id, key } = await make(context, { scopes: ["agents.publish"] });
  const program = await use(key);
  const record = { action: "agent.published", targetType: "agent", targetId: agentId };
  let reached = () => {};
  const isRecorded = new Promise<void>((resolve) => (reached = resolve));
  let goOn = () => {};
  const mayGoOn = new Promise<void>((resolve) => (goOn = resolve));
  const change = withTenant(organizationId, async (tx) => {
    await recordAudit(tx, program, record);
    reached();
    await mayGoOn;
  });
  await isRecorded;
  const revocation = revokeApiKey(context, id);
  goOn();
  await Promise.all([change, revocation]);
  const late = withTenant(organizationId, (tx) => recordAudit(tx, program, record));
  await expect(late).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  const entries = await sql("select action from audit_log where organization_id = $1 order by seq", [organizationId]);
  expect(entries.rows.map(({ action }) => String(action))).toEqual([
    "api_key.created",
    "agent.published",
    "api_key.revoked",
  ]);
});
