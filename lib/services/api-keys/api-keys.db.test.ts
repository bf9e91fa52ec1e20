import { afterAll, beforeAll, expect, it } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { createTestDatabase, createTestOrganization, type TestDatabase, withOwner } from "@/scripts/test/database";
import { authenticateApiKey } from "./authenticate";
import { createApiKey } from "./create";

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
