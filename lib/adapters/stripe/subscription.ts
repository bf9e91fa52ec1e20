import type Stripe from "stripe";
import { type PlanKey, PLAN_KEYS } from "@/lib/domain/billing/plans";
import type { BillingStatus } from "@/lib/domain/billing/usage";
import { planOfPrice } from "./catalog";

/** A subscription as Stripe has it now. */
export type SubscriptionSnapshot = {
  id: string;
  plan: PlanKey;
  status: BillingStatus;
  periodStart: Date;
  periodEnd: Date;
  trialEndsAt: Date | null;
  cancelAtPeriodEnd: boolean;
  /** The plan that follows at the end of the period; null when it stays. */
  pendingPlan: PlanKey | null;
};

/** On a schedule of ours: the plan of its second phase. */
export const PENDING_PLAN_FIELD = "aybiza_pending_plan";

const OUR_STATUS: Readonly<Record<string, BillingStatus>> = {
  trialing: "trialing",
  active: "active",
  past_due: "past_due",
  unpaid: "unpaid",
  paused: "unpaid",
  canceled: "canceled",
  incomplete: "incomplete",
  incomplete_expired: "canceled",
};

/** From what serves the customer best to what serves them least. */
const PREFERENCE: readonly BillingStatus[] = ["active", "trialing", "past_due", "unpaid", "incomplete", "canceled"];

const at = (seconds: number) => new Date(seconds * 1_000);

/** Null when no item of it has a price of ours: somebody else's subscription of the same customer. */
function toSnapshot(subscription: Stripe.Subscription): SubscriptionSnapshot | null {
  const items = subscription.items.data;
  const plan = items.map(({ price }) => planOfPrice(price)).find((key) => key !== null);
  const first = items[0];
  if (!plan || !first) return null;
  return {
    id: subscription.id,
    plan,
    status: OUR_STATUS[subscription.status] ?? "unpaid",
    periodStart: at(first.current_period_start),
    periodEnd: at(first.current_period_end),
    trialEndsAt: subscription.trial_end === null ? null : at(subscription.trial_end),
    // Stripe's own pages set a date instead of the flag.
    cancelAtPeriodEnd: subscription.cancel_at_period_end || subscription.cancel_at !== null,
    pendingPlan: pendingPlanOf(subscription),
  };
}

/** The plan that a schedule of ours has planned next. A schedule holds on for a month after the change: then nothing is planned. */
export function pendingPlanOf({ schedule }: Stripe.Subscription): PlanKey | null {
  if (schedule === null || typeof schedule === "string" || schedule.current_phase === null) return null;
  const end = schedule.current_phase.end_date;
  if (!schedule.phases.some(({ start_date: start }) => start === end)) return null;
  return PLAN_KEYS.find((key) => key === schedule.metadata?.[PENDING_PLAN_FIELD]) ?? null;
}

/** The one that counts among all a customer ever had: the liveliest, of equals the newest. */
export function chooseSubscription(subscriptions: readonly Stripe.Subscription[]): SubscriptionSnapshot | null {
  const newestFirst = [...subscriptions].sort((a, b) => b.created - a.created);
  const known = newestFirst.flatMap((each) => toSnapshot(each) ?? []);
  return PREFERENCE.flatMap((status) => known.filter((each) => each.status === status))[0] ?? null;
}
