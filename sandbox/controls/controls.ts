import type { Controls, Fault, Vendor } from "../stand-in";
import { AccountBook } from "./accounts";
import { systemClock, type Clock } from "./clock";
import { FaultBook } from "./fault-book";
import {
  drawLatencyMs,
  findDistribution,
  latencyProfiles,
  type Distributions,
  type LatencyProfileName,
} from "./latency";
import { MindBook } from "./mind-book";
import { SeededRandom } from "./random";
import { RequestLog } from "./request-log";

export interface ControlsOptions {
  readonly seed?: number;
  readonly latencyProfile?: LatencyProfileName;
  readonly clock?: Clock;
}

/** The sandbox's one set of controls: every stand-in reads it, the control API and the tests write it. */
export class ControlsImplementation implements Controls {
  readonly clock: Clock;
  readonly faults = new FaultBook();
  readonly requestLog = new RequestLog();
  readonly accounts = new AccountBook();
  readonly minds = new MindBook();
  private readonly generator: SeededRandom;
  private profile: LatencyProfileName;
  private overrides: Distributions = {};

  constructor(options: ControlsOptions = {}) {
    this.clock = options.clock ?? systemClock;
    this.generator = new SeededRandom(options.seed ?? 1);
    this.profile = options.latencyProfile ?? "zero";
  }

  latencyMs(vendor: Vendor, what: string): number {
    const distribution =
      findDistribution(this.overrides, vendor, what) ?? findDistribution(latencyProfiles[this.profile], vendor, what);
    return distribution ? drawLatencyMs(distribution, this.generator) : 0;
  }

  takeFault(vendor: Vendor, operation: string): Fault | undefined {
    const fault = this.faults.take(vendor, operation);
    if (fault) this.log(vendor, "fault", { operation, kind: fault.kind, status: fault.status, afterMs: fault.afterMs });
    return fault;
  }

  random(): number {
    return this.generator.next();
  }

  log(vendor: Vendor, what: string, detail?: Record<string, unknown>): void {
    this.requestLog.add(this.clock.nowMs(), vendor, what, detail);
  }

  get seed(): number {
    return this.generator.seed;
  }

  /** Starts the generator again from `seed`, so that what follows repeats exactly. */
  reseed(seed: number): void {
    this.generator.reseed(seed);
  }

  get latency(): { profile: LatencyProfileName; overrides: Distributions; effective: Distributions } {
    const base = latencyProfiles[this.profile];
    const effective: Record<string, unknown> = { ...base };
    for (const [vendor, table] of Object.entries(this.overrides)) {
      effective[vendor] = { ...base[vendor as Vendor], ...table };
    }
    return { profile: this.profile, overrides: this.overrides, effective: effective as Distributions };
  }

  /** Chooses a profile and drops every override. */
  setLatencyProfile(profile: LatencyProfileName): void {
    this.profile = profile;
    this.overrides = {};
  }

  /** Lays distributions over the profile; a vendor that is named here loses its earlier overrides, others keep theirs. */
  overrideLatency(distributions: Distributions): void {
    this.overrides = { ...this.overrides, ...distributions };
  }
}
