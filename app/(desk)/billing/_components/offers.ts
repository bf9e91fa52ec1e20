import type { Billing } from "@/lib/contracts/billing";
import { isUpgrade, type PlanKey, PLANS } from "@/lib/domain/billing/plans";
import type { PlanOffer } from "./plan-picker";
import { atLimitWords, day, includedIn, priceOf } from "./words";

const ORDER: readonly PlanKey[] = ["starter", "professional", "enterprise", "pay_per_use"];

function stateOf(key: PlanKey, billing: Billing | null): PlanOffer["state"] {
  // An arrangement without Stripe is a plan too; choosing another starts a subscription.
  const isInForce = billing !== null && (billing.status === "active" || billing.status === "past_due");
  if (isInForce && billing.plan === key) return "current";
  if (!billing?.isSubscribed) return "new";
  if (billing.plan === key) return "current";
  if (billing.pendingPlan === key) return "coming";
  return isUpgrade(billing.plan, key) ? "upgrade" : "downgrade";
}

function consequenceOf(key: PlanKey, state: PlanOffer["state"], billing: Billing | null, timeZone: string): string {
  const { name } = PLANS[key];
  if (state === "upgrade") {
    return `${name} counts at once, and its month begins today with all that it includes. What you paid for the unused days of ${PLANS[billing?.plan ?? key].name} is taken off. If the payment is declined, nothing changes.`;
  }
  if (state === "downgrade" && billing) {
    return `You keep ${PLANS[billing.plan].name} until ${day(billing.periodEnd, timeZone)}; ${name} follows then. Nothing is charged now, and you can take it back until then.`;
  }
  const trialEnds = billing?.status === "trialing" ? ", and the trial ends with it" : "";
  return `You pay on Stripe’s page and come back here. ${name} counts from the moment it is paid${trialEnds}. Without payment nothing changes.`;
}

/** The plans as this organization can choose them. */
export function offersFor(billing: Billing | null, timeZone: string): PlanOffer[] {
  return ORDER.map((key) => {
    const { name, summary } = PLANS[key];
    const state = stateOf(key, billing);
    return {
      key,
      name,
      price: priceOf(key),
      summary,
      included: includedIn(key),
      atLimit: atLimitWords({ plan: key, status: "active" }, "calls"),
      state,
      consequence: consequenceOf(key, state, billing, timeZone),
    };
  });
}
