import type { Clock, TimerHandle } from "../ports/clock";

/** The timers of one call, at most one of a name: setting it again starts it anew. */
export class NamedTimers {
  private readonly running = new Map<string, TimerHandle>();

  constructor(private readonly clock: Clock) {}

  set(name: string, afterMs: number, fire: () => void): void {
    this.cancel(name);
    const handle = this.clock.setTimer(afterMs, () => {
      this.running.delete(name);
      fire();
    });
    this.running.set(name, handle);
  }

  cancel(name: string): void {
    const handle = this.running.get(name);
    if (handle) this.clock.clearTimer(handle);
    this.running.delete(name);
  }

  cancelAll(): void {
    for (const handle of this.running.values()) this.clock.clearTimer(handle);
    this.running.clear();
  }
}
