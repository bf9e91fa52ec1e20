import { expect, test } from "vitest";
import { PLAN_KEYS, PLANS } from "@/lib/domain/billing/plans";
import { costCents } from "@/lib/domain/billing/usage";
import { atLimitWords, dollars, EXAMPLE_CALLS, examplesOf, priceOf, SHOWN_PLANS } from "./plan-words";

test("every plan of the table is shown, each once", () => {
  expect([...SHOWN_PLANS].sort()).toEqual([...PLAN_KEYS].sort());
});

test("prices are said as one says them", () => {
  expect(dollars(2_900)).toBe("$29");
  expect(dollars(15)).toBe("$0.15");
  expect(dollars(123_450)).toBe("$1,234.50");
  expect(priceOf(PLANS.pay_per_use).unit).toBe("a call");
  expect(priceOf(PLANS.starter).unit).toBe("a month");
});

test("what happens at a limit is said for each kind, with its figures", () => {
  expect(atLimitWords(100, { kind: "refuse", gracePercent: 10 }, "calls")).toContain("up to 110 calls");
  expect(atLimitWords(1_000, { kind: "overage", centsPerCall: 12 }, "calls")).toContain("$0.12");
  expect(atLimitWords(400, { kind: "contact" }, "minutes")).toContain("go on being answered");
  expect(atLimitWords(null, { kind: "contact" }, "calls")).toContain("no limit");
});

test.each(EXAMPLE_CALLS)(
  "%i calls cost what the ledger's own rule says, and a plan that refuses has no price",
  (calls) => {
    const { examples, leastCents } = examplesOf(calls);
    for (const { plan, cents } of examples) {
      if (cents === null) expect(PLANS[plan].atCalls.kind).toBe("refuse");
      else expect(cents).toBe(costCents(plan, "active", { calls, minutes: 0 }));
      expect(cents ?? Infinity).toBeGreaterThanOrEqual(leastCents);
    }
  },
);
