import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import path from "node:path";
import pino from "pino";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { EventRecord, JournalRecord } from "@/lib/services/call-journal/records";
import type { Clock, TimerHandle } from "../ports/clock";
import { createCallLog } from "./call-log";
import type { JournalSink } from "./flush-directory";
import { openJournal, type Journal } from "./open-journal";

/** Rounds and retries come quickly; limits keep their length, so that a busy machine does not reach them. */
const clock: Clock = {
  now: () => performance.now(),
  wallTime: () => new Date(),
  setTimer: (delayMs, callback) =>
    setTimeout(callback, delayMs > 3_000 ? delayMs : Math.min(delayMs, 5)) as unknown as TimerHandle,
  clearTimer: (handle) => clearTimeout(handle as unknown as NodeJS.Timeout),
};
const log = pino({ level: "silent" });
const organizationId = "0198c0de-0000-7000-8000-000000000001";
const callId = "0198c0de-0000-7000-8000-000000000002";
const call = { organizationId, callId, callDay: "2026-11-20", epoch: 0 };

/** A store that keeps the first of each key, as the database does, and can be away or refuse. */
function createStore() {
  const rows = new Map<string, JournalRecord>();
  let batches = 0;
  let away = false;
  let poison: (record: JournalRecord) => boolean = () => false;
  const sink: JournalSink = {
    write: async (records) => {
      if (away) throw Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
      if (records.some(poison)) throw Object.assign(new Error("invalid byte sequence"), { code: "22021" });
      batches += 1;
      for (const record of records) {
        const key = record.k === "event" ? `${record.callId}/${record.seq}` : JSON.stringify(record);
        if (!rows.has(key)) rows.set(key, record);
      }
      return { refused: [], changed: [{ organizationId, callId }] };
    },
    classify: (error) => (error instanceof Error && "code" in error && error.code === "22021" ? "poison" : "retry"),
  };
  return {
    sink,
    batches: () => batches,
    seqs: () =>
      [...rows.values()].flatMap((record) => (record.k === "event" ? [record.seq] : [])).sort((a, b) => a - b),
    setAway: (value: boolean) => void (away = value),
    setPoison: (test: (record: JournalRecord) => boolean) => void (poison = test),
  };
}

let dir: string;
let open: Journal[];
const openHere = (sink: JournalSink, rotateAtBytes?: number) => {
  const journal = openJournal({ dir, sink, clock, log, ...(rotateAtBytes ? { rotateAtBytes } : {}) });
  open.push(journal);
  return journal;
};
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), "journal-"));
  open = [];
});
afterEach(async () => {
  await Promise.all(open.map((journal) => journal.close(50)));
  rmSync(dir, { recursive: true, force: true });
});

const key = (digits: string) => ({ type: "keypad.pressed", digits }) as const;
const range = (n: number, from = 1) => Array.from({ length: n }, (_, i) => from + i);
const filesOnDisk = () =>
  readdirSync(dir, { recursive: true, encoding: "utf8" }).filter(
    (name) => name.endsWith(".ndjson") && name.includes("/"),
  );
const line = (seq: number): string =>
  `${JSON.stringify({ k: "event", ...call, seq, at: "2026-11-20T10:00:00.000Z", body: key("1") } satisfies EventRecord)}\n`;

test("a record is on disk before append returns, and in the store soon after, in order", async () => {
  const store = createStore();
  const journal = openHere(store.sink);
  const callLog = createCallLog(journal, clock, call);
  const event = callLog.append(key("1"));
  expect(event).toMatchObject({ callId, seq: 1, body: key("1") });
  expect(
    filesOnDisk()
      .map((name) => readFileSync(path.join(dir, name), "utf8"))
      .join(""),
  ).toContain('"seq":1');
  for (const i of range(49)) callLog.append(key(String(i)));
  expect(callLog.lastSeq).toBe(50);
  await journal.flushed();
  expect(store.seqs()).toEqual(range(50));
  expect(journal.stats()).toMatchObject({ lagMs: 0, storeOk: true, diskOk: true, rejected: 0, appended: 50 });
});

test("after a take-over the numbers start in the new owner's million", async () => {
  const store = createStore();
  const journal = openHere(store.sink);
  const callLog = createCallLog(journal, clock, { ...call, epoch: 2 });
  expect(callLog.lastSeq).toBe(2_000_000);
  expect(callLog.append(key("1")).seq).toBe(2_000_001);
  await journal.flushed();
});

