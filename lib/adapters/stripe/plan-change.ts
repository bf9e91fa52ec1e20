import type Stripe from "stripe";
import type { PlanKey } from "@/lib/domain/billing/plans";
import { PaymentsError, request } from "./payments-error";
import { PENDING_PLAN_FIELD, pendingPlanOf } from "./subscription";

export type PlanLine = { price: string; quantity?: number };

/** What moving to a larger plan costs at once, in cents. */
export type ChangeQuote = {
  /** Charged now. */
  dueCents: number;
  /** Given back for the days of the old plan that are paid and not used. */
  creditCents: number;
};

const retrieve = (stripe: Stripe, id: string) =>
  request("tell the subscription", () => stripe.subscriptions.retrieve(id, { expand: ["schedule"] }));

/** While a schedule holds a subscription, Stripe lets nobody change how it ends, and the schedule's next phase would undo the rest. */
async function releaseSchedule(stripe: Stripe, { schedule }: Stripe.Subscription): Promise<void> {
  if (schedule === null) return;
  const id = typeof schedule === "string" ? schedule : schedule.id;
  await request("undo the coming change", () => stripe.subscriptionSchedules.release(id));
}

/** How a subscription that was to end is told to go on; Stripe's own pages set a date, ours the flag. */
function goingOn(subscription: Stripe.Subscription): Stripe.SubscriptionUpdateParams {
  if (subscription.cancel_at_period_end) return { cancel_at_period_end: false };
  return subscription.cancel_at === null ? {} : { cancel_at: "" };
}

/**
 * All prices of the old plan make way for the new one's and a new month begins: what is included is counted from now, here and at Stripe. The
 * unused days of the old plan are credited.
 */
const atOnce = (subscription: Stripe.Subscription, lines: readonly PlanLine[]) => ({
  items: [...subscription.items.data.map(({ id }) => ({ id, deleted: true })), ...lines],
  billing_cycle_anchor: { type: "now" } as const,
  proration_behavior: "always_invoice" as const,
});

/** Changes the plan now. A card that is declined leaves everything as it was, a planned change included. */
export async function changeNow(stripe: Stripe, subscriptionId: string, lines: readonly PlanLine[]): Promise<void> {
  const subscription = await retrieve(stripe, subscriptionId);
  const planned = plannedChange(subscription);
  await releaseSchedule(stripe, subscription);
  try {
    await request("change the plan", () =>
      stripe.subscriptions.update(subscriptionId, {
        ...atOnce(subscription, lines),
        ...goingOn(subscription),
        payment_behavior: "error_if_incomplete",
      }),
    );
  } catch (error) {
    if (planned) await writeSchedule(stripe, subscriptionId, planned.plan, planned.lines);
    throw error;
  }
}

/** What `changeNow` would charge; null when Stripe cannot tell. */
export async function quoteChange(
  stripe: Stripe,
  subscriptionId: string,
  lines: readonly PlanLine[],
): Promise<ChangeQuote | null> {
  const subscription = await retrieve(stripe, subscriptionId);
  try {
    const preview = await request("preview the change", () =>
      stripe.invoices.createPreview({
        subscription: subscriptionId,
        subscription_details: atOnce(subscription, lines),
      }),
    );
    const credits = preview.lines.data.filter(({ amount }) => amount < 0).reduce((sum, { amount }) => sum - amount, 0);
    return { dueCents: preview.amount_due, creditCents: credits };
  } catch (error) {
    if (error instanceof PaymentsError && error.problem === "refused") return null;
    throw error;
  }
}

/** What is paid for goes on until the period ends; then the new plan begins, and the schedule lets go. A planned end is taken back. */
export async function changeAtPeriodEnd(
  stripe: Stripe,
  subscriptionId: string,
  plan: PlanKey,
  lines: readonly PlanLine[],
): Promise<void> {
  await goOn(stripe, subscriptionId);
  await writeSchedule(stripe, subscriptionId, plan, lines);
}

/** Takes back a planned end and a planned change. */
export async function goOn(stripe: Stripe, subscriptionId: string): Promise<void> {
  const subscription = await retrieve(stripe, subscriptionId);
  await releaseSchedule(stripe, subscription);
  const wanted = goingOn(subscription);
  if (Object.keys(wanted).length === 0) return;
  await request("resume the subscription", () => stripe.subscriptions.update(subscriptionId, wanted));
}

export async function endWithPeriod(stripe: Stripe, subscriptionId: string): Promise<void> {
  await releaseSchedule(stripe, await retrieve(stripe, subscriptionId));
  await request("cancel the subscription", () =>
    stripe.subscriptions.update(subscriptionId, { cancel_at_period_end: true }),
  );
}

const priceIdOf = ({ price }: { price: string | { id: string } }) => (typeof price === "string" ? price : price.id);

const linesOf = (phase: Stripe.SubscriptionSchedule.Phase): PlanLine[] =>
  phase.items.map((item) => ({
    price: priceIdOf(item),
    ...(item.quantity === undefined || item.quantity === null ? {} : { quantity: item.quantity }),
  }));

/** The change that a schedule of ours has planned. */
function plannedChange(subscription: Stripe.Subscription): { plan: PlanKey; lines: PlanLine[] } | null {
  const plan = pendingPlanOf(subscription);
  const { schedule } = subscription;
  if (plan === null || schedule === null || typeof schedule === "string") return null;
  const next = schedule.phases.find(({ start_date: start }) => start === schedule.current_phase?.end_date);
  return next ? { plan, lines: linesOf(next) } : null;
}

async function writeSchedule(
  stripe: Stripe,
  subscriptionId: string,
  plan: PlanKey,
  lines: readonly PlanLine[],
): Promise<void> {
  const schedule = await request("plan the change", () =>
    stripe.subscriptionSchedules.create({ from_subscription: subscriptionId }),
  );
  const present = schedule.phases[0];
  if (!present) throw new PaymentsError("refused", "Stripe made a schedule without a phase.", null);
  await request("plan the change", () =>
    stripe.subscriptionSchedules.update(schedule.id, {
      end_behavior: "release",
      metadata: { [PENDING_PLAN_FIELD]: plan },
      phases: [
        { start_date: present.start_date, end_date: present.end_date, items: linesOf(present) },
        { items: [...lines], duration: { interval: "month", interval_count: 1 }, proration_behavior: "none" },
      ],
    }),
  );
}
