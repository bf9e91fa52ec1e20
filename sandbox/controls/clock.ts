/** Time as the sandbox sees it: the machine's own, or one that a test moves by hand. */
export interface Clock {
  /** Milliseconds since 1970. */
  nowMs(): number;
  /** Runs `callback` once after `delayMs`; the returned function cancels it. */
  after(delayMs: number, callback: () => void): () => void;
}

/** The machine's clock. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  after(delayMs, callback) {
    if (delayMs <= 0) {
      const immediate = setImmediate(callback);
      return () => clearImmediate(immediate);
    }
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};

interface Pending {
  readonly dueAtMs: number;
  readonly order: number;
  readonly callback: () => void;
}

/** A clock that stands still until `advance` moves it; what falls due on the way runs in order of its due time. */
export class ManualClock implements Clock {
  private currentMs: number;
  private order = 0;
  private pending: Pending[] = [];

  constructor(startAtMs = Date.UTC(2026, 0, 5, 9, 0, 0)) {
    this.currentMs = startAtMs;
  }

  nowMs(): number {
    return this.currentMs;
  }

  after(delayMs: number, callback: () => void): () => void {
    const entry: Pending = { dueAtMs: this.currentMs + Math.max(0, delayMs), order: this.order++, callback };
    this.pending.push(entry);
    return () => {
      this.pending = this.pending.filter((other) => other !== entry);
    };
  }

  /** Moves time forward by `byMs`, running everything that falls due, including what those callbacks schedule. */
  advance(byMs: number): void {
    const targetMs = this.currentMs + byMs;
    for (;;) {
      const next = this.pending
        .filter((entry) => entry.dueAtMs <= targetMs)
        .sort((a, b) => a.dueAtMs - b.dueAtMs || a.order - b.order)[0];
      if (!next) break;
      this.pending = this.pending.filter((entry) => entry !== next);
      this.currentMs = next.dueAtMs;
      next.callback();
    }
    this.currentMs = targetMs;
  }
}
