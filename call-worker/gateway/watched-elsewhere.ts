import type { Clock, TimerHandle } from "../ports/clock";
import type { LiveServer } from "./gateway";
import type { RedisLink } from "./redis-link";

const ANNOUNCE_EVERY_MS = 15_000;
const BELIEVED_MS = 40_000;
const CALL_ROOM = "call:";

export type WatchedElsewhere = {
  /** True when a browser on another worker watches the call, as far as was announced. */
  watches(callId: string): boolean;
  /** Tells the other workers that somebody watches the call here. */
  announce(callId: string): void;
  close(): void;
};

/** Which calls are watched through other workers, so that speech is not sent where nobody listens. */
export function createWatchedElsewhere(io: LiveServer, clock: Clock, redis: RedisLink): WatchedElsewhere {
  const believedUntil = new Map<string, number>();
  io.on("call.watched", (callIds) => {
    const until = clock.now() + BELIEVED_MS;
    for (const callId of callIds) believedUntil.set(callId, until);
  });

  let timer: TimerHandle = clock.setTimer(ANNOUNCE_EVERY_MS, announceAll);
  function announceAll() {
    const rooms = [...io.of("/").adapter.rooms.keys()].filter((room) => room.startsWith(CALL_ROOM));
    if (rooms.length > 0 && redis.isUp()) {
      io.serverSideEmit(
        "call.watched",
        rooms.map((room) => room.slice(CALL_ROOM.length)),
      );
    }
    const now = clock.now();
    for (const [callId, until] of believedUntil) if (until < now) believedUntil.delete(callId);
    timer = clock.setTimer(ANNOUNCE_EVERY_MS, announceAll);
  }

  return {
    watches: (callId) => (believedUntil.get(callId) ?? 0) >= clock.now(),
    announce(callId) {
      if (redis.isUp()) io.serverSideEmit("call.watched", [callId]);
    },
    close: () => clock.clearTimer(timer),
  };
}
