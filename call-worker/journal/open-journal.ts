import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Logger } from "pino";
import type { JournalRecord, WriteBatchResult } from "@/lib/services/call-journal/records";
import type { Clock, TimerHandle } from "../ports/clock";
import { createOrphanAdopter } from "./adopt-orphans";
import { openAppendFile, type AppendFile } from "./append-file";
import { DirectoryFlusher, type JournalSink } from "./flush-directory";
import { newOwnerName, touchAlive } from "./owner-name";
import { RecentRecords } from "./recent-records";

const FLUSH_EVERY_MS = 100;
const SYNC_EVERY_MS = 100;
const FULL_BATCH_BYTES = 128 * 1024;
const RETRY_FIRST_MS = 100;
const RETRY_MOST_MS = 3_000;
const HOUSEKEEPING_EVERY_MS = 5_000;
const ROTATE_AT_BYTES = 16 * 1024 * 1024;
/** What a full disk may put in memory before calls are refused instead. */
const MOST_UNFILED_RECORDS = 20_000;

export type JournalOptions = {
  /** Shared by all workers of a host; each keeps its own subdirectory. Created when missing. */
  dir: string;
  sink: JournalSink;
  clock: Clock;
  log: Logger;
  /** Called after records were stored, with the calls whose row changed. */
  onWritten?: (changed: WriteBatchResult["changed"]) => void;
  rotateAtBytes?: number;
};

export type JournalStats = {
  /** Age of the oldest record that the store does not have; 0 when it has all. */
  lagMs: number;
  /** Bytes in the current file. */
  fileBytes: number;
  appended: number;
  rejected: number;
  /** Journals of lost workers still being stored. */
  adopting: number;
  /** False while the disk takes no records or the store can't be reached. */
  diskOk: boolean;
  storeOk: boolean;
};

export type Journal = {
  /**
   * Hands the record to the operating system before it returns: from then on a killed process loses nothing. Power loss costs at
   * most the last 100 ms. Throws only when the disk has been full for so long that memory would run out.
   */
  append(record: JournalRecord): void;
  /** Resolves when everything appended before is stored. Waits for as long as the store is away. */
  flushed(): Promise<void>;
  /** Looks for journals that lost workers left behind and resolves when all there are now are stored. Waits while the store is away. */
  recovered(): Promise<void>;
  stats(): JournalStats;
  /** Stops. Tries to store what is left for `timeoutMs`; the rest stays on disk for the next start. */
  close(timeoutMs?: number): Promise<void>;
};

