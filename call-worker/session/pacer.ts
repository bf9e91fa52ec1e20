import type { Clock, TimerHandle } from "@/call-worker/ports/clock";

import { createLatenessHistogram } from "./pacer-lateness";
import type { LatenessHistogram } from "./pacer-lateness";

export const TICK_MS = 20;
/** Timers of whole milliseconds fire up to this much early; waiting again for less would only add a wake-up. */
const EARLY_MS = 1;

/** Something of a call that has to happen at certain times: sending more audio, filling a gap. */
export interface Paced {
  /** When it wants to be called next, on the clock; Infinity: not at all. Read at every tick, so it may just be set. */
  dueAt: number;
  /** Does what is due, sets the next `dueAt`, and returns how many messages it sent to its line. */
  onDue(nowMs: number): number;
  /** Kept by the pacer; starts as −1. */
  pacerSlot: number;
}

export type PacerStats = {
  ticks: number;
  /** Messages sent on time or late. */
  sends: number;
  members: number;
  /** Per message: sent − the tick it was due at. */
  latenessMs: LatenessHistogram;
};

export interface Pacer {
  add(paced: Paced): void;
  remove(paced: Paced): void;
  readonly stats: PacerStats;
}

/**
 * One heartbeat for all calls of a process. Ticks every 20 ms on deadlines counted from its start, so a late tick is
 * caught up with and never moves the ones after it. A tick costs one comparison per member that has nothing due, and
 * there is no timer at all without members. What a member throws goes to `onError` and concerns that member alone; `onSent` is told how
 * late whoever sent something did so.
 */
export function createPacer(
  clock: Clock,
  onError: (error: unknown) => void,
  onSent: (lateMs: number) => void = ignore,
): Pacer {
  return new SharedPacer(clock, onError, onSent);
}

const ignore = (): void => {};

class SharedPacer implements Pacer {
  private readonly members: Paced[] = [];
  private timer: TimerHandle | null = null;
  private startedAt = 0;
  private nextTickAt = 0;
  private readonly onTimer = (): void => this.tick();
  readonly stats: PacerStats = { ticks: 0, sends: 0, members: 0, latenessMs: createLatenessHistogram() };

  constructor(
    private readonly clock: Clock,
    private readonly onError: (error: unknown) => void,
    private readonly onSent: (lateMs: number) => void,
  ) {
    this.startedAt = clock.now();
  }

  add(paced: Paced): void {
    if (paced.pacerSlot !== -1) return;
    paced.pacerSlot = this.members.push(paced) - 1;
    this.stats.members = this.members.length;
    if (this.timer === null) this.arm(this.clock.now());
  }

  remove(paced: Paced): void {
    const slot = paced.pacerSlot;
    if (slot === -1) return;
    paced.pacerSlot = -1;
    const last = this.members.pop();
    if (last !== undefined && last !== paced) {
      this.members[slot] = last;
      last.pacerSlot = slot;
    }
    this.stats.members = this.members.length;
  }

  private arm(now: number): void {
    this.nextTickAt = this.startedAt + (Math.floor((now - this.startedAt) / TICK_MS) + 1) * TICK_MS;
    this.timer = this.clock.setTimer(this.nextTickAt - now, this.onTimer);
  }

  private tick(): void {
    this.timer = null;
    const now = this.clock.now();
    if (now < this.nextTickAt - EARLY_MS) {
      this.timer = this.clock.setTimer(this.nextTickAt - now, this.onTimer);
      return;
    }
    this.stats.ticks++;
    const until = Math.max(now, this.nextTickAt);
    // Backwards: members that leave during the tick are replaced by ones already visited.
    for (let i = this.members.length - 1; i >= 0; i--) {
      const paced = this.members[i];
      if (paced !== undefined && paced.dueAt <= until) this.serve(paced);
    }
    if (this.members.length > 0) this.arm(Math.max(this.clock.now(), this.nextTickAt));
  }

  private serve(paced: Paced): void {
    const dueTickAt = this.startedAt + Math.ceil((paced.dueAt - this.startedAt) / TICK_MS) * TICK_MS;
    let sent = 0;
    try {
      sent = paced.onDue(this.clock.now());
    } catch (error) {
      // Served again at the next tick it would be stuck in the same place at 50 Hz.
      paced.dueAt = Infinity;
      this.onError(error);
    }
    if (sent === 0) return;
    const lateMs = this.clock.now() - dueTickAt;
    this.stats.sends += sent;
    for (let i = 0; i < sent; i++) this.stats.latenessMs.record(lateMs);
    this.onSent(lateMs);
  }
}