test("with the store away calls go on; afterwards all is stored once, the files are gone and the memory was never used", async () => {
  const store = createStore();
  const journal = openHere(store.sink, 2_000);
  const callLog = createCallLog(journal, clock, call);
  store.setAway(true);
  for (const i of range(200)) callLog.append(key(String(i)));
  await expect.poll(() => journal.stats().storeOk).toBe(false);
  for (const i of range(200)) callLog.append(key(String(i)));
  expect(journal.stats().lagMs).toBeGreaterThan(0);
  expect(filesOnDisk().length).toBeGreaterThan(10);
  store.setAway(false);
  await journal.flushed();
  expect(store.seqs()).toEqual(range(400));
  await expect.poll(() => filesOnDisk().length).toBe(1);
});

test("one record that can't be stored is set aside with the reason; its neighbours are stored", async () => {
  const store = createStore();
  store.setPoison((record) => record.k === "event" && record.seq === 7);
  const journal = openHere(store.sink);
  const callLog = createCallLog(journal, clock, call);
  for (const i of range(20)) callLog.append(key(String(i)));
  await journal.flushed();
  expect(store.seqs()).toEqual(range(20).filter((seq) => seq !== 7));
  const setAside = JSON.parse(readFileSync(path.join(dir, "rejected.ndjson"), "utf8").trim()) as Record<string, string>;
  expect(setAside.reason).toContain("invalid byte sequence");
  expect(JSON.parse(setAside.pii ?? "")).toMatchObject({ seq: 7 });
  expect(journal.stats().rejected).toBe(1);
});

test("what a killed worker left is stored at the next start, a torn last line and a checkpoint included", async () => {
  const dead = path.join(dir, `${hostname().replace(/[^A-Za-z0-9-]/g, "-")}_${process.pid}_1_00000000`);
  mkdirSync(dead);
  writeFileSync(path.join(dead, "00000003.ndjson"), range(10).map(line).join(""));
  writeFileSync(path.join(dead, "00000004.ndjson"), range(10, 11).map(line).join("") + line(21).slice(0, 40));
  writeFileSync(path.join(dead, "checkpoint.json"), JSON.stringify({ fileNumber: 3, offset: line(1).length * 4 }));
  const store = createStore();
  const journal = openHere(store.sink);
  await journal.recovered();
  expect(store.seqs()).toEqual(range(16, 5));
  expect(filesOnDisk()).toHaveLength(1);
});

test("a living worker's journal is left alone, and so is a directory we do not know", async () => {
  const store = createStore();
  store.setAway(true);
  const first = openHere(store.sink);
  createCallLog(first, clock, call).append(key("1"));
  mkdirSync(path.join(dir, "notes"));
  appendFileSync(path.join(dir, "notes", "00000001.ndjson"), line(99));
  const second = createStore();
  await openHere(second.sink).recovered();
  expect(second.seqs()).toEqual([]);
  store.setAway(false);
  await first.flushed();
  expect(store.seqs()).toEqual([1]);
});

test("two workers that start at once share out the orphans: nothing is lost, nothing stored twice", async () => {
  for (const i of range(8)) {
    const dead = path.join(dir, `${hostname().replace(/[^A-Za-z0-9-]/g, "-")}_${process.pid}_1_0000000${i}`);
    mkdirSync(dead);
    writeFileSync(
      path.join(dead, "00000001.ndjson"),
      range(5, i * 10)
        .map(line)
        .join(""),
    );
  }
  const store = createStore();
  const journals = [openHere(store.sink), openHere(store.sink)];
  await Promise.all(journals.map((journal) => journal.recovered()));
  expect(store.seqs()).toEqual(range(8).flatMap((i) => range(5, i * 10)));
});

test("a clean stop leaves nothing behind; a stop without the store leaves all of it for the next start", async () => {
  const store = createStore();
  const clean = openHere(store.sink);
  createCallLog(clean, clock, call).append(key("1"));
  await clean.close();
  expect(filesOnDisk()).toEqual([]);

  store.setAway(true);
  const unlucky = openHere(store.sink);
  createCallLog(unlucky, clock, { ...call, epoch: 1 }).append(key("1"));
  await unlucky.close(20);
  expect(filesOnDisk()).toHaveLength(1);
  expect(() => unlucky.append(JSON.parse(line(1)) as EventRecord)).toThrow("closed");
});
