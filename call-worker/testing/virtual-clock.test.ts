import { describe, expect, it } from "vitest";

import { createVirtualClock } from "./virtual-clock";

describe("the virtual clock", () => {
  it("runs timers by time, then in the order they were set, at their own time", () => {
    const clock = createVirtualClock(0);
    const ran: string[] = [];
    const note = (name: string) => () => ran.push(`${name}@${clock.now()}`);
    clock.setTimer(30, note("c"));
    clock.setTimer(10, note("a"));
    clock.setTimer(30, note("d"));
    clock.setTimer(10, () => {
      ran.push("b");
      clock.setTimer(5, note("nested"));
    });
    clock.advance(29);
    expect(ran).toEqual(["a@10", "b", "nested@15"]);
    clock.advance(1);
    expect(ran.slice(3)).toEqual(["c@30", "d@30"]);
    expect(clock.pendingTimers()).toBe(0);
  });

  it("does not run a cancelled timer, even from within another", () => {
    const clock = createVirtualClock(0);
    let ran = false;
    const doomed = clock.setTimer(10, () => (ran = true));
    clock.setTimer(10, () => undefined);
    clock.setTimer(5, () => clock.clearTimer(doomed));
    clock.advance(100);
    expect(ran).toBe(false);
  });

  it("runs what a blocked event loop missed at the time it comes back", () => {
    const clock = createVirtualClock(0);
    const ranAt: number[] = [];
    clock.setTimer(20, () => ranAt.push(clock.now()));
    clock.block(65);
    clock.advance(0);
    expect(ranAt).toEqual([65]);
  });

  it("lets promises settle between timers", async () => {
    const clock = createVirtualClock(0);
    const order: string[] = [];
    clock.setTimer(10, () => void Promise.resolve().then(() => order.push("promise")));
    clock.setTimer(20, () => order.push("timer"));
    await clock.advanceAsync(20);
    expect(order).toEqual(["promise", "timer"]);
  });

  it("moves wall time along", () => {
    const clock = createVirtualClock(0, new Date("2026-03-01T00:00:00Z"));
    clock.advance(1_500);
    expect(clock.wallTime().toISOString()).toBe("2026-03-01T00:00:01.500Z");
  });
});
