import type { Clock, TimerHandle } from "../ports/clock";

export type Throttle<T> = {
  /** Sends at once, or, when this key was served less than `everyMs` ago, its latest value later. */
  push(key: string, value: T): void;
  /** Forgets what is waiting for the key. */
  drop(key: string): void;
  close(): void;
};

/** Limits how often each key is sent; a value that is overtaken is never sent. One timer for all keys. */
export function createThrottle<T>(options: {
  everyMs: number;
  clock: Clock;
  send(key: string, value: T): void;
}): Throttle<T> {
  const { everyMs, clock, send } = options;
  const entries = new Map<string, { sentAt: number; waiting: { value: T } | null }>();
  let timer: TimerHandle | null = null;

  const tick = () => {
    timer = null;
    const now = clock.now();
    for (const [key, entry] of entries) {
      if (now - entry.sentAt < everyMs) continue;
      if (entry.waiting === null) {
        entries.delete(key);
        continue;
      }
      const { value } = entry.waiting;
      entry.waiting = null;
      entry.sentAt = now;
      send(key, value);
    }
    if (entries.size > 0) timer = clock.setTimer(everyMs / 2, tick);
  };

  return {
    push(key, value) {
      const entry = entries.get(key);
      const now = clock.now();
      if (entry && now - entry.sentAt < everyMs) {
        entry.waiting = { value };
        return;
      }
      entries.set(key, { sentAt: now, waiting: null });
      send(key, value);
      timer ??= clock.setTimer(everyMs / 2, tick);
    },
    drop(key) {
      const entry = entries.get(key);
      if (entry) entry.waiting = null;
    },
    close() {
      if (timer !== null) clock.clearTimer(timer);
      entries.clear();
    },
  };
}
