import { expect, it } from "vitest";
import { ViewQuery } from "@/lib/contracts/call-views";
import { callQueryOf, viewAddress, viewQueryOf } from "./call-query";

const ZONE = "America/Los_Angeles";
const paramsOf = (address: string) => Object.fromEntries(new URLSearchParams(address.split("?")[1] ?? ""));

it("keeps a view and finds the way back to the same filters", () => {
  const params = {
    text: "refund",
    status: "failed,busy",
    tags: "vip",
    hasNotes: "true",
    minDurationMs: "60000",
    since: "2026-03-08",
    until: "2026-03-09",
    sort: "duration.asc",
  };
  const kept = ViewQuery.parse(viewQueryOf(params, ZONE));
  expect(kept).toMatchObject({
    status: ["failed", "busy"],
    hasNotes: true,
    startedAfter: "2026-03-08T08:00:00.000Z",
    startedBefore: "2026-03-10T07:00:00.000Z",
    sort: "duration",
    order: "asc",
  });
  expect(paramsOf(viewAddress(kept, ZONE))).toEqual(params);
  expect(viewAddress({}, ZONE)).toBe("/calls");
});

it("counts a view's days back from today, and holds to the nearer bound", () => {
  const now = new Date("2026-06-10T12:00:00Z");
  expect(callQueryOf({ withinDays: "7" }, ZONE, now).query).toEqual({ startedAfter: "2026-06-03T12:00:00.000Z" });
  expect(callQueryOf({ withinDays: "7", since: "2026-06-09" }, ZONE, now).query).toEqual({
    startedAfter: "2026-06-09T07:00:00.000Z",
  });
  expect(paramsOf(viewAddress({ withinDays: 7 }, ZONE))).toEqual({ withinDays: "7" });
});

it("leaves out what is no filter", () => {
  const { query, isFiltered } = callQueryOf({ status: "asleep", sort: "luck.up", withinDays: "-1", cursor: "x" }, ZONE);
  expect(query).toEqual({ cursor: "x" });
  expect(isFiltered).toBe(true);
});
