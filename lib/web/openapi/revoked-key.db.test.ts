import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { Problem } from "@/lib/contracts/api/problem";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { createApiKey } from "@/lib/services/api-keys/create";
import { revokeApiKey } from "@/lib/services/api-keys/revoke";
import { createTestDatabase, createTestOrganization, type TestDatabase, withOwner } from "@/scripts/test/database";
import { OPERATIONS } from "./operations/all";
import { serveApi } from "./testing/serve-api";

vi.mock("server-only", () => ({}));
vi.mock("next/headers", async () => (await import("./testing/serve-api")).nextHeaders);

let database: TestDatabase;
let api: Awaited<ReturnType<typeof serveApi>>;
beforeAll(async () => {
  database = await createTestDatabase();
  await useDatabase(database.url);
  api = await serveApi();
});
afterAll(async () => {
  await api.close();
  await closeDatabase();
  await database.drop();
});

test("a key revoked in the middle of a request: that one changes nothing any more, the next is refused", async () => {
  const own = await createTestOrganization(database.url);
  const { id, key } = await createApiKey(own.context, { name: "k", scopes: ["businesses.read", "businesses.write"] });
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  const url = `${api.origin}/api/v1/businesses/${own.businessId}`;
  const profile = JSON.stringify(OPERATIONS.find((operation) => operation.id === "updateBusiness")?.examples.body);
  const changes = () =>
    withOwner(database.url, async (sql) => {
      const { rows } = await sql.query("select action from audit_log where organization_id = $1", [own.organizationId]);
      return (rows as { action: string }[]).filter(({ action }) => action.startsWith("business."));
    });
  const before = await changes();

  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const body = writable.getWriter();
  const underWay = fetch(url, { method: "PUT", headers, body: readable, duplex: "half" } as RequestInit);
  await body.write(Buffer.from(profile.slice(0, 10)));
  const isKnown = () =>
    withOwner(database.url, async (sql) => {
      const { rows } = await sql.query("select last_used_at from api_keys where id = $1", [id]);
      return (rows as { last_used_at: Date | null }[])[0]?.last_used_at !== null;
    });
  await expect.poll(isKnown, { interval: 20, timeout: 10_000 }).toBe(true);
  await revokeApiKey(own.context, id);
  await body.write(Buffer.from(profile.slice(10)));
  await body.close();

  const answer = await underWay;
  expect(answer.status).toBe(401);
  expect(Problem.parse(await answer.json()).detail).toContain("Nothing was changed");
  expect(await changes()).toEqual(before);
  const next = await fetch(url, { headers });
  expect(next.status).toBe(401);
  expect(Problem.parse(await next.json()).detail).toContain("revoked on");
});
