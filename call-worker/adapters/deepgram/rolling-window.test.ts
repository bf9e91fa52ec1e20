import fc from "fast-check";
import { expect, it } from "vitest";
import { RollingWindow } from "./rolling-window";

it("lets the limit pass at once and the rest when the oldest is a window old", () => {
  const window = new RollingWindow(20, 60_000);
  for (let each = 0; each < 20; each += 1) {
    expect(window.waitMs(each * 100, 1)).toBe(0);
    window.add(each * 100, 1);
  }
  expect(window.waitMs(2_000, 1)).toBe(58_250);
  expect(window.waitMs(60_250, 1)).toBe(0);
  expect(window.waitMs(60_250, 2)).toBe(100);
});

it("never lets more than the limit pass in any window", () => {
  const step = fc.record({ pauseMs: fc.integer({ min: 0, max: 400 }), amount: fc.integer({ min: 1, max: 50 }) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 100 }), (steps) => {
      const window = new RollingWindow(100, 1_000);
      const sent: { atMs: number; amount: number }[] = [];
      let nowMs = 0;
      for (const { pauseMs, amount } of steps) {
        nowMs += pauseMs;
        nowMs += window.waitMs(nowMs, amount);
        expect(window.waitMs(nowMs, amount)).toBe(0);
        window.add(nowMs, amount);
        sent.push({ atMs: nowMs, amount });
        const inWindow = sent.filter((each) => nowMs - each.atMs <= 1_000);
        expect(inWindow.reduce((sum, each) => sum + each.amount, 0)).toBeLessThanOrEqual(100);
      }
    }),
  );
});
