import type { Clock, TimerHandle } from "@/call-worker/ports/clock";

type Timer = TimerHandle & { at: number; callback: () => void };

export interface VirtualClock extends Clock {
  /** Moves time on, running every timer that falls due, in order of time, then of setting. */
  advance(ms: number): void;
  /** The same, letting promises settle after every timer. */
  advanceAsync(ms: number): Promise<void>;
  /** Moves time without running anything, as a blocked event loop does; the timers passed run at the next advance. */
  block(ms: number): void;
  pendingTimers(): number;
}

/** Time that stands still until told otherwise. Starts at `startMs` (monotonic) and the given wall time. */
export function createVirtualClock(startMs = 1_000, wallStart = new Date("2026-01-05T09:00:00.000Z")): VirtualClock {
  let now = startMs;
  const timers: Timer[] = [];

  /** Sorted by time, so the next one to run is at the end. */
  function insert(timer: Timer): void {
    let low = 0;
    let high = timers.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((timers[middle] as Timer).at > timer.at) low = middle + 1;
      else high = middle;
    }
    timers.splice(low, 0, timer);
  }

  function takeDue(until: number): Timer | undefined {
    const next = timers.at(-1);
    if (next === undefined || next.at > until) return undefined;
    timers.pop();
    now = Math.max(now, next.at);
    return next;
  }

  return {
    now: () => now,
    wallTime: () => new Date(wallStart.getTime() + now - startMs),
    setTimer(delayMs, callback) {
      const timer: Timer = { brand: "timer", at: now + Math.max(0, delayMs), callback };
      insert(timer);
      return timer;
    },
    clearTimer(handle) {
      const index = timers.indexOf(handle as Timer);
      if (index !== -1) timers.splice(index, 1);
    },
    advance(ms) {
      const until = now + ms;
      for (let timer = takeDue(until); timer !== undefined; timer = takeDue(until)) timer.callback();
      now = Math.max(now, until);
    },
    async advanceAsync(ms) {
      const until = now + ms;
      await settlePromises();
      for (let timer = takeDue(until); timer !== undefined; timer = takeDue(until)) {
        timer.callback();
        await settlePromises();
      }
      now = Math.max(now, until);
    },
    block(ms) {
      now += ms;
    },
    pendingTimers: () => timers.length,
  };
}

/** A full turn of the event loop: chains of promises of any length are through afterwards. */
function settlePromises(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
