import type { VirtualClock } from "./virtual-clock";

const STEP_MS = 5;

/** Lets virtual time pass as fast as real time does, for what has real connections at its other end. Returns what stops it. */
export function runInRealTime(clock: VirtualClock): () => void {
  let passedAt = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    clock.advance(now - passedAt);
    passedAt = now;
  }, STEP_MS);
  return () => clearInterval(timer);
}
