import type { Clock } from "../ports/clock";

/** A call's media stream is expected within this time; after it, its reserved slot is free again. */
const RESERVATION_MS = 5_000;
/** A worker that has not been heard of for longer gets no new calls. */
const HEARTBEAT_LIMIT_MS = 6_000;

export type WorkerEntry = {
  workerId: string;
  /** Where the carrier reaches it, `https://…`. */
  publicUrl: string;
  slots: number;
  load: number;
  draining: boolean;
  heartbeatAtMs: number;
};

export type Place = { workerId: string; publicUrl: string };

export type Placement = {
  /** The worker for a new call, or null when all lines are busy. Holds a slot for it until `arrived` or 5 s have passed. */
  place(callKey: string): Place | null;
  /**
   * For a call that is already going on. The worker that is asked is certainly alive, which the list can't say of the others (the one that
   * lost the call may stand on it for seconds): so this one, however full it is, unless it is about to leave.
   */
  placeOngoing(callKey: string): Place;
  /** The call's media stream has come to this worker, so its slot is counted as load now. */
  arrived(callKey: string): void;
  /** What the other workers last reported. */
  setOthers(workers: readonly WorkerEntry[]): void;
  /** True when another worker was heard of lately. */
  hasOthers(): boolean;
  /** Slots held for calls that are on their way, on all workers. */
  reserved(): number;
};

/** Chooses workers by most free slots. This worker's load is read live; the others' is as old as their last heartbeat. */
export function createPlacement(options: {
  self: Place & { capacity(): { slots: number; load: number; draining: boolean } };
  clock: Clock;
}): Placement {
  const { self, clock } = options;
  let others: readonly WorkerEntry[] = [];
  const reservations = new Map<string, { workerId: string; until: number }>();

  const expire = () => {
    const now = clock.now();
    // Reservations have one length, so the oldest come first.
    for (const [key, { until }] of reservations) {
      if (until > now) break;
      reservations.delete(key);
    }
  };
  const freeOn = (workerId: string, slots: number, load: number) => {
    let free = slots - load;
    for (const reservation of reservations.values()) if (reservation.workerId === workerId) free -= 1;
    return free;
  };
  const hold = (callKey: string, place: Place): Place => {
    reservations.delete(callKey);
    reservations.set(callKey, { workerId: place.workerId, until: clock.now() + RESERVATION_MS });
    return { workerId: place.workerId, publicUrl: place.publicUrl };
  };
  const best = (): Place | null => {
    const own = self.capacity();
    let chosen: Place | null = null;
    let mostFree = 0;
    if (!own.draining) {
      mostFree = freeOn(self.workerId, own.slots, own.load);
      if (mostFree > 0) chosen = self;
    }
    const oldest = clock.wallTime().getTime() - HEARTBEAT_LIMIT_MS;
    for (const worker of others) {
      if (worker.workerId === self.workerId || worker.draining || worker.heartbeatAtMs < oldest) continue;
      const free = freeOn(worker.workerId, worker.slots, worker.load);
      if (free > Math.max(0, mostFree)) {
        mostFree = free;
        chosen = worker;
      }
    }
    return chosen;
  };

  return {
    place(callKey) {
      expire();
      const earlier = reservations.get(callKey);
      if (earlier?.workerId === self.workerId) return hold(callKey, self);
      const chosen = best();
      return chosen === null ? null : hold(callKey, chosen);
    },
    placeOngoing(callKey) {
      expire();
      return hold(callKey, self.capacity().draining ? (best() ?? self) : self);
    },
    arrived: (callKey) => void reservations.delete(callKey),
    hasOthers: () => others.some(({ workerId }) => workerId !== self.workerId),
    setOthers: (workers) => void (others = workers),
    reserved() {
      expire();
      return reservations.size;
    },
  };
}
