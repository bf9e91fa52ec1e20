import { readFileSync, readdirSync } from "node:fs";
import { appendFile, rename, rm, unlink, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Logger } from "pino";
import { JournalRecord, type WriteBatchResult } from "@/lib/services/call-journal/records";
import type { Clock } from "../ports/clock";
import { journalFileName, journalFileNumber } from "./append-file";
import { readLines } from "./read-lines";
import type { RecentRecords } from "./recent-records";

const CHECKPOINT_FILE = "checkpoint.json";
const CHECKPOINT_EVERY_MS = 1_000;
/** A database that accepted the connection and then fell silent is as good as gone; writing again is harmless. */
const WRITE_TIMEOUT_MS = 20_000;

/** Where records finally go. Writing one twice must change nothing. */
export type JournalSink = {
  /** Stores all records or throws. Records that can never be stored come back as refused. */
  write(records: readonly JournalRecord[]): Promise<WriteBatchResult>;
  /** `retry`: the store is away or busy, the records are fine. `poison`: one of the records can't be stored, ever. */
  classify(error: unknown): "retry" | "poison";
};

export type FlushDeps = {
  sink: JournalSink;
  clock: Clock;
  log: Logger;
  /** Records that can't be stored end here, one JSON line each with the reason. */
  rejectedFile: string;
  onWritten(changed: WriteBatchResult["changed"]): void;
  onRejected(): void;
};

/** A file still appended to, how far it is whole, and what was just appended. */
type LiveFile = { fileNumber: number; writtenBytes: number; recent: RecentRecords };
type Position = { fileNumber: number; offset: number };

/** Moves a directory's journal files, in order, to the store, and deletes each when all of it is there. */
export class DirectoryFlusher {
  private position: Position;
  private checkpointAt = Number.NEGATIVE_INFINITY;

  /** `live` tells the file that is still appended to; null when the directory's owner is gone. */
  constructor(
    readonly directory: string,
    private readonly live: (() => LiveFile) | null,
    private readonly deps: FlushDeps,
  ) {
    this.position = live ? { fileNumber: live().fileNumber, offset: 0 } : readCheckpoint(directory);
  }

  /** How far the store is behind the live file; Infinity while it is still busy with an older one. */
  behindBytes(): number {
    const live = this.live?.();
    if (!live || this.position.fileNumber < live.fileNumber) return Number.POSITIVE_INFINITY;
    return live.writtenBytes - this.position.offset;
  }

  /** True when everything up to `target` is stored. */
  isPast(target: Position): boolean {
    const { fileNumber, offset } = this.position;
    return fileNumber > target.fileNumber || (fileNumber === target.fileNumber && offset >= target.offset);
  }

  /** Stores the next piece. Resolves false when there was none; throws when the store is away (nothing is skipped then). */
  async flushNext(): Promise<boolean> {
    const fileNumber = this.nextFile();
    if (fileNumber === null) return false;
    if (fileNumber !== this.position.fileNumber) this.position = { fileNumber, offset: 0 };

    const live = this.live?.();
    const recent = live?.fileNumber === fileNumber ? live.recent.from(this.position.offset) : null;
    if (recent !== null) {
      await this.storeRecords(recent.records);
      await this.advance({ fileNumber, offset: recent.nextOffset });
      return true;
    }
    const file = path.join(this.directory, journalFileName(fileNumber));
    const { lines, nextOffset, torn } = await readLines(file, this.position.offset);
    if (lines.length > 0) {
      await this.store(lines);
      await this.advance({ fileNumber, offset: nextOffset });
      return true;
    }
    if (this.live?.().fileNumber === fileNumber) return false;

    // The writer died within this line: it had not returned, so nobody was told of the record.
    if (torn !== null) this.deps.log.warn({ file, bytes: torn.length }, "journal file ends in half a line");
    await unlink(file);
    await this.advance({ fileNumber: fileNumber + 1, offset: 0 });
    return true;
  }

  private async advance(position: Position): Promise<void> {
    this.position = position;
    await this.checkpoint();
  }

  /** Removes the directory once it is empty of records. Only for a directory whose owner is gone. */
  async remove(): Promise<void> {
    await rm(this.directory, { recursive: true, force: true });
  }

