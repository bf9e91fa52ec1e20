import { describe, expect, it } from "vitest";

import { createVirtualClock } from "../testing/virtual-clock";
import { createLatenessHistogram } from "./pacer-lateness";
import { createPacer } from "./pacer";
import type { Paced } from "./pacer";

function failOnError(error: unknown): never {
  throw error;
}

function every(periodMs: number, firstDueAt: number, servedAt: number[]): Paced {
  return {
    dueAt: firstDueAt,
    pacerSlot: -1,
    onDue(now) {
      servedAt.push(now);
      this.dueAt += periodMs;
      return 1;
    },
  };
}

describe("the pacer", () => {
  it("keeps to its grid for an hour without drifting", () => {
    const clock = createVirtualClock(0);
    const pacer = createPacer(clock, failOnError);
    const servedAt: number[] = [];
    pacer.add(every(100, 100, servedAt));
    clock.advance(3_600_000);
    expect(servedAt.length).toBe(36_000);
    expect(servedAt.at(-1)).toBe(3_600_000);
    expect(pacer.stats.latenessMs.maxMs).toBe(0);
  });

  it("catches up after a stall, stays on the grid and records how late it was", () => {
    const clock = createVirtualClock(0);
    const pacer = createPacer(clock, failOnError);
    const servedAt: number[] = [];
    pacer.add(every(20, 20, servedAt));
    clock.advance(40);
    clock.block(75);
    clock.advance(85);
    expect(servedAt).toEqual([20, 40, 115, 120, 140, 160, 180, 200]);
    // What a member does not make up for in one go is late at the next ticks too.
    expect(pacer.stats.latenessMs.maxMs).toBe(55);
    expect(pacer.stats.sends).toBe(8);
  });

  it("does not count the wait for the next tick as lateness", () => {
    const clock = createVirtualClock(0);
    const pacer = createPacer(clock, failOnError);
    const servedAt: number[] = [];
    pacer.add(every(1_000, 41, servedAt));
    clock.advance(100);
    expect(servedAt).toEqual([60]);
    expect(pacer.stats.latenessMs.maxMs).toBe(0);
  });

  it("leaves members with nothing due alone, and needs no timer without members", () => {
    const clock = createVirtualClock(0);
    const pacer = createPacer(clock, failOnError);
    const idle: Paced = {
      dueAt: Infinity,
      pacerSlot: -1,
      onDue: () => {
        throw new Error("Not due.");
      },
    };
    pacer.add(idle);
    clock.advance(1_000);
    pacer.remove(idle);
    clock.advance(20);
    expect(clock.pendingTimers()).toBe(0);
    const ticks = pacer.stats.ticks;
    clock.advance(1_000);
    expect(pacer.stats.ticks).toBe(ticks);
  });

  it("serves everybody once a tick while members come and go in the middle of it", () => {
    const clock = createVirtualClock(0);
    const pacer = createPacer(clock, failOnError);
    const served: number[] = [];
    const members: Paced[] = Array.from({ length: 9 }, (_, i) => ({
      dueAt: 20,
      pacerSlot: -1,
      onDue() {
        served.push(i);
        this.dueAt = Infinity;
        const neighbour = members[(i + 1) % members.length];
        if (i % 3 === 0) pacer.remove(this);
        if (i % 3 === 1 && neighbour !== undefined) {
          pacer.remove(neighbour);
          pacer.add(neighbour);
        }
        return 0;
      },
    }));
    for (const member of members) pacer.add(member);
    clock.advance(20);
    expect(served.toSorted()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(pacer.stats.members).toBe(6);
  });

  it("keeps one call's defect from the others", () => {
    const clock = createVirtualClock(0);
    const errors: unknown[] = [];
    const pacer = createPacer(clock, (error) => errors.push(error));
    const servedAt: number[] = [];
    pacer.add(every(20, 20, servedAt));
    pacer.add({
      dueAt: 20,
      pacerSlot: -1,
      onDue: () => {
        throw new Error("defect");
      },
    });
    clock.advance(60);
    expect(servedAt).toEqual([20, 40, 60]);
    expect(errors.length).toBe(1);
  });
});

describe("the lateness histogram", () => {
  it("gives percentiles to the millisecond and cumulative counts", () => {
    const histogram = createLatenessHistogram();
    for (let ms = 0; ms < 100; ms++) histogram.record(ms + 0.5);
    expect(histogram.percentile(0.5)).toBe(50);
    expect(histogram.percentile(0.99)).toBe(99);
    expect(histogram.cumulative([10, 50, 1_000])).toEqual([10, 50, 100]);
    histogram.record(5_000);
    expect(histogram.maxMs).toBe(5_000);
    expect(histogram.percentile(1)).toBe(1_024);
  });
});
