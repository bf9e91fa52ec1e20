import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { ServiceError } from "@/lib/services/errors";

const PER_MINUTE = 100;

// Per process: with several web processes a key gets as many minutes' worth as there are of them.
const limiter = new RateLimiterMemory({ points: PER_MINUTE, duration: 60 });

/** Counts one request of a key. Throws RATE_LIMITED above 100 a minute. */
export async function limitRate(key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    throw new ServiceError("RATE_LIMITED", `At most ${PER_MINUTE} requests a minute. Wait, then go on.`, {
      retryAfterMs: error.msBeforeNext,
    });
  }
}
