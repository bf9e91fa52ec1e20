import type { Logger } from "pino";
import type { Clock, TimerHandle } from "../ports/clock";

export type Duty = {
  /** Does it now, apart from its rhythm. */
  now(): Promise<void>;
  stop(): void;
};

/**
 * Does something again and again, `everyMs` after it was done. A failure is logged once per outage and never stops the rhythm: a worker's
 * duties outlive the database they are written to.
 */
export function repeat(options: {
  name: string;
  everyMs: number;
  clock: Clock;
  log: Logger;
  work: () => Promise<void>;
}): Duty {
  const { name, everyMs, clock, log, work } = options;
  let timer: TimerHandle | null = null;
  let stopped = false;
  let failing = false;
  const now = async () => {
    try {
      await work();
      if (failing) log.info({ duty: name }, "works again");
      failing = false;
    } catch (error) {
      if (!failing) log.warn({ err: error, duty: name }, "failed; it is tried again");
      failing = true;
    }
  };
  const next = () => {
    if (stopped) return;
    timer = clock.setTimer(everyMs, () => void now().then(next));
  };
  next();
  return {
    now,
    stop() {
      stopped = true;
      if (timer) clock.clearTimer(timer);
    },
  };
}
