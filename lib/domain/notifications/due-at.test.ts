import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EVERY_DAY, NotificationPreferences, QuietHours } from "@/lib/contracts/notifications";
import { defaultPreferences } from "./default-preferences";
import { digestAtMs, dueAtMs, planDeliveries, quietUntilMs } from "./due-at";

const ms = (iso: string) => Date.parse(iso);
const iso = (at: number) => new Date(at).toISOString().replace(":00.000Z", "Z");
const quiet = (from: string, to: string, days = EVERY_DAY) => QuietHours.parse({ from, to, days: [...days] });

describe("quiet hours", () => {
  it.each([
    ["before they begin", "2026-06-10T19:59Z", "2026-06-10T19:59Z"],
    ["when they begin", "2026-06-10T20:00Z", "2026-06-11T05:00Z"],
    ["after midnight", "2026-06-11T00:30Z", "2026-06-11T05:00Z"],
    ["in their last minute", "2026-06-11T04:59Z", "2026-06-11T05:00Z"],
    ["when they end", "2026-06-11T05:00Z", "2026-06-11T05:00Z"],
  ])("over night, %s", (_, at, until) => {
    expect(iso(quietUntilMs(quiet("22:00", "07:00"), "Europe/Berlin", ms(at)))).toBe(until);
  });

  it.each([
    ["America/Los_Angeles", "2026-06-11T05:30Z", "2026-06-11T14:00Z"],
    ["Asia/Kathmandu", "2026-06-10T16:30Z", "2026-06-11T01:15Z"],
    ["Pacific/Auckland", "2026-06-10T10:00Z", "2026-06-10T19:00Z"],
    ["Pacific/Kiritimati", "2026-06-10T08:00Z", "2026-06-10T17:00Z"],
  ])("go by the clocks of %s", (timeZone, at, until) => {
    expect(iso(quietUntilMs(quiet("22:00", "07:00"), timeZone, ms(at)))).toBe(until);
  });

  it("end by the clock on the wall where clocks change in the night", () => {
    // Berlin: one hour less on 2026-03-29, one more on 2026-10-25.
    expect(iso(quietUntilMs(quiet("22:00", "07:00"), "Europe/Berlin", ms("2026-03-28T21:00Z")))).toBe(
      "2026-03-29T05:00Z",
    );
    expect(iso(quietUntilMs(quiet("22:00", "07:00"), "Europe/Berlin", ms("2026-10-24T20:00Z")))).toBe(
      "2026-10-25T06:00Z",
    );
  });

  it("end an hour's length later at most where the clocks jump over their end, and twice where it comes twice", () => {
    const newYork = (at: string, to: string) => iso(quietUntilMs(quiet("22:00", to), "America/New_York", ms(at)));
    // 02:00 to 03:00 does not exist on 2026-03-08.
    expect(newYork("2026-03-08T05:00Z", "02:30")).toBe("2026-03-08T07:30Z");
    // 01:30 comes at 05:30Z and at 06:30Z on 2026-11-01.
    expect(newYork("2026-11-01T05:10Z", "01:30")).toBe("2026-11-01T05:30Z");
    expect(newYork("2026-11-01T06:10Z", "01:30")).toBe("2026-11-01T06:30Z");
  });

  it("begin on their days alone, and go on into the next morning", () => {
    // 2026-06-12 is a Friday.
    const weekend = quiet("20:00", "09:00", ["friday", "saturday"]);
    const until = (at: string) => iso(quietUntilMs(weekend, "UTC", ms(at)));
    expect(until("2026-06-11T21:00Z")).toBe("2026-06-11T21:00Z");
    expect(until("2026-06-12T21:00Z")).toBe("2026-06-13T09:00Z");
    expect(until("2026-06-14T08:00Z")).toBe("2026-06-14T09:00Z");
    expect(until("2026-06-14T21:00Z")).toBe("2026-06-14T21:00Z");
  });

  it("of whole days follow each other", () => {
    const days = quiet("00:00", "24:00", ["saturday", "sunday", "monday"]);
    expect(iso(quietUntilMs(days, "Asia/Tokyo", ms("2026-06-13T03:00Z")))).toBe("2026-06-15T15:00Z");
  });

  it("always end: never before the moment, never quiet then, within nine days", () => {
    const time = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map((parts) => parts.map((part) => String(part).padStart(2, "0")).join(":"));
    const zones = ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Cairo"];
    fc.assert(
      fc.property(
        time,
        fc.oneof(time, fc.constant("24:00")),
        fc.subarray([...EVERY_DAY], { minLength: 1 }),
        fc.constantFrom(...zones),
        fc.integer({ min: ms("2026-01-01T00:00Z"), max: ms("2027-12-31T00:00Z") }),
        (from, to, days, timeZone, at) => {
          const parsed = QuietHours.safeParse({ from, to, days });
          fc.pre(parsed.success);
          if (!parsed.success) return;
          const until = quietUntilMs(parsed.data, timeZone, at);
          expect(until).toBeGreaterThanOrEqual(at);
          expect(until - at).toBeLessThan(9 * 86_400_000);
          expect(quietUntilMs(parsed.data, timeZone, until)).toBe(until);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it("that never end, or have no length, are refused", () => {
    for (const [from, to] of [
      ["00:00", "24:00"],
      ["08:00", "08:00"],
    ])
      expect(QuietHours.safeParse({ from, to }).success).toBe(false);
    expect(QuietHours.safeParse({ from: "22:00", to: "07:00", days: [] }).success).toBe(false);
  });
});

describe("a digest", () => {
  it("comes at the next full hour of the person's clock", () => {
    const hourly = { every: "hourly" as const, at: "08:00" };
    expect(iso(digestAtMs(hourly, "Asia/Kathmandu", ms("2026-06-10T10:20:31Z")))).toBe("2026-06-10T11:15Z");
    expect(iso(digestAtMs(hourly, "UTC", ms("2026-06-10T10:00Z")))).toBe("2026-06-10T11:00Z");
  });

  it("comes once a day at its time, also where a day has 23 hours", () => {
    const daily = { every: "daily" as const, at: "08:00" };
    expect(iso(digestAtMs(daily, "Europe/Berlin", ms("2026-03-28T06:59Z")))).toBe("2026-03-28T07:00Z");
    expect(iso(digestAtMs(daily, "Europe/Berlin", ms("2026-03-28T07:00Z")))).toBe("2026-03-29T06:00Z");
  });
});

describe("how news goes out", () => {
  const at = ms("2026-06-10T21:10Z");
  const everything = { inApp: true, email: true, push: true };
  const preferences = NotificationPreferences.parse({
    ...defaultPreferences("UTC"),
    types: { ...defaultPreferences("UTC").types, qa_alert: everything },
    quietHours: { from: "22:00", to: "07:30" },
    digest: { every: "hourly", at: "08:00" },
  });

  it("holds a mail for the digest, and what falls into quiet hours until their end", () => {
    expect(iso(dueAtMs("push", preferences, at))).toBe("2026-06-10T21:10Z");
    expect(iso(dueAtMs("email", preferences, at))).toBe("2026-06-11T07:30Z");
    expect(iso(dueAtMs("email", { ...preferences, quietHours: null }, at))).toBe("2026-06-10T22:00Z");
  });

  it("goes by what the person wishes for its type, and by what there is", () => {
    const channels = (reachable: { email: boolean; push: boolean }) =>
      planDeliveries("qa_alert", preferences, reachable, at).deliveries.map(({ channel }) => channel);
    expect(channels({ email: true, push: true })).toEqual(["email", "push"]);
    expect(channels({ email: false, push: false })).toEqual([]);
    const nothing = { inApp: false, email: false, push: false };
    const off = { ...preferences, types: { ...preferences.types, qa_alert: nothing } };
    expect(planDeliveries("qa_alert", off, { email: true, push: true }, at)).toEqual({
      isShown: false,
      deliveries: [],
    });
  });
});
