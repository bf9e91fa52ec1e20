import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { tellCall } from "@/lib/domain/attention/testing/tell-call";
import { gatherNews } from "./gather-news";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const call = (id: string, turns: number) => ({ ...tellCall(id, 60, []), turns });

test("the first news is handed on at once, what follows soon together, the latest of each call", () => {
  const taken: string[][] = [];
  const news = gatherNews((calls) => void taken.push(calls.map(({ id, turns }) => `${id}${turns}`)));
  news.push([call("a", 1)]);
  expect(taken).toEqual([["a1"]]);
  news.push([call("a", 2)]);
  news.push([call("b", 1)]);
  news.push([call("a", 3)]);
  expect(taken).toHaveLength(1);
  vi.advanceTimersByTime(1_000);
  expect(taken.slice(1)).toEqual([["a3", "b1"]]);
  news.push([call("c", 1)]);
  expect(taken.slice(2)).toEqual([["c1"]]);
  news.push([call("c", 2)]);
  news.drop();
  vi.advanceTimersByTime(1_000);
  expect(taken).toHaveLength(3);
});
