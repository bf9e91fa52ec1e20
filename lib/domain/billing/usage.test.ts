import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isUpgrade, PLAN_KEYS, PLANS, TRIAL } from "./plans";
import {
  alertsDue,
  type BillingStatus,
  costCents,
  currentPeriod,
  forecast,
  limitsOf,
  mayAnswer,
  needsUsage,
  type Standing,
  usageAgainst,
} from "./usage";

const now = new Date("2026-11-20T12:00:00Z");
const paying = (plan: Standing["plan"], status: BillingStatus = "active"): Standing => ({
  plan,
  status,
  trialEndsAt: null,
});
const planKey = fc.constantFrom(...PLAN_KEYS);
const statusOf = fc.constantFrom<BillingStatus>("trialing", "active", "past_due", "canceled", "unpaid", "incomplete");
const usage = fc.record({ calls: fc.nat(200_000), minutes: fc.nat(2_000_000).map((tenths) => tenths / 10) });

describe("the plans", () => {
  it("cost and include what is promised", () => {
    const promised = PLAN_KEYS.map((key) => {
      const { centsPerMonth, centsPerCall, calls, minutes, apiRequestsPerMinute } = PLANS[key];
      return [key, centsPerMonth, centsPerCall, calls, minutes, apiRequestsPerMinute];
    });
    expect(promised).toEqual([
      ["pay_per_use", 0, 15, null, null, 100],
      ["starter", 2_900, 0, 100, 300, 100],
      ["professional", 9_900, 0, 1_000, 4_000, 300],
      ["enterprise", 49_900, 0, null, 40_000, 1_000],
    ]);
    expect(TRIAL.days).toBe(14);
  });

  it("are in one order: of two different ones exactly one way is up", () => {
    fc.assert(
      fc.property(planKey, planKey, (a, b) => {
        expect(isUpgrade(a, b) === isUpgrade(b, a)).toBe(a === b);
      }),
    );
  });
});

describe("a call at the limit", () => {
  it("Starter answers 110 calls of its 100, then refuses", () => {
    expect(mayAnswer(paying("starter"), { calls: 109, minutes: 0 }, now)).toEqual({ ok: true });
    expect(mayAnswer(paying("starter"), { calls: 110, minutes: 0 }, now)).toEqual({
      ok: false,
      reason: "limit_reached",
    });
    expect(mayAnswer(paying("starter"), { calls: 9, minutes: 329.9 }, now).ok).toBe(true);
    expect(mayAnswer(paying("starter"), { calls: 9, minutes: 330 }, now).ok).toBe(false);
  });

  it("a trial has its own limits, whatever plan it names, and ends on time", () => {
    const trial: Standing = { plan: "enterprise", status: "trialing", trialEndsAt: new Date(now.getTime() + 1) };
    expect(mayAnswer(trial, { calls: 109, minutes: 0 }, now).ok).toBe(true);
    expect(mayAnswer(trial, { calls: 110, minutes: 0 }, now).ok).toBe(false);
    expect(mayAnswer({ ...trial, trialEndsAt: now }, { calls: 0, minutes: 0 }, now)).toEqual({
      ok: false,
      reason: "trial_ended",
    });
  });

  it("the plans that promise to answer always do, also while a payment is being tried again", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("pay_per_use" as const, "professional" as const, "enterprise" as const),
        fc.constantFrom("active" as const, "past_due" as const),
        usage,
        (plan, status, used) => mayAnswer(paying(plan, status), used, now).ok,
      ),
    );
  });

  it("nothing is answered that is not paid for", () => {
    fc.assert(
      fc.property(
        planKey,
        fc.constantFrom("canceled" as const, "unpaid" as const, "incomplete" as const),
        (plan, status) => {
          expect(mayAnswer(paying(plan, status), { calls: 0, minutes: 0 }, now)).toEqual({
            ok: false,
            reason: "unpaid",
          });
        },
      ),
    );
  });

  it("using less never turns an answer into a refusal, and what needs no count never depends on it", () => {
    fc.assert(
      fc.property(planKey, statusOf, usage, usage, (plan, status, a, b) => {
        const less = { calls: Math.min(a.calls, b.calls), minutes: Math.min(a.minutes, b.minutes) };
        const answers = (used: typeof a) => mayAnswer(paying(plan, status), used, now).ok;
        if (answers(a)) expect(answers(less)).toBe(true);
        if (!needsUsage(paying(plan, status))) expect(answers(a)).toBe(answers(b));
      }),
    );
  });
});

describe("usage, cost and forecast", () => {
  it("counts overage of Professional and every call of pay per use", () => {
    expect(costCents("professional", "active", { calls: 1_000, minutes: 9_999 })).toBe(9_900);
    expect(costCents("professional", "active", { calls: 1_010, minutes: 0 })).toBe(9_900 + 120);
    expect(costCents("pay_per_use", "active", { calls: 7, minutes: 70 })).toBe(105);
    expect(costCents("starter", "active", { calls: 110, minutes: 0 })).toBe(2_900);
    expect(costCents("starter", "trialing", { calls: 50, minutes: 0 })).toBe(0);
  });

  it("a forecast never says less than was used, and at the end says what was used", () => {
    const period = { start: new Date("2026-11-01T00:00:00Z"), end: new Date("2026-12-01T00:00:00Z") };
    fc.assert(
      fc.property(planKey, statusOf, usage, fc.integer({ min: 0, max: 30 }), (plan, status, used, day) => {
        const at = new Date(period.start.getTime() + day * 86_400_000);
        const expected = forecast(paying(plan, status), used, period, at);
        expect(expected.used.calls).toBeGreaterThanOrEqual(used.calls);
        expect(expected.used.minutes).toBeGreaterThanOrEqual(used.minutes);
        expect(expected.cents).toBeGreaterThanOrEqual(costCents(plan, status, used));
        const last = forecast(paying(plan, status), used, period, period.end);
        if (plan !== "starter" && status === "active") expect(last.used.calls).toBe(used.calls);
      }),
    );
    const half = forecast(
      paying("professional"),
      { calls: 600, minutes: 100 },
      period,
      new Date("2026-11-16T00:00:00Z"),
    );
    expect(half).toEqual({ used: { calls: 1_200, minutes: 200 }, cents: 9_900 + 200 * 12, isEarly: false });
  });

  it("tells of the highest mark passed, never of what is unlimited", () => {
    const due = (calls: number, minutes: number) =>
      alertsDue(usageAgainst(limitsOf("starter", "active"), { calls, minutes })).map(({ limit, percent }) => [
        limit,
        percent,
      ]);
    expect(due(79, 239)).toEqual([]);
    expect(due(80, 240)).toEqual([
      ["calls", 80],
      ["minutes", 80],
    ]);
    expect(due(100, 10)).toEqual([["calls", 100]]);
    expect(alertsDue(usageAgainst(PLANS.pay_per_use, { calls: 1e6, minutes: 1e6 }))).toEqual([]);
  });

  it("months follow each other without gap or overlap, and a trial has no second one", () => {
    const stored = { start: new Date("2026-01-31T10:00:00Z"), end: new Date("2026-02-28T10:00:00Z") };
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 900 }), (days) => {
        const at = new Date(stored.start.getTime() + days * 86_400_000);
        const { start, end } = currentPeriod(stored, "active", at);
        expect(at >= start && at < end).toBe(true);
        expect(currentPeriod(stored, "active", end).start).toEqual(end);
        expect(currentPeriod(stored, "trialing", at)).toEqual(stored);
      }),
    );
  });
});
