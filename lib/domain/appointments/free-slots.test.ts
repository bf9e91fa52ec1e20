import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { WeeklyHours } from "@/lib/contracts/business-hours";
import { type BookableService, type Claim, freeSlots, type SlotSearch } from "./free-slots";
import { boundaryOf, fromLocalStamp, instantsOf, localStamp } from "./zoned-time";

const week = (opens: string, closes: string) => {
  const day = [{ opens, closes }];
  const days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
  return WeeklyHours.parse(Object.fromEntries(days.map((name) => [name, day])));
};
const SERVICE: BookableService = {
  id: "cleaning",
  durationMinutes: 60,
  bufferBeforeMinutes: 0,
  bufferAfterMinutes: 0,
  noticeMinutes: 0,
  horizonDays: 60,
  stepMinutes: 60,
  capacity: 1,
};
const ANNA = { id: "anna", kind: "staff" as const, weeklyHours: null, daysOff: [] };
const ROOM = { id: "room", kind: "room" as const, weeklyHours: null, daysOff: [] };
const at = (iso: string) => Date.parse(iso);
const search = (more: Partial<SlotSearch> = {}): SlotSearch => ({
  service: SERVICE,
  schedule: { timeZone: "Europe/Berlin", weeklyHours: week("09:00", "12:00"), specialDays: [] },
  resources: [ANNA],
  claims: [],
  nowMs: at("2026-12-01T00:00:00Z"),
  fromMs: at("2026-12-03T00:00:00Z"),
  untilMs: at("2026-12-04T00:00:00Z"),
  limit: 1000,
  ...more,
});
const local = (more: Partial<SlotSearch> = {}) =>
  freeSlots(search(more)).map(({ startMs }) => localStamp(startMs, "Europe/Berlin").slice(11));
const claim = (from: string, until: string, more: Partial<Claim> = {}): Claim => ({
  resourceId: "anna",
  lane: 0,
  session: "other",
  seat: 0,
  fromMs: at(`2026-12-03T${from}:00+01:00`),
  untilMs: at(`2026-12-03T${until}:00+01:00`),
  ...more,
});

describe("which slots are free", () => {
  it("those within the hours that nobody has, to the end of the day", () => {
    expect(local()).toEqual(["09:00", "10:00", "11:00"]);
    expect(local({ claims: [claim("10:00", "11:00")] })).toEqual(["09:00", "11:00"]);
    expect(local({ service: { ...SERVICE, durationMinutes: 90 } })).toEqual(["09:00", "10:00"]);
  });

  it("buffers keep others away, before and after", () => {
    const service = { ...SERVICE, bufferBeforeMinutes: 10, bufferAfterMinutes: 20 };
    expect(local({ service, claims: [claim("10:15", "10:45")] })).toEqual(["11:00"]);
    expect(local({ service, claims: [claim("10:20", "10:50")] })).toEqual(["09:00", "11:00"]);
  });

  it("notice and how far ahead are kept", () => {
    const nowMs = at("2026-12-03T08:30:00+01:00");
    expect(local({ nowMs, service: { ...SERVICE, noticeMinutes: 60 } })).toEqual(["10:00", "11:00"]);
    expect(local({ nowMs: at("2026-11-30T10:30:00+01:00"), service: { ...SERVICE, horizonDays: 3 } })).toEqual([
      "09:00",
      "10:00",
    ]);
  });

  it("own hours and days off of whoever gives it count, holidays of the business too", () => {
    const partTime = { ...ANNA, weeklyHours: week("10:00", "11:30") };
    expect(local({ resources: [partTime] })).toEqual(["10:00"]);
    expect(local({ resources: [{ ...ANNA, daysOff: [{ from: "2026-12-01", until: "2026-12-03" }] }] })).toEqual([]);
    const schedule = { ...search().schedule, specialDays: [{ date: "2026-12-03", name: "Party", hours: [] }] };
    expect(local({ schedule })).toEqual([]);
  });

  it("one of the staff and one of the rooms must be free at once; whoever has least to do is first", () => {
    const ben = { ...ANNA, id: "ben" };
    const taken = claim("09:00", "10:00", { resourceId: "room" });
    expect(local({ resources: [ANNA, ROOM], claims: [taken] })).toEqual(["10:00", "11:00"]);
    const found = freeSlots(search({ resources: [ANNA, ben], claims: [claim("09:00", "10:00")] }));
    expect(found.map(({ staffId }) => staffId)).toEqual(["ben", "ben", "ben"]);
    expect(freeSlots(search({ resources: [ANNA, ben], staffId: "anna" }))[0]?.staffId).toBe("anna");
  });

  it("a group shares its person and room up to its size, and nobody else does", () => {
    const service = { ...SERVICE, capacity: 2 };
    const options = { service, resources: [ANNA, ROOM] };
    const [first] = freeSlots(search(options));
    const claims = (first?.claims ?? []).map((each) => ({ ...each, session: first?.session ?? "" }));
    const [second] = freeSlots(search({ ...options, claims }));
    expect(second).toMatchObject({ startMs: first?.startMs, placesLeft: 1, session: first?.session });
    const full = [...claims, ...(second?.claims ?? []).map((each) => ({ ...each, session: second?.session ?? "" }))];
    expect(local({ ...options, claims: full })).toEqual(["10:00", "11:00"]);
    expect(local({ resources: [ANNA], claims })).toEqual(["10:00", "11:00"]);
  });

  it("a service that needs nobody has its places side by side, whenever they begin", () => {
    const service = { ...SERVICE, capacity: 2, stepMinutes: 30 };
    const claims = [claim("09:30", "10:30", { resourceId: "cleaning" })];
    const found = freeSlots(search({ service, resources: [], claims }));
    expect(found[0]).toMatchObject({ placesLeft: 1, claims: [{ resourceId: "cleaning", lane: 1 }] });
    const both = [...claims, claim("09:00", "10:00", { resourceId: "cleaning", lane: 1 })];
    expect(local({ service, resources: [], claims: both })).toEqual(["10:00", "10:30", "11:00"]);
  });
});

