import { systemClock, type Clock } from "./clock";
import { FRAME_MS } from "./frames";

/** Something that lives in steps of 20 ms of call time. */
export interface Paced {
  tick(): void;
}

export interface PacerStats {
  readonly paced: number;
  readonly ticks: number;
  /** How late ticks ran against their deadline, in milliseconds, since the start. */
  readonly latenessP50Ms: number;
  readonly latenessP99Ms: number;
  readonly latenessMaxMs: number;
  /** Times the process stood still so long that the deadlines were moved instead of caught up. */
  readonly reanchored: number;
}

const PHASES = 4;
const STEP_MS = FRAME_MS / PHASES;
/** After a longer standstill (a suspended laptop) the lost time is skipped instead of being played in one burst. */
const MAX_CATCH_UP_MS = 2_000;
const HISTOGRAM_MS = 2_001;

/**
 * One timer for every call. Deadlines are absolute, so lateness never adds up: a step that comes late is followed at
 * once by the steps that are due, each call gets exactly one tick per 20 ms. Calls are spread over four phases 5 ms
 * apart, as calls of a real network are not in step with each other.
 */
export class Pacer {
  private readonly phases = Array.from({ length: PHASES }, () => new Set<Paced>());
  private readonly latenessCounts = new Uint32Array(HISTOGRAM_MS);
  private cancel: (() => void) | undefined;
  private nextAtMs = 0;
  private step = 0;
  private ticks = 0;
  private reanchored = 0;

  constructor(private readonly clock: Clock = systemClock) {}

  add(item: Paced): void {
    let emptiest = this.phases[0];
    for (const phase of this.phases) if (emptiest === undefined || phase.size < emptiest.size) emptiest = phase;
    emptiest?.add(item);
    if (this.cancel === undefined) {
      this.nextAtMs = this.clock.now() + STEP_MS;
      this.schedule();
    }
  }

  remove(item: Paced): void {
    for (const phase of this.phases) phase.delete(item);
  }

  stop(): void {
    for (const phase of this.phases) phase.clear();
    this.cancel?.();
    this.cancel = undefined;
  }

  stats(): PacerStats {
    const total = this.latenessCounts.reduce((sum, count) => sum + count, 0);
    const quantile = (share: number): number => {
      let seen = 0;
      for (let ms = 0; ms < HISTOGRAM_MS; ms += 1) {
        seen += this.latenessCounts[ms] ?? 0;
        if (seen > 0 && seen >= share * total) return ms;
      }
      return 0;
    };
    return {
      paced: this.phases.reduce((sum, phase) => sum + phase.size, 0),
      ticks: this.ticks,
      latenessP50Ms: quantile(0.5),
      latenessP99Ms: quantile(0.99),
      latenessMaxMs: quantile(1),
      reanchored: this.reanchored,
    };
  }

  private schedule(): void {
    this.cancel = this.clock.after(Math.max(0, this.nextAtMs - this.clock.now()), this.run);
  }

  private readonly run = (): void => {
    const startedAtMs = this.clock.now();
    if (startedAtMs - this.nextAtMs > MAX_CATCH_UP_MS) {
      this.nextAtMs = startedAtMs;
      this.reanchored += 1;
    }
    while (this.nextAtMs <= startedAtMs) {
      const phase = this.phases[this.step % PHASES];
      if (phase !== undefined && phase.size > 0) {
        const lateMs = Math.min(HISTOGRAM_MS - 1, Math.floor(startedAtMs - this.nextAtMs));
        this.latenessCounts[lateMs] = (this.latenessCounts[lateMs] ?? 0) + phase.size;
        for (const item of phase) item.tick();
        this.ticks += 1;
      }
      this.step += 1;
      this.nextAtMs += STEP_MS;
    }
    if (this.phases.every((phase) => phase.size === 0)) this.cancel = undefined;
    else this.schedule();
  };
}
