import { expect, test } from "vitest";
import { runsOf, scrollTo, type Sight } from "./rows-in-sight";

const sight: Sight = { scrollTop: 0, frame: 800, row: 100, gap: 12, columns: 4, column: 300 };
const told = (count: number, at: Partial<Sight>, kept: number | null = null) =>
  runsOf(count, { ...sight, ...at }, kept).map(({ from, to, isDrawn }) => `${isDrawn ? "" : "-"}${from}..${to}`);

test("of two hundred calls those in sight are drawn and two rows around them; the others keep their room", () => {
  expect(told(200, {})).toEqual(["0..10", "-10..50"]);
  expect(told(200, { scrollTop: 2_050 })).toEqual(["-0..18", "18..31", "-31..50"]);
  expect(told(200, { scrollTop: 4_200 })).toEqual(["-0..40", "40..50"]);
  expect(told(3, {})).toEqual(["0..1"]);
  expect(told(0, {})).toEqual([]);
});

test("before anything is measured a screen full is drawn, from the top", () => {
  expect(told(200, { row: 0, columns: 1 })).toEqual(["0..50", "-50..200"]);
  expect(told(5, { row: 0, columns: 1 })).toEqual(["0..5"]);
});

test("the one with the keyboard's focus stays with its neighbours, however far one scrolls from it", () => {
  expect(told(200, { scrollTop: 2_000 }, 5)).toEqual(["0..4", "-4..18", "18..30", "-30..50"]);
  expect(told(200, {}, 199)).toEqual(["0..10", "-10..47", "47..50"]);
  expect(told(200, {}, 5)).toEqual(told(200, {}));
  // At the edge of what is drawn the next ones come before one scrolls.
  expect(told(200, {}, 39)).toEqual(["0..10", "10..12", "-12..50"]);
  expect(told(200, {}, -1)).toEqual(told(200, {}));
});

test("every row is there once, whatever the place: nothing jumps when what is drawn changes", () => {
  for (let scrollTop = 0; scrollTop <= 6_000; scrollTop += 130) {
    const runs = runsOf(200, { ...sight, scrollTop }, 77);
    expect(runs.map(({ from }) => from)).toEqual([0, ...runs.slice(0, -1).map(({ to }) => to)]);
    expect(runs.at(-1)?.to).toBe(50);
  }
});

test("one scrolls to a call no further than needed, and not at all to one in sight", () => {
  expect(scrollTo(4, { ...sight, scrollTop: 500 }, 16)).toBe(116);
  expect(scrollTo(100, sight, 16)).toBe(16 + 2_600 - 800);
  expect(scrollTo(8, sight, 16)).toBeNull();
  expect(scrollTo(100, { ...sight, row: 0 }, 16)).toBeNull();
});