describe("when the clocks change", () => {
  const night = (timeZone: string, day: string) =>
    freeSlots({
      ...search(),
      service: { ...SERVICE, durationMinutes: 30, stepMinutes: 30 },
      schedule: { timeZone, weeklyHours: week("00:00", "05:00"), specialDays: [] },
      nowMs: at(`${day}T00:00:00Z`) - 5 * 86_400_000,
      fromMs: boundaryOf(day, 0, timeZone),
      untilMs: boundaryOf(day, 1440, timeZone),
    }).map(({ startMs }) => localStamp(startMs, timeZone).slice(11));

  it("no slot is in the hour left out, and none twice in the hour repeated", () => {
    expect(night("Europe/Berlin", "2026-03-29")).toEqual([
      "00:00",
      "00:30",
      "01:00",
      "01:30",
      "03:00",
      "03:30",
      "04:00",
      "04:30",
    ]);
    const autumn = night("America/New_York", "2026-11-01");
    expect(autumn.filter((time) => time === "01:30")).toHaveLength(1);
    expect(autumn).toHaveLength(10);
  });

  it("a time the clock leaves out is none, one it repeats is two", () => {
    expect(instantsOf("2026-03-29", 150, "Europe/Berlin")).toEqual([]);
    expect(boundaryOf("2026-03-29", 150, "Europe/Berlin")).toBe(at("2026-03-29T01:00:00Z"));
    expect(instantsOf("2026-10-25", 150, "Europe/Berlin")).toEqual([
      at("2026-10-25T00:30:00Z"),
      at("2026-10-25T01:30:00Z"),
    ]);
    expect(fromLocalStamp("2026-03-29T02:30", "Europe/Berlin")).toBeNull();
    expect(fromLocalStamp("2026-02-31T02:30", "Europe/Berlin")).toBeNull();
    expect(fromLocalStamp("2026-12-03T14:30", "Europe/Berlin")).toBe(at("2026-12-03T13:30:00Z"));
  });

  const zones = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/St_Johns", "Asia/Kathmandu"];
  const more = ["Africa/Cairo", "America/Santiago", "Pacific/Apia", "Asia/Beirut", "UTC"];
  const anyDay = fc.integer({ min: 0, max: 900 }).map((days) => {
    const dayMs = Date.UTC(2025, 0, 1) + days * 86_400_000;
    return new Date(dayMs).toISOString().slice(0, 10);
  });

  it("holds for any day, zone, step and length: each slot shows its own time, none twice, none overlaps what is taken", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones, ...more),
        anyDay,
        fc.constantFrom(15, 20, 30, 45, 60),
        fc.integer({ min: 5, max: 180 }),
        fc.array(fc.tuple(fc.integer({ min: 0, max: 2880 }), fc.integer({ min: 1, max: 300 })), { maxLength: 4 }),
        (timeZone, day, stepMinutes, durationMinutes, taken) => {
          const fromMs = boundaryOf(day, 0, timeZone);
          const claims = taken.map(([start, length]) => ({
            ...{ resourceId: "anna", lane: 0, session: "x", seat: 0 },
            fromMs: fromMs + start * 60_000,
            untilMs: fromMs + (start + length) * 60_000,
          }));
          const schedule = { timeZone, weeklyHours: week("00:00", "24:00"), specialDays: [] };
          const service = { ...SERVICE, stepMinutes, durationMinutes };
          const untilMs = fromMs + 36 * 3_600_000;
          const slots = freeSlots({ ...search(), schedule, service, claims, nowMs: fromMs - 1, fromMs, untilMs });
          const stamps = slots.map(({ startMs }) => localStamp(startMs, timeZone));
          expect(new Set(stamps).size).toBe(stamps.length);
          for (const [index, { startMs, endMs }] of slots.entries()) {
            expect(fromLocalStamp(stamps[index] ?? "", timeZone)).toBe(startMs);
            expect(Number(stamps[index]?.slice(14)) % 5).toBe(0);
            expect(endMs - startMs).toBe(durationMinutes * 60_000);
            for (const each of claims) expect(each.fromMs >= endMs || each.untilMs <= startMs).toBe(true);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
