import { describe, expect, test } from "vitest";
import type { WeeklyHours } from "@/lib/contracts/business-hours";
import { answerRing, type NumberPlan } from "./answer-ring";
import { nextChangeMs, type PlannedRule } from "./answering-plan";

const nineToFive = [{ opens: "09:00", closes: "17:00" }];
const week: WeeklyHours = {
  monday: nineToFive,
  tuesday: nineToFive,
  wednesday: nineToFive,
  thursday: nineToFive,
  friday: nineToFive,
  saturday: [],
  sunday: [],
};
const never: WeeklyHours = { ...week, monday: [], tuesday: [], wednesday: [], thursday: [], friday: [] };
const day = { kind: "agent", agentId: "day" } as const;
const night = { kind: "agent", agentId: "night" } as const;
const open: PlannedRule = { time: { kind: "business_open" }, target: day };
const otherwise: PlannedRule = { time: { kind: "always" }, target: night };

const planOf = (change: Partial<NumberPlan> = {}): NumberPlan => ({
  active: true,
  hours: {
    timeZone: "America/New_York",
    weeklyHours: week,
    specialDays: [
      { date: "2026-11-26", name: "Thanksgiving", hours: [] },
      { date: "2026-11-28", name: "Sale", hours: [{ opens: "10:00", closes: "14:00" }] },
    ],
  },
  rules: [open, otherwise],
  agents: { day: { name: "Day", versionId: "day-1" }, night: { name: "Night", versionId: "night-1" } },
  outage: null,
  fallbackNumber: null,
  fallbackMessage: null,
  ...change,
});
const at = (iso: string) => Date.parse(iso);
const who = (plan: NumberPlan, iso: string) => {
  const decision = answerRing(plan, at(iso));
  return decision.kind === "agent" ? decision.agentId : decision.kind;
};

describe("in business hours one agent, else another", () => {
  test.each([
    ["the minute before opening", "2026-11-20T13:59:59Z", "night"],
    ["the minute of opening", "2026-11-20T14:00:00Z", "day"],
    ["the last second", "2026-11-20T21:59:59Z", "day"],
    ["the minute of closing", "2026-11-20T22:00:00Z", "night"],
    ["the weekend", "2026-11-21T17:00:00Z", "night"],
    ["a holiday in the week", "2026-11-26T17:00:00Z", "night"],
    ["a special day's own hours, on a Saturday", "2026-11-28T15:00:00Z", "day"],
    ["after a special day's own hours", "2026-11-28T19:00:00Z", "night"],
  ])("%s", (_, iso, agent) => expect(who(planOf(), iso)).toBe(agent));

  test("clocks go forward: nine in the morning is an hour earlier in the world", () => {
    expect(who(planOf(), "2026-03-06T13:30:00Z")).toBe("night");
    expect(who(planOf(), "2026-03-09T13:30:00Z")).toBe("day");
    expect(who(planOf(), "2026-03-09T21:30:00Z")).toBe("night");
  });

  test("clocks go back", () => {
    expect(who(planOf(), "2026-10-30T13:30:00Z")).toBe("day");
    expect(who(planOf(), "2026-11-02T13:30:00Z")).toBe("night");
    expect(who(planOf(), "2026-11-02T14:00:00Z")).toBe("day");
  });
});