/** Opens the write-ahead journal and starts moving it, and what lost workers left behind, to the store. */
export function openJournal(options: JournalOptions): Journal {
  const { dir, clock, log } = options;
  const rotateAtBytes = options.rotateAtBytes ?? ROTATE_AT_BYTES;
  // What callers say lies here until it is in the database: not for other users of the machine.
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const ownDirectory = path.join(dir, newOwnerName());
  mkdirSync(ownDirectory, { mode: 0o700 });
  touchAlive(ownDirectory);
  let file: AppendFile = openAppendFile(ownDirectory, 1);
  let recent = new RecentRecords();
  const liveFile = () => ({ fileNumber: file.fileNumber, writtenBytes: file.writtenBytes, recent });

  let appended = 0;
  let rejected = 0;
  let unfiled: JournalRecord[] = [];
  let oldestPendingAt: number | null = null;
  let storeOk = true;
  let closing = false;
  let retryMs = RETRY_FIRST_MS;
  let flushTimer: TimerHandle | null = null;
  let syncTimer: TimerHandle | null = null;
  let flushing = false;
  const waiting: { fileNumber: number; offset: number; unfiled: number; resolve: () => void }[] = [];

  const deps = {
    sink: options.sink,
    clock,
    log,
    rejectedFile: path.join(dir, "rejected.ndjson"),
    onWritten: options.onWritten ?? (() => {}),
    onRejected: () => void (rejected += 1),
  };
  const flusher = new DirectoryFlusher(ownDirectory, liveFile, deps);
  const adopter = createOrphanAdopter(dir, deps);

  const schedule = (delayMs: number) => {
    if (flushing || flushTimer !== null) return;
    flushTimer = clock.setTimer(delayMs, () => {
      flushTimer = null;
      void flush();
    });
  };

  async function flush(): Promise<void> {
    if (flushing) return;
    flushing = true;
    let startedAt = clock.now();
    try {
      while (await flusher.flushNext()) {
        settle();
        // A few new lines wait for the next round: one transaction per 100 ms, not one per line.
        if (flusher.behindBytes() < FULL_BATCH_BYTES) break;
        oldestPendingAt = startedAt;
        startedAt = clock.now();
      }
      if (unfiled.length > 0) {
        const batch = unfiled.slice(0, 500);
        await flusher.storeDirectly(batch);
        unfiled = unfiled.slice(batch.length);
      }
      oldestPendingAt = flusher.behindBytes() > 0 || unfiled.length > 0 ? startedAt : null;
      if (!storeOk) log.info({}, "the database is back; the journal is being stored");
      storeOk = true;
      retryMs = RETRY_FIRST_MS;
    } catch (error) {
      if (storeOk) log.warn({ err: error }, "the database is away; calls go on and are journaled on disk");
      storeOk = false;
      retryMs = Math.min(retryMs * 2, RETRY_MOST_MS);
    }
    flushing = false;
    settle();
    if (closing) return;
    if (!storeOk) schedule(retryMs);
    else if (oldestPendingAt !== null) schedule(FLUSH_EVERY_MS);
  }

  const settle = () => {
    for (let i = waiting.length - 1; i >= 0; i -= 1) {
      const waiter = waiting[i];
      if (waiter && unfiled.length === 0 && flusher.isPast(waiter)) {
        waiting.splice(i, 1);
        waiter.resolve();
      }
    }
  };

  const scheduleSync = () => {
    syncTimer ??= clock.setTimer(SYNC_EVERY_MS, () => {
      syncTimer = null;
      file.sync((error) => log.error({ err: error }, "journal not synced to disk"));
    });
  };

  const rotate = () => {
    const next = openAppendFile(ownDirectory, file.fileNumber + 1);
    file.close();
    file = next;
    recent = new RecentRecords();
  };

  const keepHouse = () => {
    touchAlive(ownDirectory);
    adopter.touch();
    housekeepingTimer = clock.setTimer(HOUSEKEEPING_EVERY_MS, keepHouse);
    if (adopter.adopting() === 0) void adopt();
  };
  let adoption: Promise<unknown> = Promise.resolve();
  const adopt = () => {
    const found = adopter
      .adoptAll()
      .catch((error: unknown) => log.error({ err: error }, "orphaned journals not looked at"));
    // Whoever waits also waits for what an earlier look is still storing.
    adoption = Promise.all([adoption, found]);
    return adoption;
  };
  void adopt();
  let housekeepingTimer = clock.setTimer(HOUSEKEEPING_EVERY_MS, keepHouse);

  return {
    append(record) {
      if (closing) throw new Error("The journal is closed; no record can be added");
      appended += 1;
      oldestPendingAt ??= clock.now();
      try {
        const start = file.writtenBytes;
        file.append(Buffer.from(`${JSON.stringify(record)}\n`));
        recent.add(record, start, file.writtenBytes);
        if (file.writtenBytes >= rotateAtBytes) rotate();
      } catch (error) {
        if (unfiled.length >= MOST_UNFILED_RECORDS) {
          throw new Error("The journal's disk is full and the database is away: free some disk space", {
            cause: error,
          });
        }
        if (unfiled.length === 0) log.error({ err: error, dir }, "journal not written; free some disk space");
        unfiled.push(record);
      }
      scheduleSync();
      schedule(storeOk ? FLUSH_EVERY_MS : retryMs);
    },
    flushed() {
      return new Promise((resolve) => {
        waiting.push({ fileNumber: file.fileNumber, offset: file.writtenBytes, unfiled: unfiled.length, resolve });
        settle();
      });
    },
    recovered: () => adopt().then(() => {}),
    stats: () => ({
      lagMs: oldestPendingAt === null ? 0 : Math.max(0, clock.now() - oldestPendingAt),
      fileBytes: file.writtenBytes,
      appended,
      rejected,
      adopting: adopter.adopting(),
      diskOk: unfiled.length === 0,
      storeOk,
    }),
    async close(timeoutMs = 5_000) {
      const timeout = new Promise<void>((resolve) => clock.setTimer(timeoutMs, resolve));
      await Promise.race([this.flushed(), timeout]);
      closing = true;
      adopter.stop();
      for (const timer of [flushTimer, syncTimer, housekeepingTimer]) if (timer !== null) clock.clearTimer(timer);
      await Promise.race([adoption, timeout]);
      file.close();
      if (flusher.behindBytes() > 0 || unfiled.length > 0) await flusher.checkpoint(true);
      else await flusher.remove();
    },
  };
}
