import { describe, expect, it } from "vitest";

import { FarEnd } from "./playout-far-end";

describe("what the far end still has to play", () => {
  it("runs down in real time and does not save up the time it was dry", () => {
    const farEnd = new FarEnd();
    farEnd.sent(0, 100);
    expect(farEnd.aheadMs(40)).toBe(60);
    expect(farEnd.aheadMs(500)).toBe(0);
    farEnd.sent(500, 100);
    expect(farEnd.aheadMs(550)).toBe(50);
  });

  it("is corrected by a mark that comes sooner than reckoned", () => {
    const farEnd = new FarEnd();
    farEnd.sent(0, 200);
    const mark = farEnd.expectMark();
    farEnd.sent(0, 200);
    farEnd.markReturned(mark, 150);
    expect(farEnd.aheadMs(150)).toBe(200);
  });

  it("takes a steady return way for what it is", () => {
    const farEnd = new FarEnd();
    farEnd.sent(0, 200);
    const mark = farEnd.expectMark();
    farEnd.sent(0, 200);
    farEnd.markReturned(mark, 320);
    expect(farEnd.aheadMs(320)).toBe(80);
  });

  it("notices that the far end stands still, and that it was only one late mark", () => {
    const farEnd = new FarEnd();
    const marks: number[] = [];
    for (let i = 0; i < 4; i++) {
      farEnd.sent(0, 200);
      marks.push(farEnd.expectMark());
    }
    farEnd.markReturned(marks[0] as number, 250);
    farEnd.markReturned(marks[1] as number, 950);
    expect(farEnd.aheadMs(950)).toBe(350);
    farEnd.markReturned(marks[2] as number, 951);
    expect(farEnd.playedOutAt()).toBeGreaterThan(1_050);
    farEnd.markReturned(marks[3] as number, 952);
    expect(farEnd.playedOutAt()).toBe(800);
  });

  it("is empty after a clear", () => {
    const farEnd = new FarEnd();
    farEnd.sent(0, 300);
    farEnd.cleared(100);
    expect(farEnd.aheadMs(100)).toBe(0);
  });
});