describe("hours of a rule's own", () => {
  const rule = (hours: Partial<WeeklyHours>): PlannedRule => ({
    time: { kind: "weekly", hours: { ...never, ...hours } },
    target: day,
  });

  test("over midnight, as two stretches that meet", () => {
    const plan = planOf({
      rules: [
        rule({ friday: [{ opens: "22:00", closes: "24:00" }], saturday: [{ opens: "00:00", closes: "02:00" }] }),
        otherwise,
      ],
    });
    expect(who(plan, "2026-11-21T02:59:59Z")).toBe("night");
    expect(who(plan, "2026-11-21T04:59:59Z")).toBe("day");
    expect(who(plan, "2026-11-21T05:00:00Z")).toBe("day");
    expect(who(plan, "2026-11-21T06:59:59Z")).toBe("day");
    expect(who(plan, "2026-11-21T07:00:00Z")).toBe("night");
  });

  test("a time that happens twice counts both times, one that never happens is passed over", () => {
    const early = planOf({ rules: [rule({ sunday: [{ opens: "01:00", closes: "02:00" }] }), otherwise] });
    expect(who(early, "2026-11-01T05:30:00Z")).toBe("day");
    expect(who(early, "2026-11-01T06:30:00Z")).toBe("day");
    expect(who(early, "2026-11-01T07:00:00Z")).toBe("night");
    const skipped = planOf({ rules: [rule({ sunday: [{ opens: "02:00", closes: "03:00" }] }), otherwise] });
    expect(who(skipped, "2026-03-08T06:59:59Z")).toBe("night");
    expect(who(skipped, "2026-03-08T07:00:00Z")).toBe("night");
  });

  test("they hold on holidays too, unless a rule above them says otherwise", () => {
    const own = rule({ thursday: nineToFive });
    expect(who(planOf({ rules: [own, otherwise] }), "2026-11-26T17:00:00Z")).toBe("day");
    const holiday: PlannedRule = { time: { kind: "special_day" }, target: { kind: "message", text: "Holiday." } };
    expect(who(planOf({ rules: [holiday, own, otherwise] }), "2026-11-26T17:00:00Z")).toBe("message");
    expect(who(planOf({ rules: [holiday, own, otherwise] }), "2026-11-27T04:59:59Z")).toBe("message");
    expect(who(planOf({ rules: [holiday, own, otherwise] }), "2026-11-27T05:00:00Z")).toBe("night");
  });
});

describe("when the agent cannot", () => {
  const noon = "2026-11-20T17:00:00Z";
  const unpublished = { day: { name: "Day", versionId: null } };

  test("the fallback number takes it, then the message, then nobody", () => {
    const forward = planOf({ agents: unpublished, fallbackNumber: "+14155552671", fallbackMessage: "Later." });
    expect(answerRing(forward, at(noon))).toEqual({ kind: "forward", to: "+14155552671", reason: "no_agent" });
    const say = planOf({ agents: {}, fallbackMessage: "Later." });
    expect(answerRing(say, at(noon))).toEqual({ kind: "message", text: "Later.", reason: "no_agent" });
    expect(answerRing(planOf({ agents: {} }), at(noon))).toEqual({ kind: "nobody" });
    expect(answerRing(planOf({ rules: [] }), at(noon))).toEqual({ kind: "nobody" });
  });

  test("an outage goes before everything but a number that is out of use", () => {
    const outage = { message: "Power cut.", forwardTo: null };
    expect(answerRing(planOf({ outage }), at(noon))).toEqual({ kind: "message", text: "Power cut.", reason: "outage" });
    const forwarded = planOf({ outage: { ...outage, forwardTo: "+14155552671" } });
    expect(answerRing(forwarded, at(noon))).toEqual({ kind: "forward", to: "+14155552671", reason: "outage" });
    expect(answerRing(planOf({ outage, active: false }), at(noon))).toEqual({ kind: "nobody" });
  });
});

describe("the next change", () => {
  const HOURS_MS = 3_600_000;
  const next = (plan: NumberPlan, iso: string, hours = 36) => {
    const ms = nextChangeMs(plan, at(iso), hours * HOURS_MS);
    return ms === null ? null : new Date(ms).toISOString();
  };

  test("is found to the minute, over a clock change too", () => {
    expect(next(planOf(), "2026-11-20T17:07:31Z")).toBe("2026-11-20T22:00:00.000Z");
    expect(next(planOf(), "2026-03-08T20:00:00Z")).toBe("2026-03-09T13:00:00.000Z");
  });

  test("is none where nothing changes in time", () => {
    expect(next(planOf(), "2026-11-20T22:30:00Z")).toBeNull();
    expect(next(planOf({ rules: [otherwise] }), "2026-11-20T17:00:00Z")).toBeNull();
  });
});
