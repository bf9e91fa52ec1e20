import { setTimeout as sleep } from "node:timers/promises";

/** Longer than the work of a sign-up on a busy machine. */
export const EVEN_MS = 500;

/**
 * Answers, or fails, after a whole number of `everyMs`, so that the time it took does not tell which way the work went (whether an
 * address is known). 0: at once.
 */
export async function inEvenTime<T>(everyMs: number, work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  try {
    return await work();
  } finally {
    if (everyMs > 0) await sleep(everyMs - ((performance.now() - startedAt) % everyMs));
  }
}
