const [SECOND_MS, MINUTE_MS, HOUR_MS] = [1_000, 60_000, 3_600_000];

/** How long after each request that came to nothing the next one is; after the last there is none. */
const PAUSES_MS = [5 * SECOND_MS, 5 * MINUTE_MS, 30 * MINUTE_MS, 2 * HOUR_MS, 5 * HOUR_MS, 10 * HOUR_MS, 10 * HOUR_MS];
/** Many that failed at once must not all come again at once. */
const JITTER = 0.2;
const LONGEST_WISH_MS = 24 * HOUR_MS;

/** An endpoint that has taken nothing for so long is switched off. */
export const GIVE_UP_AFTER_MS = 5 * 24 * HOUR_MS;

/**
 * How long to wait after the `tries`th request, ms; null: it was the last. `wishMs` is what the endpoint asked for, and is kept up to a day. `random` is
 * 0 to 1.
 */
export function pauseAfter(tries: number, random: number, wishMs: number | null = null): number | null {
  const pauseMs = PAUSES_MS[tries - 1];
  if (pauseMs === undefined) return null;
  const spread = pauseMs * (1 + JITTER * (2 * random - 1));
  return Math.round(Math.max(spread, Math.min(wishMs ?? 0, LONGEST_WISH_MS)));
}

/** What Retry-After says, in ms: seconds, or a moment. Null: nothing that can be read. */
export function readRetryAfter(value: string | undefined, nowMs: number): number | null {
  if (value === undefined) return null;
  if (/^\d{1,9}$/.test(value.trim())) return Number(value.trim()) * SECOND_MS;
  const atMs = Date.parse(value);
  return Number.isNaN(atMs) ? null : Math.max(0, atMs - nowMs);
}
