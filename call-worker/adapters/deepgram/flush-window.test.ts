import { expect, it } from "vitest";
import { FlushWindow } from "./flush-window";

it("twenty flushes go at once, the next waits until the oldest is a minute old", () => {
  const window = new FlushWindow();
  for (let flush = 0; flush < 20; flush += 1) {
    expect(window.waitMs(flush * 100)).toBe(0);
    window.sent(flush * 100);
  }
  expect(window.waitMs(2_000)).toBeGreaterThanOrEqual(58_000);
  expect(window.waitMs(60_000)).toBeGreaterThan(0);
  expect(window.waitMs(60_300)).toBe(0);
  window.sent(60_300);
  expect(window.waitMs(60_300)).toBeGreaterThan(0);
});
