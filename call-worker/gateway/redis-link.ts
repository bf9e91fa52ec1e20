import { createAdapter } from "@socket.io/redis-streams-adapter";
import type { Redis } from "ioredis";
import type { Logger } from "pino";
import type { Clock } from "../ports/clock";

/** What was told shortly before Redis came back may have reached nobody. */
const SETTLING_MS = 10_000;

export type RedisLink = {
  /** True while what is published reaches the other workers. */
  isUp(): boolean;
  /** True when it has been so for long enough that nothing of before is missing. */
  isSteady(): boolean;
};

/** Connects the workers' Socket.IO servers over a Redis stream: unlike publish/subscribe, nothing is lost while a reader reconnects. */
export const redisStreamsAdapter = (redis: Redis) => createAdapter(redis, { maxLen: 10_000, readCount: 100 });

/** Whether Redis can be counted on. Without one (null) it never can. */
export function createRedisLink(redis: Redis | null, clock: Clock, log: Logger): RedisLink {
  let upSince: number | null = redis?.status === "ready" ? clock.now() : null;
  let isTold = false;
  redis?.on("ready", () => {
    upSince = clock.now();
    if (isTold) log.info("redis is back");
    isTold = false;
  });
  redis?.on("close", () => (upSince = null));
  // Each try to come back fails with an error of its own; one line per outage is enough.
  redis?.on("error", (error: Error) => {
    if (!isTold) log.warn({ err: error }, "redis is away; watchers of other workers' calls are served by the database");
    isTold = true;
  });
  return {
    isUp: () => upSince !== null,
    isSteady: () => upSince !== null && clock.now() - upSince >= SETTLING_MS,
  };
}
