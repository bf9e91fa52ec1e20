import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import pino from "pino";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { classifyJournalError } from "@/lib/services/call-journal/classify-error";
import { writeBatch } from "@/lib/services/call-journal/write-batch";
import { claimCall } from "@/lib/services/call-ownership/claim-call";
import { openCall } from "@/lib/services/inbound/open-call";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "@/scripts/db/embedded";
import { makeTemporaryDataDir } from "@/scripts/db/embedded-cluster";
import { deployMigrations } from "@/scripts/db/migrations";
import { createTestOrganization, withOwner } from "@/scripts/test/database";
import { systemClock } from "../system-clock";
import { openJournal, type Journal } from "./open-journal";

const program = fileURLToPath(new URL("./testing/journal-to-database.ts", import.meta.url));
const fullDiskProgram = fileURLToPath(new URL("./testing/append-on-full-disk.ts", import.meta.url));
const tokenSecret = "only-for-tests";
let dataDir: string;
let postgres: EmbeddedPostgres;
let dir: string;
let call: { organizationId: string; callId: string; callDay: string };
const children: ChildProcess[] = [];
const journals: Journal[] = [];
let sid = 0;

beforeAll(async () => {
  dataDir = makeTemporaryDataDir();
  postgres = await startEmbeddedPostgres({ dataDir });
  await deployMigrations(postgres.url);
  await useDatabase(postgres.url);
});
afterAll(async () => {
  await closeDatabase();
  await postgres.kill();
  rmSync(path.dirname(dataDir), { recursive: true, force: true });
});
beforeEach(async () => {
  dir = mkdtempSync(path.join(tmpdir(), "journal-"));
  const tenant = await createTestOrganization(postgres.url);
  const providerCallSid = `CA${String((sid += 1)).padStart(32, "0")}`;
  const ring = { providerCallSid, from: "+12025550101", to: tenant.phoneNumber, hasRoom: true };
  const opened = await openCall(ring, { tokenSecret, now: new Date(), killSwitches: [] });
  if (opened.kind !== "connect") throw new Error(opened.kind);
  const claimed = await claimCall({ token: opened.token, providerCallSid, workerId: "w0" }, { tokenSecret });
  if (claimed.kind !== "claimed") throw new Error(claimed.reason);
  call = claimed.call;
});
afterEach(async () => {
  children.splice(0).forEach((child) => child.kill("SIGKILL"));
  await Promise.all(journals.splice(0).map((journal) => journal.close(1_000)));
  rmSync(dir, { recursive: true, force: true });
});

/** A worker that journals five segments every few milliseconds. */
function startWriter() {
  const args = ["--import", "tsx", program, dir, call.organizationId, call.callId, call.callDay];
  const env = { ...process.env, DATABASE_URL: postgres.url };
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"], env });
  children.push(child);
  let lastTold = 0;
  let rest = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    lastTold = Number(lines.at(-1) ?? lastTold);
  });
  return { child, lastTold: () => lastTold };
}
async function kill(child: ChildProcess) {
  const gone = once(child, "close");
  child.kill("SIGKILL");
  await gone;
}
const openHere = () => {
  const sink = { write: writeBatch, classify: classifyJournalError };
  const journal = openJournal({ dir, clock: systemClock, log: pino({ level: "silent" }), sink });
  journals.push(journal);
  return journal;
};
const storedSegments = () =>
  withOwner(postgres.url, async (sql) => {
    const text =
      "select count(*)::int as n, count(distinct segment_id)::int as different, coalesce(max(seq), 0) as last from segments where call_id = $1";
    return (await sql.query<{ n: number; different: number; last: number }>(text, [call.callId])).rows[0];
  });
const waiting = { timeout: 30_000, interval: 50 };

test("kill -9 while batches are on their way: every final that was journaled is stored exactly once", async () => {
  const { child, lastTold } = startWriter();
  await expect.poll(async () => (await storedSegments())?.n, waiting).toBeGreaterThan(300);
  await kill(child);
  const told = lastTold();
  expect(told).toBeGreaterThan(300);

  // Two workers start at once and find the same orphan.
  await Promise.all([openHere(), openHere()].map((journal) => journal.recovered()));
  const stored = await storedSegments();
  expect(stored?.n).toBe(stored?.different);
  expect(stored?.n).toBe(stored?.last);
  expect(stored?.last).toBeGreaterThanOrEqual(told);
});

test("PostgreSQL killed and back in mid-call: the call goes on, and afterwards nothing is missing or double", async () => {
  const { child, lastTold } = startWriter();
  await expect.poll(async () => (await storedSegments())?.n, waiting).toBeGreaterThan(100);
  await postgres.kill();
  const atOutage = lastTold();
  await expect.poll(lastTold, waiting).toBeGreaterThan(atOutage + 500);
  postgres = await startEmbeddedPostgres({ dataDir, port: Number(new URL(postgres.url).port) });
  const atReturn = lastTold();
  await expect.poll(async () => (await storedSegments())?.last, waiting).toBeGreaterThan(atReturn);
  await kill(child);
  await openHere().recovered();
  const stored = await storedSegments();
  expect(stored).toEqual({ n: stored?.last, different: stored?.last, last: stored?.last });
  expect(stored?.last).toBeGreaterThanOrEqual(lastTold());
});

test("killed while PostgreSQL is away: the next start waits for it and loses nothing", async () => {
  const { child, lastTold } = startWriter();
  await expect.poll(async () => (await storedSegments())?.n, waiting).toBeGreaterThan(100);
  await postgres.stop();
  const atOutage = lastTold();
  await expect.poll(lastTold, waiting).toBeGreaterThan(atOutage + 300);
  await kill(child);
  const recovered = openHere().recovered();
  postgres = await startEmbeddedPostgres({ dataDir, port: Number(new URL(postgres.url).port) });
  await recovered;
  const stored = await storedSegments();
  expect(stored).toEqual({ n: stored?.last, different: stored?.last, last: stored?.last });
  expect(stored?.last).toBeGreaterThanOrEqual(lastTold());
});

test("on a full disk the calls go on: what the disk does not take is stored directly, and readiness knows", async () => {
  // A file may have 16 KiB; beyond it write(2) fails as on a full disk.
  const limited = 'trap "" XFSZ; ulimit -f 32; exec "$0" --import tsx "$@"';
  const child = spawn("sh", ["-c", limited, process.execPath, fullDiskProgram, dir], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => void (said += chunk));
  await once(child, "close");
  expect(JSON.parse(said)).toEqual({ appended: 500, stored: 500, diskOkWhileFull: false });
});
