export type TimerHandle = { readonly brand: "timer" };

/** Time for everything below the composition root, so that tests own it. */
export interface Clock {
  /** Milliseconds, monotonic, with fractions. Only differences mean anything. */
  now(): number;
  /** Wall time, for what is stored. */
  wallTime(): Date;
  /** Calls back once after `delayMs`; the handle cancels it. */
  setTimer(delayMs: number, callback: () => void): TimerHandle;
  clearTimer(handle: TimerHandle): void;
}
