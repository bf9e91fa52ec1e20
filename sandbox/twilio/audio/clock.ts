/** The time that the telephone network lives by. Tests pass one that they turn by hand or that runs faster. */
export interface Clock {
  /** Monotonic milliseconds. */
  now(): number;
  /** Runs once after the delay; the returned function cancels it. */
  after(delayMs: number, run: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};
