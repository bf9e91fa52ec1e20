import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  createTestDatabase,
  createTestOrganization,
  type TestDatabase,
  type TestOrganization,
  withOwner,
} from "@/scripts/test/database";
import { closeDatabase, useDatabase } from "./connection";
import { withSystemSql, withTenantSql } from "./transaction";

let test: TestDatabase;
let ours: TestOrganization;

beforeAll(async () => {
  test = await createTestDatabase();
  await useDatabase(test.url, 2);
  ours = await createTestOrganization(test.url);
});
afterAll(async () => {
  await closeDatabase();
  await test.drop();
});

const asTenant = (text: string, values: unknown[] = []) =>
  withTenantSql(ours.organizationId, (sql) => sql.query(text, values));
const asSystem = (text: string, values: unknown[] = []) => withSystemSql("test", (sql) => sql.query(text, values));

describe("a published version", () => {
  it("cannot be changed, only retired", async () => {
    const where = "where organization_id = $1 and id = $2";
    const key = [ours.organizationId, ours.agentVersionId];
    await expect(asTenant(`update agent_versions set config = '{}' ${where}`, key)).rejects.toThrow(
      /only drafts can change/,
    );
    await expect(asSystem(`update agent_versions set number = 9 ${where}`, key)).rejects.toThrow(
      /only drafts can change/,
    );
    const retired = await asTenant(`update agent_versions set state = 'retired', retired_at = now() ${where}`, key);
    expect(retired.rowCount).toBe(1);
  });

  it("is the only one of its agent, and a draft may change", async () => {
    const add = (number: number, state: string) =>
      asTenant(
        "insert into agent_versions (organization_id, id, agent_id, number, state, config) values ($1, $2, $3, $4, $5, '{}')",
        [ours.organizationId, randomUUID(), ours.agentId, number, state],
      );
    await add(10, "published");
    await expect(add(11, "published")).rejects.toMatchObject({ code: "23505" });
    await add(11, "draft");
    expect((await asTenant(`update agent_versions set config = '{"a":1}' where state = 'draft'`)).rowCount).toBe(1);
    await expect(add(11, "draft")).rejects.toMatchObject({ code: "23505" });
  });
});

describe("a kill switch", () => {
  const set = (run: typeof asTenant, scope: string, organizationId: string | null, targetId: string | null) =>
    run(
      "insert into kill_switches (id, scope, organization_id, target_id, reason, set_by) values ($1, $2, $3, $4, 'test', 'test')",
      [randomUUID(), scope, organizationId, targetId],
    );

  it("of the platform is seen by every tenant and changed by none", async () => {
    await set(asSystem, "platform", null, null);
    expect((await asTenant("select scope from kill_switches")).rows).toEqual([{ scope: "platform" }]);
    expect((await asTenant("update kill_switches set active = false")).rowCount).toBe(0);
    expect((await asTenant("delete from kill_switches")).rowCount).toBe(0);
    await expect(set(asTenant, "platform", null, null)).rejects.toMatchObject({ code: "42501" });
  });

  it("exists once per target while it is active, and names what its scope needs", async () => {
    await set(asTenant, "agent", ours.organizationId, ours.agentId);
    await expect(set(asTenant, "agent", ours.organizationId, ours.agentId)).rejects.toMatchObject({ code: "23505" });
    await asTenant("update kill_switches set active = false, cleared_at = now() where scope = 'agent'");
    await set(asTenant, "agent", ours.organizationId, ours.agentId);
    await expect(set(asTenant, "agent", ours.organizationId, null)).rejects.toMatchObject({ code: "23514" });
    await expect(set(asTenant, "organization", ours.organizationId, randomUUID())).rejects.toMatchObject({
      code: "23514",
    });
  });
});

describe("keys and references", () => {
  it("keep a row's parents inside its own organization", async () => {
    const theirs = await createTestOrganization(test.url);
    // Past every policy, as the system: the composite key alone refuses it.
    const mixed = asSystem("insert into agents (organization_id, id, business_id, name) values ($1, $2, $3, 'mixed')", [
      ours.organizationId,
      randomUUID(),
      theirs.businessId,
    ]);
    await expect(mixed).rejects.toMatchObject({ code: "23503" });
  });

  it("give a telephone number and a carrier's call to one organization in the world", async () => {
    const theirs = await createTestOrganization(test.url);
    const again = asSystem(
      "insert into phone_numbers (organization_id, id, e164, business_id) values ($1, $2, $3, $4)",
      [theirs.organizationId, randomUUID(), ours.phoneNumber, theirs.businessId],
    );
    await expect(again).rejects.toMatchObject({ code: "23505" });
  });

  it.each([
    ["organizations", "account_id", "AYB-0000-0000-0000"],
    ["users", "email", "Upper@Example.test"],
    ["users", "public_id", "USR-1"],
    ["phone_numbers", "e164", "415 555 0100"],
  ])("refuse %s.%s = %s", async (table, column, value) => {
    const wrong = withOwner(test.url, (sql) => sql.query(`update ${table} set ${column} = $1`, [value]));
    await expect(wrong).rejects.toMatchObject({ code: "23514" });
  });
});
