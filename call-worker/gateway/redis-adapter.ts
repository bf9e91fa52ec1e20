import { createAdapter } from "@socket.io/redis-streams-adapter";
import type { Redis } from "ioredis";

/** Connects the workers' Socket.IO servers over a Redis stream: unlike publish/subscribe, nothing is lost while Redis restarts. */
export const redisStreamsAdapter = (redis: Redis) => createAdapter(redis, { maxLen: 10_000, readCount: 100 });