  async checkpoint(force = false): Promise<void> {
    const now = this.deps.clock.now();
    if (!force && now - this.checkpointAt < CHECKPOINT_EVERY_MS) return;
    this.checkpointAt = now;
    const file = path.join(this.directory, CHECKPOINT_FILE);
    try {
      await writeFile(`${file}.tmp`, JSON.stringify(this.position));
      await rename(`${file}.tmp`, file);
    } catch (error) {
      // Costs a few records written twice after a crash, which changes nothing.
      this.deps.log.warn({ err: error }, "journal checkpoint not written");
    }
  }

  private nextFile(): number | null {
    const live = this.live?.();
    if (live && this.position.fileNumber === live.fileNumber) {
      return this.position.offset < live.writtenBytes ? live.fileNumber : null;
    }
    const numbers = readdirSync(this.directory)
      .map(journalFileNumber)
      .filter((number) => number !== null)
      .sort((a, b) => a - b);
    return numbers.find((number) => number >= this.position.fileNumber) ?? null;
  }

  private async store(lines: readonly string[]): Promise<void> {
    const records: JournalRecord[] = [];
    for (const line of lines) {
      const record = parseRecord(line);
      if (record.ok) records.push(record.value);
      else if (line !== "") await this.reject(line, record.reason);
    }
    if (records.length > 0) await this.storeRecords(records);
  }

  /** Halves a batch that is refused as a whole until the record at fault stands alone. */
  private async storeRecords(records: readonly JournalRecord[]): Promise<void> {
    let result: WriteBatchResult;
    try {
      result = await this.withTimeout(this.deps.sink.write(records));
    } catch (error) {
      if (this.deps.sink.classify(error) === "retry") throw error;
      const [only] = records;
      if (records.length === 1 && only) return this.reject(JSON.stringify(only), describe(error));
      const middle = records.length >> 1;
      await this.storeRecords(records.slice(0, middle));
      await this.storeRecords(records.slice(middle));
      return;
    }
    for (const { index, reason } of result.refused) await this.reject(JSON.stringify(records[index]), reason);
    if (result.changed.length > 0) this.deps.onWritten(result.changed);
  }

  /** Writes records that have no file, such as those of a full disk. */
  async storeDirectly(records: readonly JournalRecord[]): Promise<void> {
    await this.storeRecords(records);
  }

  private async reject(line: string, reason: string): Promise<void> {
    const entry = JSON.stringify({ at: this.deps.clock.wallTime().toISOString(), reason, pii: line });
    await appendFile(this.deps.rejectedFile, `${entry}\n`);
    this.deps.onRejected();
    this.deps.log.error({ reason, file: this.deps.rejectedFile }, "journal record set aside");
  }

  private withTimeout<T>(work: Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const timer = this.deps.clock.setTimer(WRITE_TIMEOUT_MS, () => reject(new WriteTimeoutError()));
      const settled = () => this.deps.clock.clearTimer(timer);
      work.then(resolve, reject).finally(settled);
    });
  }
}

/** The store did not answer in time. Always worth another try. */
export class WriteTimeoutError extends Error {
  readonly code = "ETIMEDOUT";
  constructor() {
    super(`The database did not answer within ${WRITE_TIMEOUT_MS} ms`);
  }
}

function parseRecord(line: string): { ok: true; value: JournalRecord } | { ok: false; reason: string } {
  try {
    const parsed = JournalRecord.safeParse(JSON.parse(line));
    return parsed.success
      ? { ok: true, value: parsed.data }
      : { ok: false, reason: `not a journal record: ${parsed.error.issues[0]?.message ?? "unknown shape"}` };
  } catch {
    return { ok: false, reason: "not JSON" };
  }
}

function readCheckpoint(directory: string): Position {
  try {
    const { fileNumber, offset } = JSON.parse(readFileSync(path.join(directory, CHECKPOINT_FILE), "utf8")) as Position;
    if (Number.isSafeInteger(fileNumber) && Number.isSafeInteger(offset)) return { fileNumber, offset };
  } catch {
    // Written twice is harmless; skipped is not.
  }
  return { fileNumber: 0, offset: 0 };
}

const describe = (error: unknown): string => (error instanceof Error ? error.message : String(error));
