import type { JournalRecord } from "@/lib/services/call-journal/records";

const MOST_KEPT_BYTES = 4 * 1024 * 1024;
const BATCH_BYTES = 256 * 1024;

export type RecordsAhead = { records: JournalRecord[]; nextOffset: number };

/**
 * What was just appended to one journal file, kept so that storing it a moment later needs no look into the file. Only a shortcut: with the
 * store away for long it is let go, and the file is read.
 */
export class RecentRecords {
  private kept: { record: JournalRecord; start: number; end: number }[] = [];

  /** `start` and `end`: the record's line in the file, in bytes. */
  add(record: JournalRecord, start: number, end: number): void {
    if (end - (this.kept[0]?.start ?? start) > MOST_KEPT_BYTES) this.kept = [];
    this.kept.push({ record, start, end });
  }

  /** The records from `offset` on, some 256 KiB of them and at least one; null when they are not here. What lies before is let go. */
  from(offset: number): RecordsAhead | null {
    const first = this.kept.findIndex(({ start }) => start >= offset);
    this.kept = first < 0 ? [] : this.kept.slice(first);
    if (this.kept[0]?.start !== offset) return null;
    const beyond = this.kept.findIndex(({ end }) => end > offset + BATCH_BYTES);
    const taken = beyond < 0 ? this.kept : this.kept.slice(0, Math.max(1, beyond));
    return { records: taken.map(({ record }) => record), nextOffset: taken.at(-1)?.end ?? offset };
  }
}
