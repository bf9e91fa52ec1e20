import { describe, expect, it } from "vitest";
import { WeeklyHours } from "@/lib/contracts/business-hours";
import { closedRows, datesAway, datesOf, placeOn, rowsShown } from "./calendar";

const ZONE = "America/New_York";
const at = (from: string, until: string) => ({
  startsAt: new Date(from).toISOString(),
  endsAt: new Date(until).toISOString(),
});
const placed = (date: string, ...items: ReturnType<typeof at>[]) =>
  placeOn(date, items, ZONE).map(({ fromRow, untilRow, lane, lanes }) => [fromRow / 4, untilRow / 4, lane, lanes]);

describe("a calendar", () => {
  it("shows a day, or the week it is in from Monday on, and goes on by as much", () => {
    expect(datesOf("week", "2026-12-03")?.map(({ iso }) => iso)).toEqual([
      "2026-11-30",
      "2026-12-01",
      "2026-12-02",
      "2026-12-03",
      "2026-12-04",
      "2026-12-05",
      "2026-12-06",
    ]);
    expect(datesOf("day", "2026-12-03")).toEqual([{ iso: "2026-12-03", weekdayIndex: 3 }]);
    for (const wrong of ["2026-02-30", "soon", "", "2026-12-03T10:00"]) expect(datesOf("week", wrong)).toBeNull();
    expect([datesAway("week", "2026-12-30", 1), datesAway("day", "2026-03-01", -1)]).toEqual([
      "2027-01-06",
      "2026-02-28",
    ]);
  });

  it("places things where the zone's clock says, whatever it was changed by", () => {
    expect(placed("2026-12-03", at("2026-12-03T14:30:00-05:00", "2026-12-03T15:15:00-05:00"))).toEqual([
      [14.5, 15.25, 0, 1],
    ]);
    // Each at ten in the morning: before the clocks go back, and after.
    expect(placed("2026-10-31", at("2026-10-31T14:00:00Z", "2026-10-31T15:00:00Z"))).toEqual([[10, 11, 0, 1]]);
    expect(placed("2026-11-01", at("2026-11-01T15:00:00Z", "2026-11-01T16:00:00Z"))).toEqual([[10, 11, 0, 1]]);
    // The hour that is left out, and the one that is there twice.
    expect(placed("2026-03-08", at("2026-03-08T06:30:00Z", "2026-03-08T07:30:00Z"))).toEqual([[1.5, 3.5, 0, 1]]);
    expect(placed("2026-11-01", at("2026-11-01T05:45:00Z", "2026-11-01T06:15:00Z"))).toEqual([[1.75, 2, 0, 1]]);
  });

  it("cuts at midnight what goes on, and leaves out what ends with the day before", () => {
    const late = at("2026-12-03T23:00:00-05:00", "2026-12-04T01:00:00-05:00");
    expect([placed("2026-12-03", late), placed("2026-12-04", late)]).toEqual([[[23, 24, 0, 1]], [[0, 1, 0, 1]]]);
    expect(placed("2026-12-04", at("2026-12-03T23:00:00-05:00", "2026-12-04T00:00:00-05:00"))).toEqual([]);
  });

  it("has side by side what overlaps, and gives the rest the whole width", () => {
    const nine = at("2026-12-03T09:00:00-05:00", "2026-12-03T11:00:00-05:00");
    const ten = at("2026-12-03T10:00:00-05:00", "2026-12-03T11:00:00-05:00");
    const eleven = at("2026-12-03T11:00:00-05:00", "2026-12-03T11:05:00-05:00");
    expect(placed("2026-12-03", eleven, ten, nine)).toEqual([
      [9, 11, 0, 2],
      [10, 11, 1, 2],
      [11, 11.25, 0, 1],
    ]);
  });

  it("is drawn from the first hour to the last that anything happens in", () => {
    const hours = WeeklyHours.parse({ monday: [{ opens: "09:30", closes: "17:00" }] });
    const early = placeOn("2026-12-03", [at("2026-12-03T07:45:00-05:00", "2026-12-03T08:00:00-05:00")], ZONE);
    expect(rowsShown(hours, [])).toEqual([9 * 4, 17 * 4]);
    expect(rowsShown(hours, [early])).toEqual([7 * 4, 17 * 4]);
    expect(rowsShown(WeeklyHours.parse({}), [])).toEqual([9 * 4, 17 * 4]);
    const split = [
      { opens: "10:00", closes: "12:00" },
      { opens: "13:00", closes: "16:00" },
    ];
    expect(closedRows(split, [36, 68])).toEqual([
      { fromRow: 36, untilRow: 40 },
      { fromRow: 48, untilRow: 52 },
      { fromRow: 64, untilRow: 68 },
    ]);
    expect(closedRows([], [36, 68])).toEqual([{ fromRow: 36, untilRow: 68 }]);
  });
});
