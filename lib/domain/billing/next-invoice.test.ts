import fc from "fast-check";
import { expect, it } from "vitest";
import { nextInvoice, totalCents } from "./next-invoice";
import { PLAN_KEYS } from "./plans";
import { costCents } from "./usage";

const used = (calls: number) => ({ calls, minutes: calls * 2 });

it("has the calls beyond what is included, and the coming month of the plan that follows", () => {
  expect(nextInvoice("professional", "starter", used(1_010))).toEqual([
    { kind: "calls", plan: "professional", calls: 10, centsPerCall: 12, cents: 120 },
    { kind: "month", plan: "starter", cents: 2_900 },
  ]);
  expect(nextInvoice("pay_per_use", "pay_per_use", used(3))).toEqual([
    { kind: "calls", plan: "pay_per_use", calls: 3, centsPerCall: 15, cents: 45 },
  ]);
  expect(nextInvoice("starter", "starter", used(110))).toEqual([{ kind: "month", plan: "starter", cents: 2_900 }]);
});

it("has only what was called when the subscription ends", () => {
  expect(nextInvoice("professional", null, used(1_001)).map(({ kind }) => kind)).toEqual(["calls"]);
  expect(nextInvoice("enterprise", null, used(9_000))).toEqual([]);
});

it("costs what a month of the plan costs, as long as the plan stays", () => {
  fc.assert(
    fc.property(fc.constantFrom(...PLAN_KEYS), fc.nat(100_000), (plan, calls) => {
      expect(totalCents(nextInvoice(plan, plan, used(calls)))).toBe(costCents(plan, "active", used(calls)));
    }),
  );
});
