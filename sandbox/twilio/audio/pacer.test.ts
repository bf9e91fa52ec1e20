import { describe, expect, it } from "vitest";
import type { Clock } from "./clock";
import { Pacer } from "./pacer";

/** A clock that stands still until it is moved; timers run when it passes them. */
class HandClock implements Clock {
  private nowMs = 0;
  private timers: { atMs: number; run: () => void }[] = [];

  now(): number {
    return this.nowMs;
  }

  after(delayMs: number, run: () => void): () => void {
    const timer = { atMs: this.nowMs + delayMs, run };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((one) => one !== timer);
    };
  }

  /** Moves on in one leap: timers that were due run late, as in a busy process. */
  leap(durationMs: number): void {
    this.nowMs += durationMs;
    for (const timer of this.timers.filter(({ atMs }) => atMs <= this.nowMs)) {
      this.timers.splice(this.timers.indexOf(timer), 1);
      timer.run();
    }
  }

  /** Moves on millisecond by millisecond. */
  flow(durationMs: number): void {
    for (let ms = 0; ms < durationMs; ms += 1) this.leap(1);
  }

  get waiting(): number {
    return this.timers.length;
  }
}

function counter(): { ticks: number; tick: () => void } {
  const item = { ticks: 0, tick: () => void (item.ticks += 1) };
  return item;
}

describe("the shared pacer", () => {
  it("ticks everyone 50 times a second with a single timer", () => {
    const clock = new HandClock();
    const pacer = new Pacer(clock);
    const items = Array.from({ length: 10 }, counter);
    for (const item of items) pacer.add(item);
    expect(clock.waiting).toBe(1);
    clock.flow(1_000);
    expect(items.map(({ ticks }) => ticks)).toEqual(Array.from({ length: 10 }, () => 50));
    expect(clock.waiting).toBe(1);
  });

  it("loses no tick and gains none when the process is late", () => {
    const clock = new HandClock();
    const pacer = new Pacer(clock);
    const item = counter();
    pacer.add(item);
    for (const lateMs of [7, 33, 130, 5, 425, 400]) clock.leap(lateMs);
    expect(item.ticks).toBe(50);
    clock.flow(1_000);
    expect(item.ticks).toBe(100);
    expect(pacer.stats().reanchored).toBe(0);
  });

  it("skips the time of a standstill instead of playing it in one burst", () => {
    const clock = new HandClock();
    const pacer = new Pacer(clock);
    const item = counter();
    pacer.add(item);
    clock.flow(100);
    const before = item.ticks;
    clock.leap(60_000);
    expect(item.ticks - before).toBeLessThanOrEqual(1);
    expect(pacer.stats().reanchored).toBe(1);
    clock.flow(1_000);
    expect(item.ticks - before).toBeGreaterThanOrEqual(49);
  });

  it("stops its timer when nobody is left, also when the last leaves during a tick", () => {
    const clock = new HandClock();
    const pacer = new Pacer(clock);
    const item = { tick: () => pacer.remove(item) };
    pacer.add(item);
    clock.flow(40);
    expect(clock.waiting).toBe(0);
    const next = counter();
    pacer.add(next);
    clock.flow(100);
    expect(next.ticks).toBeGreaterThanOrEqual(4);
  });

  it("reports how late it ran", () => {
    const clock = new HandClock();
    const pacer = new Pacer(clock);
    pacer.add(counter());
    clock.flow(1_000);
    expect(pacer.stats().latenessMaxMs).toBe(0);
    clock.leap(100);
    expect(pacer.stats().latenessMaxMs).toBeGreaterThanOrEqual(80);
  });
});
