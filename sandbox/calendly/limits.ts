import { tooManyRequests, type CalendlyApiError } from "./api-error";
import type { Account } from "./world";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Source: developer.calendly.com/api-docs/overview/rate-limits. */
const REQUESTS_PER_MINUTE: Record<Account["plan"], number> = { free: 50, standard: 500, enterprise: 500 };
const BOOKINGS: Record<Account["plan"], readonly (readonly [limit: number, withinMs: number])[]> = {
  free: [],
  standard: [
    [10, MINUTE_MS],
    [50, HOUR_MS],
    [100, DAY_MS],
  ],
  enterprise: [[500, MINUTE_MS]],
};

export interface Allowance {
  readonly headers: Record<string, string>;
  readonly refused: CalendlyApiError | undefined;
}

/** Counts a request of this account, and says what its answer's headers say and whether it is too much. */
export function countRequest(account: Account, isBooking: boolean, nowMs: number): Allowance {
  account.requestsAtMs = [...account.requestsAtMs.filter((atMs) => atMs > nowMs - MINUTE_MS), nowMs];
  if (isBooking) account.bookingsAtMs = [...account.bookingsAtMs.filter((atMs) => atMs > nowMs - DAY_MS), nowMs];
  const limits = [
    { limit: REQUESTS_PER_MINUTE[account.plan], withinMs: MINUTE_MS, asked: account.requestsAtMs },
    ...(isBooking ? BOOKINGS[account.plan] : []).map(([limit, withinMs]) => ({
      limit,
      withinMs,
      asked: account.bookingsAtMs,
    })),
  ].map(({ limit, withinMs, asked }) => {
    const within = asked.filter((atMs) => atMs > nowMs - withinMs);
    return { limit, left: limit - within.length, resetMs: (within[0] ?? nowMs) + withinMs - nowMs };
  });
  const tightest = limits.reduce((one, other) => (other.left < one.left ? other : one));
  return {
    headers: {
      "x-ratelimit-limit": String(tightest.limit),
      "x-ratelimit-remaining": String(Math.max(0, tightest.left)),
      "x-ratelimit-reset": String(Math.ceil(tightest.resetMs / 1000)),
    },
    refused: tightest.left < 0 ? tooManyRequests() : undefined,
  };
}
