import { expect, test } from "vitest";
import { rankCalls } from "./rank-calls";
import { shownOrder } from "./shown-order";
import { NOW_MS, tellCall } from "./testing/tell-call";

const calm = (id: string, age: number) => tellCall(id, age, []);
const asking = (id: string, age: number) => tellCall(id, age, ["9 caller A real person please", "4 agent Yes"]);
const ranked = (...calls: ReturnType<typeof calm>[]) => rankCalls(calls, NOW_MS);

test("let go, the list has the ranked order", () => {
  expect(shownOrder(["a", "b"], ranked(calm("a", 50), asking("b", 9)), false)).toEqual({ ids: ["b", "a"], waiting: 0 });
});

test("held, nothing moves: who comes is added below, who leaves keeps the place, and who should stand higher is counted", () => {
  const before = ["a", "b", "c"];
  const now = ranked(calm("a", 50), asking("c", 30), asking("d", 5));
  expect(shownOrder(before, now, true)).toEqual({ ids: ["a", "b", "c", "d"], waiting: 2 });
  expect(shownOrder(["c", "d", "a"], now, true).waiting).toBe(0);
  // One that left above does not make anybody look out of place.
  expect(shownOrder(["gone", "c", "d", "a"], now, true).waiting).toBe(0);
});

test("a calm call out of its place is not worth a word", () => {
  expect(shownOrder(["b", "a"], ranked(calm("a", 50), calm("b", 9)), true)).toEqual({ ids: ["b", "a"], waiting: 0 });
});
