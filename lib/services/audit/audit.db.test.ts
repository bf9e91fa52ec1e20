import { afterAll, beforeAll, expect, it } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { withSystemSql, withTenant, withTenantSql } from "@/lib/db/transaction";
import {
  createTestDatabase,
  createTestOrganization,
  type TestDatabase,
  type TestOrganization,
  withOwner,
} from "@/scripts/test/database";
import { recordAudit } from "./record-audit";
import { verifyAuditChain } from "./verify-audit-chain";

let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
  await useDatabase(test.url, 8);
});
afterAll(async () => {
  await closeDatabase();
  await test.drop();
});

const record = (who: TestOrganization, n: number) =>
  withTenant(who.organizationId, (tx) =>
    recordAudit(tx, who.context, {
      action: "agent.published",
      targetType: "agent",
      targetId: who.agentId,
      details: { z: n, a: { y: "ü", b: [1.5, null] } },
    }),
  );

async function withEntries(count: number): Promise<TestOrganization> {
  const who = await createTestOrganization(test.url);
  for (let n = 1; n <= count; n++) await record(who, n);
  return who;
}

/** What somebody with the database's owner in hand could do. */
const tamper = (statement: string, organizationId: string) =>
  withOwner(test.url, async (sql) => {
    await sql.query("set session_replication_role = replica");
    await sql.query(statement, [organizationId]);
  });

it("chains entries without gaps, also when they are written at once", async () => {
  const who = await createTestOrganization(test.url);
  await Promise.all(Array.from({ length: 12 }, (_, n) => record(who, n)));
  expect(await verifyAuditChain(who.organizationId)).toEqual({ intact: true, entries: 12 });
});

it("undoes the entry with the change it tells of", async () => {
  const who = await withEntries(1);
  const failing = withTenant(who.organizationId, async (tx) => {
    await recordAudit(tx, who.context, { action: "agent.published", targetType: "agent", targetId: "x" });
    throw new Error("the change failed");
  });
  await expect(failing).rejects.toThrow("the change failed");
  expect(await verifyAuditChain(who.organizationId)).toEqual({ intact: true, entries: 1 });
});

it("finds an entry that was changed", async () => {
  const who = await withEntries(3);
  await tamper(
    "update audit_log set actor_name = 'Somebody else' where organization_id = $1 and seq = 2",
    who.organizationId,
  );
  expect(await verifyAuditChain(who.organizationId)).toMatchObject({ intact: false, brokenAtSeq: 2n });
});

it("finds an entry that was removed, and an end that was cut off", async () => {
  const gap = await withEntries(3);
  await tamper("delete from audit_log where organization_id = $1 and seq = 2", gap.organizationId);
  expect(await verifyAuditChain(gap.organizationId)).toMatchObject({ intact: false, brokenAtSeq: 3n });
  const cut = await withEntries(3);
  await tamper("delete from audit_log where organization_id = $1 and seq = 3", cut.organizationId);
  expect(await verifyAuditChain(cut.organizationId)).toMatchObject({ intact: false, reason: "the end was cut off" });
});

it.each([
  ["details", "details = '{\"z\":99}'"],
  ["moment", "at = at - interval '1 day'"],
  ["address", "ip = '203.0.113.9'"],
  ["action", "action = 'agent.read'"],
])("finds an entry whose %s was changed", async (_what, change) => {
  const who = await withEntries(3);
  await tamper(`update audit_log set ${change} where organization_id = $1 and seq = 2`, who.organizationId);
  expect(await verifyAuditChain(who.organizationId)).toMatchObject({ intact: false, brokenAtSeq: 2n });
});

it("finds entries that changed places", async () => {
  const who = await withEntries(4);
  const { organizationId } = who;
  for (const [from, to] of [
    [2, 99],
    [3, 2],
    [99, 3],
  ]) {
    await tamper(`update audit_log set seq = ${to} where organization_id = $1 and seq = ${from}`, organizationId);
  }
  expect(await verifyAuditChain(organizationId)).toMatchObject({ intact: false, brokenAtSeq: 2n });
});

it("finds entries that changed places with their links mended", async () => {
  const who = await withEntries(4);
  await tamper(
    `update audit_log a set action = b.action, details = b.details, id = b.id, at = b.at
     from audit_log b where a.organization_id = $1 and b.organization_id = $1 and a.seq in (2, 3) and b.seq = 5 - a.seq`,
    who.organizationId,
  );
  expect(await verifyAuditChain(who.organizationId)).toMatchObject({ intact: false, brokenAtSeq: 2n });
});

it("finds a first entry that was removed, and a log that is gone altogether", async () => {
  const first = await withEntries(3);
  await tamper("delete from audit_log where organization_id = $1 and seq = 1", first.organizationId);
  expect(await verifyAuditChain(first.organizationId)).toMatchObject({ intact: false, brokenAtSeq: 2n });
  const all = await withEntries(2);
  await tamper("delete from audit_log where organization_id = $1", all.organizationId);
  expect(await verifyAuditChain(all.organizationId)).toMatchObject({ intact: false, reason: "the end was cut off" });
});

it("finds an entry of another organization's log put in", async () => {
  const who = await withEntries(2);
  const other = await withEntries(3);
  await tamper("delete from audit_log where organization_id = $1 and seq = 2", who.organizationId);
  await tamper(
    `update audit_log set organization_id = $1 where organization_id = '${other.organizationId}' and seq = 2`,
    who.organizationId,
  );
  expect(await verifyAuditChain(who.organizationId)).toMatchObject({ intact: false, brokenAtSeq: 2n });
});

it("lets nobody change or remove entries: not the tenant, not the system, not the owner by accident", async () => {
  const who = await withEntries(1);
  for (const statement of ["update audit_log set action = 'x'", "delete from audit_log"]) {
    await expect(withTenantSql(who.organizationId, (sql) => sql.query(statement))).rejects.toMatchObject({
      code: "42501",
    });
    await expect(withSystemSql("test", (sql) => sql.query(statement))).rejects.toMatchObject({ code: "42501" });
    await expect(withOwner(test.url, (sql) => sql.query(statement))).rejects.toThrow(/append-only/);
  }
  await expect(withOwner(test.url, (sql) => sql.query("truncate audit_log"))).rejects.toThrow(/append-only/);
});
