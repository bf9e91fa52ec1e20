import type { Vendor } from "../stand-in";

export interface LogEntry {
  /** Counts from 1 and never repeats, so a reader can ask for what came since. */
  readonly seq: number;
  readonly atMs: number;
  readonly vendor: Vendor;
  readonly what: string;
  readonly detail?: Record<string, unknown>;
}

export interface LogFilter {
  readonly vendor?: Vendor;
  /** Only entries after this seq. */
  readonly sinceSeq?: number;
  /** At most this many, the newest. */
  readonly limit?: number;
}

/** The last `capacity` things the sandbox received or sent. */
export class RequestLog {
  private readonly ring: LogEntry[] = [];
  private lastSeq = 0;

  constructor(private readonly capacity = 10_000) {}

  add(atMs: number, vendor: Vendor, what: string, detail?: Record<string, unknown>): void {
    const seq = ++this.lastSeq;
    this.ring[(seq - 1) % this.capacity] = detail ? { seq, atMs, vendor, what, detail } : { seq, atMs, vendor, what };
  }

  get newestSeq(): number {
    return this.lastSeq;
  }

  /** Matching entries, oldest first. */
  list(filter: LogFilter = {}): LogEntry[] {
    const found: LogEntry[] = [];
    const limit = filter.limit ?? this.capacity;
    const firstSeq = Math.max((filter.sinceSeq ?? 0) + 1, this.lastSeq - this.capacity + 1, 1);
    for (let seq = this.lastSeq; seq >= firstSeq && found.length < limit; seq--) {
      const entry = this.ring[(seq - 1) % this.capacity];
      if (entry && (filter.vendor === undefined || entry.vendor === filter.vendor)) found.push(entry);
    }
    return found.reverse();
  }
}
