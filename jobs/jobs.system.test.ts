import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "@/scripts/db/embedded";
import { makeTemporaryDataDir } from "@/scripts/db/embedded-cluster";
import { deployMigrations } from "@/scripts/db/migrations";
import { createTestOrganization, withOwner } from "@/scripts/test/database";

const program = fileURLToPath(new URL("./main.ts", import.meta.url));
const waiting = { timeout: 45_000, interval: 100 };
let dataDir: string;
let postgres: EmbeddedPostgres;
let child: ChildProcess | null = null;

beforeAll(async () => {
  dataDir = makeTemporaryDataDir();
  postgres = await startEmbeddedPostgres({ dataDir });
  await deployMigrations(postgres.url);
});
afterAll(async () => {
  await postgres.kill();
  rmSync(path.dirname(dataDir), { recursive: true, force: true });
});
afterEach(() => void child?.kill("SIGKILL"));

function startJobs() {
  const env = {
    ...process.env,
    DATABASE_URL: postgres.url,
    DATA_DIR: path.dirname(dataDir),
    LOG_LEVEL: "silent",
    TWILIO_ACCOUNT_SID: "",
  };
  child = spawn(process.execPath, ["--import", "tsx", program], { stdio: ["ignore", "pipe", "inherit"], env });
  let said = "";
  child.stdout?.setEncoding("utf8").on("data", (chunk: string) => void (said += chunk));
  return { process: child, said: () => said };
}
const count = (text: string) =>
  withOwner(postgres.url, async (sql) => Number((await sql.query<{ n: string }>(text)).rows[0]?.n ?? 0)).catch(
    () => -1,
  );
const partitions = "select count(*) as n from pg_class where relname like 'call_events_2%'";
const expiredKeys = "select count(*) as n from idempotency_keys";

test("it makes its own tables and the partitions, survives a lost PostgreSQL, and stops when told", async () => {
  const tenant = await createTestOrganization(postgres.url);
  const jobs = startJobs();
  await expect.poll(jobs.said, waiting).toContain('"event":"ready"');
  expect(jobs.said().trim().split("\n")).toHaveLength(1);
  await expect.poll(() => count(partitions), waiting).toBeGreaterThanOrEqual(2);

  await postgres.kill();
  postgres = await startEmbeddedPostgres({ dataDir, port: Number(new URL(postgres.url).port) });
  await withOwner(postgres.url, async (sql) => {
    await sql.query(
      `insert into idempotency_keys (organization_id, key, request_hash, expires_at) values ($1, 'old', 'h', now() - interval '1 hour')`,
      [tenant.organizationId],
    );
    await sql.query("select graphile_worker.add_job('purge_idempotency_keys')");
  });
  await expect.poll(() => count(expiredKeys), waiting).toBe(0);

  const gone = once(jobs.process, "exit");
  jobs.process.kill("SIGTERM");
  expect(await gone).toEqual([0, null]);
});

test("started before PostgreSQL is, it waits and then works", async () => {
  await postgres.stop();
  const jobs = startJobs();
  await once(jobs.process, "spawn");
  postgres = await startEmbeddedPostgres({ dataDir, port: Number(new URL(postgres.url).port) });
  await expect.poll(jobs.said, waiting).toContain('"event":"ready"');
});
