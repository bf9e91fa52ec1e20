import { Redis } from "ioredis";
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible";
import { sharedEnv } from "@/lib/env/shared";
import { log } from "@/lib/log/log";

const WINDOW_S = 60;
/** Longer than this no request waits for the shared count; it is counted here instead. */
const REDIS_TIMEOUT_MS = 500;

export type RateState = { limit: number; remaining: number; resetMs: number; isExceeded: boolean };

type Limiter = RateLimiterMemory | RateLimiterRedis;

/** Counts requests by the minute: in Redis when there is one, so that all web processes share the count, else in this process. */
export function createRateLimit(redisUrl: string | undefined) {
  const redis = redisUrl ? connect(redisUrl) : null;
  const limiters = new Map<number, Limiter>();

  const limiterOf = (points: number): Limiter => {
    const known = limiters.get(points);
    if (known) return known;
    // With the limit in its name, so that a changed plan counts at once and afresh.
    const options = { points, duration: WINDOW_S, keyPrefix: `rate:${points}` };
    const memory = new RateLimiterMemory(options);
    const made = redis
      ? new RateLimiterRedis({ ...options, storeClient: redis, rejectIfRedisNotReady: true, insuranceLimiter: memory })
      : memory;
    limiters.set(points, made);
    return made;
  };

  return {
    /** Counts one request of `who` against `limit` a minute. Never throws: without Redis this process counts alone. */
    async count(who: string, limit: number): Promise<RateState> {
      const result = await limiterOf(limit)
        .consume(who)
        .catch((refused: unknown) => {
          if (refused instanceof RateLimiterRes) return refused;
          throw refused;
        });
      return {
        limit,
        remaining: Math.max(0, result.remainingPoints),
        resetMs: result.msBeforeNext,
        isExceeded: result.consumedPoints > limit,
      };
    },
    /** Resolves when counting is shared; at once without Redis. */
    ready: async () => {
      if (redis && redis.status !== "ready") await new Promise((resolve) => redis.once("ready", resolve));
    },
    close: () => redis?.disconnect(),
  };
}

export type RateLimit = ReturnType<typeof createRateLimit>;

function connect(url: string): Redis {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    commandTimeout: REDIS_TIMEOUT_MS,
    connectTimeout: 5_000,
    retryStrategy: (attempt) => Math.min(attempt * 200, 5_000),
  });
  let isLost = false;
  redis.on("ready", () => {
    if (isLost) log.info("rate limits are shared again");
    isLost = false;
  });
  redis.on("error", (error: Error) => {
    if (!isLost) log.warn({ err: error }, "Redis is not there: rate limits count in this process alone");
    isLost = true;
  });
  return redis;
}

let shared: RateLimit | undefined;

/** The process's own. */
export const rateLimit = (): RateLimit => (shared ??= createRateLimit(sharedEnv().REDIS_URL));

/** What an answer says about the limit. Seconds, rounded up. */
export const rateHeaders = ({ limit, remaining, resetMs }: RateState): Record<string, string> => ({
  "ratelimit-limit": String(limit),
  "ratelimit-remaining": String(remaining),
  "ratelimit-reset": String(Math.ceil(resetMs / 1000)),
});
