import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
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
let anchorsDir: string;

beforeAll(async () => {
  anchorsDir = mkdtempSync(path.join(tmpdir(), "anchors-"));
  test = await createTestDatabase();
  await useDatabase(test.url, 2);
});
afterAll(async () => {
  await closeDatabase();
  await test.drop();
  rmSync(anchorsDir, { recursive: true, force: true });
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
  const env = { ...process.env, DATABASE_URL: test.url, AUDIT_ANCHORS_DIR: anchorsDir };
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

it("finds the newest entries cut off, with the head set back to fit, by the anchors; and says which", async () => {
  const who = await withEntries(5);
  expect(await audit("verify", "--organization", who.accountId)).toMatchObject({
    code: 0,
    out: expect.stringContaining("There are no anchors"),
  });
  expect(await audit("anchor")).toMatchObject({ code: 0, out: expect.stringContaining("anchors written") });
  expect(await audit("verify", "--organization", who.accountId)).toMatchObject({
    code: 0,
    out: expect.stringContaining("Checked against"),
  });

  await withOwner(test.url, async (sql) => {
    await sql.query("set session_replication_role = replica");
    await sql.query("delete from audit_log where organization_id = $1 and seq > 3", [who.organizationId]);
    await sql.query(
      `update audit_heads set seq = 3, hash = (select hash from audit_log where organization_id = $1 and seq = 3)
       where organization_id = $1`,
      [who.organizationId],
    );
  });
  const cut = await audit("verify", "--organization", who.accountId);
  expect(cut.code).toBe(1);
  expect(cut.out).toMatch(
    /BROKEN at entry 4: the end was cut off: the anchor of 2\S+Z knows entry 5, and the log ends with 3/,
  );
  expect(await audit("anchor")).toMatchObject({ code: 1, out: expect.stringContaining(who.organizationId) });

  // A line taken out of the file shows: the next one does not follow the one before any more.
  const file = path.join(anchorsDir, readdirSync(anchorsDir)[0] ?? "");
  writeFileSync(file, readFileSync(file, "utf8").split("\n").slice(1).join("\n"));
  expect(await audit("verify", "--organization", who.accountId)).toMatchObject({
    code: 1,
    out: expect.stringContaining("ANCHORS BROKEN at line 1"),
  });
});

it("says what it does not understand", async () => {
  expect(await audit("verify", "--organization", "AYB-NONE")).toMatchObject({
    code: 1,
    out: expect.stringContaining("There is no organization AYB-NONE."),
  });
  expect(await audit()).toMatchObject({ code: 64, out: expect.stringContaining("npm run audit -- verify") });
});
