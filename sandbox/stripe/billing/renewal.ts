import type { InvoiceLine, Subscription, SubscriptionItem } from "../model";
import type { World } from "../world";
import { endSubscription } from "./collect";
import { draftInvoice, keepInvoice } from "./invoices";
import { advanceLines, usageLines } from "./lines";
import { nextBoundary } from "./periods";
import { endsWithSchedule, enterNextPhase, itemsIn, phaseAtPeriodEnd } from "./schedules";
import { periodEnd, takePending } from "./subscriptions";

/** Whether a subscription ends with its current period, by its own setting or by its schedule's. */
export function endsWithPeriod(world: World, subscription: Subscription): boolean {
  const { cancel_at: cancelAt } = subscription;
  if (subscription.cancel_at_period_end || endsWithSchedule(world, subscription)) return true;
  return cancelAt !== null && cancelAt <= periodEnd(subscription);
}

/** The items of the period after the current one, with its times: as they are, or as the schedule's next phase has them. */
function nextItems(world: World, subscription: Subscription): SubscriptionItem[] {
  const phase = phaseAtPeriodEnd(world, subscription);
  const end = periodEnd(subscription);
  const items = phase
    ? itemsIn(world, subscription, phase, { start: end, end })
    : structuredClone(subscription.items.data);
  for (const item of items) {
    const { interval = "month", interval_count: count = 1 } = item.price.recurring ?? {};
    item.current_period_start = phase ? end : item.current_period_end;
    item.current_period_end = nextBoundary(
      subscription.billing_cycle_anchor,
      interval,
      count,
      item.current_period_start,
    );
  }
  return items;
}

/** The lines of the invoice at the end of the current period, as they stand: usage so far, the next period in advance. */
export function cycleLines(
  world: World,
  subscription: Subscription,
  options: { readonly ends: boolean },
): InvoiceLine[] {
  const isTrialEnd = subscription.status === "trialing";
  const used = subscription.items.data.flatMap((item) =>
    usageLines(world, subscription, item, { start: item.current_period_start, end: item.current_period_end }),
  );
  const coming = nextItems(world, subscription).flatMap((item) =>
    advanceLines(world, subscription, item, { start: item.current_period_start, end: item.current_period_end }),
  );
  return [...(isTrialEnd ? [] : used), ...(options.ends ? [] : coming)];
}

/** Goes from the current period to the next: a draft invoice that becomes final an hour later, or the end when that was asked for. */
export function rollOver(world: World, subscription: Subscription): void {
  const ends =
    subscription.cancel_at_period_end ||
    endsWithSchedule(world, subscription) ||
    (subscription.cancel_at !== null && subscription.cancel_at <= world.nowS());
  const before = subscription.status;
  const period = {
    start: Math.min(...subscription.items.data.map((item) => item.current_period_start)),
    end: periodEnd(subscription),
  };
  const lines = [...cycleLines(world, subscription, { ends }), ...takePending(world, subscription)];
  if (ends) {
    if (lines.some((line) => line.amount !== 0)) {
      const last = draftInvoice(world, subscription, "subscription_cycle", lines, period);
      keepInvoice(world, last, subscription);
    }
    if (endsWithSchedule(world, subscription)) enterNextPhase(world, subscription);
    else endSubscription(world, subscription, "cancellation_requested");
    return;
  }
  if (before === "trialing" && trialEndedWithoutCard(world, subscription)) return;
  const old = structuredClone(subscription);
  const items = nextItems(world, subscription);
  subscription.items = { ...subscription.items, data: items, total_count: items.length };
  if (before === "trialing") subscription.status = "active";
  const invoice = draftInvoice(world, subscription, "subscription_cycle", lines, period);
  keepInvoice(world, invoice, subscription);
  world.emit("customer.subscription.updated", subscription, {
    items: old.items,
    latest_invoice: old.latest_invoice,
    ...(old.status !== subscription.status && { status: old.status }),
  });
  enterNextPhase(world, subscription);
}

function trialEndedWithoutCard(world: World, subscription: Subscription): boolean {
  const customer = world.store.customers.get(subscription.customer);
  if (subscription.default_payment_method ?? customer?.invoice_settings.default_payment_method) return false;
  const rule = subscription.trial_settings.end_behavior.missing_payment_method;
  if (rule === "cancel") {
    endSubscription(world, subscription, "cancellation_requested");
    return true;
  }
  if (rule === "pause") {
    subscription.status = "paused";
    world.emit("customer.subscription.updated", subscription, { status: "trialing" });
    world.emit("customer.subscription.paused", subscription);
    return true;
  }
  return false;
}
