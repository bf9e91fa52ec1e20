import { type AtLimit, type Limits, type Plan, type PlanKey, PLANS } from "@/lib/domain/billing/plans";
import { ALERT_PERCENTS, costCents, mayAnswer } from "@/lib/domain/billing/usage";

/** From left to right, as people compare them: what most begin with first, and the plan without a monthly price last. */
export const SHOWN_PLANS: readonly PlanKey[] = ["starter", "professional", "enterprise", "pay_per_use"];

const number = new Intl.NumberFormat("en-US");
const exact = new Intl.NumberFormat("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

export const count = (amount: number): string => number.format(amount);

/** US dollars; cents only where there are some. */
export function dollars(cents: number): string {
  return `$${(cents % 100 === 0 ? number : exact).format(cents / 100)}`;
}

export function priceOf({ centsPerMonth, centsPerCall }: Plan): { amount: string; unit: string } {
  return centsPerMonth === 0
    ? { amount: dollars(centsPerCall), unit: "a call" }
    : { amount: dollars(centsPerMonth), unit: "a month" };
}

export function includedCalls({ calls, centsPerCall }: Plan): string {
  if (calls !== null) return `${count(calls)} calls`;
  return centsPerCall > 0 ? "Any number, each paid for" : "Unlimited, within fair use";
}

export const fairUse = ({ minutes }: Limits): string =>
  minutes === null ? "No limit" : `${count(minutes)} minutes of talk`;

/** What becomes of the next call when that much was used. */
export function atLimitWords(limit: number | null, atLimit: AtLimit, unit: "calls" | "minutes"): string {
  if (limit === null) return unit === "calls" ? "There is no limit on calls." : "There is no limit on minutes.";
  switch (atLimit.kind) {
    case "refuse": {
      const last = count(Math.floor((limit * (100 + atLimit.gracePercent)) / 100));
      return `Answered up to ${last} ${unit}; after that new callers hear, politely, that nobody can take the call.`;
    }
    case "overage":
      return `Every further call is answered, for ${dollars(atLimit.centsPerCall)} each.`;
    case "contact":
      return "Calls go on being answered. We write to you about a plan that fits.";
  }
}

export const ALERT_WORDS = ALERT_PERCENTS.map((percent) => `${percent} %`).join(" and at ");

/** Calls in a month of the worked examples, and how long each lasts. */
export const EXAMPLE_CALLS = [40, 100, 300, 1_000, 3_000, 8_000];
export const EXAMPLE_MINUTES = 2;

export type Example = { plan: PlanKey; cents: number | null };

/** What a month with that many calls costs under each plan; null where the plan would not have answered them all. */
export function examplesOf(calls: number): { examples: Example[]; leastCents: number } {
  const examples = SHOWN_PLANS.map((plan): Example => {
    const before = { calls: calls - 1, minutes: (calls - 1) * EXAMPLE_MINUTES };
    const answered = mayAnswer({ plan, status: "active", trialEndsAt: null }, before, new Date(0)).ok;
    const used = { calls, minutes: calls * EXAMPLE_MINUTES };
    return { plan, cents: answered ? costCents(plan, "active", used) : null };
  });
  return { examples, leastCents: Math.min(...examples.flatMap(({ cents }) => (cents === null ? [] : [cents]))) };
}

export const planName = (plan: PlanKey): string => PLANS[plan].name;
