import { execFile } from "node:child_process";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { withTenant } from "@/lib/db/transaction";
import { recordAudit } from "@/lib/services/audit/record-audit";
import {
  createTestDatabase,
  createTestOrganization,
  type TestDatabase,
  type TestOrganization,
  withOwner,
} from "@/scripts/test/database";

let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
  await useDatabase(test.url, 2);
});
afterAll(async () => {
  await closeDatabase();
  await test.drop();
});

async function withEntries(count: number): Promise<TestOrganization & { accountId: string }> {
  const who = await createTestOrganization(test.url);
  for (let n = 0; n < count; n++) {
    const record = { action: "agent.published", targetType: "agent", targetId: who.agentId };
    await withTenant(who.organizationId, (tx) => recordAudit(tx, who.context, record));
  }
  const accountId = await withOwner(test.url, async (sql) => {
    const { rows } = await sql.query<{ account_id: string }>("select account_id from organizations where id = $1", [
      who.organizationId,
    ]);
    return rows[0]?.account_id ?? "";
  });
  return { ...who, accountId };
}

function audit(...args: string[]): Promise<{ code: number; out: string }> {
  const program = path.join(import.meta.dirname, "main.ts");
  const env = { ...process.env, DATABASE_URL: test.url };
  return new Promise((resolve) => {
    execFile(process.execPath, ["--import", "tsx", program, ...args], { env }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code ?? -1) : 0, out: stdout + stderr });
    });
  });
}

it("says which logs are intact and which are broken and where; its exit code too", async () => {
  const good = await withEntries(2);
  const bad = await withEntries(3);
  const all = await audit("verify");
  expect(all).toMatchObject({ code: 0, out: expect.stringContaining("All are as they were written.") });

  await withOwner(test.url, async (sql) => {
    await sql.query("set session_replication_role = replica");
    await sql.query("delete from audit_log where organization_id = $1 and seq = 2", [bad.organizationId]);
  });
  const { code, out } = await audit("verify");
  expect(code).toBe(1);
  const lineOf = (accountId: string) => out.split("\n").find((line) => line.startsWith(accountId));
  expect(lineOf(good.accountId)).toContain("intact, 2 entries");
  expect(lineOf(bad.accountId)).toContain("BROKEN at entry 3: entries are missing before it");

  expect((await audit("verify", "--organization", good.accountId.toLowerCase())).code).toBe(0);
  expect((await audit("verify", "--organization", bad.accountId)).code).toBe(1);
});

it("says what it does not understand", async () => {
  expect(await audit("verify", "--organization", "AYB-NONE")).toMatchObject({
    code: 1,
    out: expect.stringContaining("There is no organization AYB-NONE."),
  });
  expect(await audit()).toMatchObject({ code: 64, out: expect.stringContaining("npm run audit -- verify") });
});
