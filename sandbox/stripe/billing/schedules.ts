import type { Price, Subscription, SubscriptionItem } from "../model";
import type { Phase, PhaseItem, SubscriptionSchedule } from "../model-schedules";
import { change, newId, type World } from "../world";
import { applyChange, type ItemChange } from "./changes";
import { endSubscription } from "./collect";
import { itemOf, periodEnd } from "./subscriptions";

/** The schedule that manages a subscription now. */
export function scheduleOf(world: World, subscription: Subscription): SubscriptionSchedule | undefined {
  const found = subscription.schedule === null ? undefined : world.store.schedules.get(subscription.schedule);
  return found?.status === "active" ? found : undefined;
}

/** The phase that a schedule is in. */
export function currentPhase(schedule: SubscriptionSchedule): Phase | undefined {
  return schedule.phases.find((phase) => phase.start_date === schedule.current_phase?.start_date);
}

/** The phase that comes after the one a schedule is in. */
function followingPhase(schedule: SubscriptionSchedule): Phase | undefined {
  return schedule.phases.find((phase) => phase.start_date === schedule.current_phase?.end_date);
}

/** An item as a phase has it. */
export function phaseItem(price: Price, quantity: number | undefined, metadata = {}): PhaseItem {
  const isMetered = price.recurring?.usage_type === "metered";
  return {
    billing_thresholds: null,
    discounts: [],
    metadata,
    plan: price.id,
    price: price.id,
    ...(!isMetered && { quantity: quantity ?? 1 }),
    tax_rates: [],
  };
}

/** A phase with these items. */
export function phaseOf(given: Pick<Phase, "currency" | "end_date" | "items" | "start_date"> & Partial<Phase>): Phase {
  return {
    add_invoice_items: [],
    application_fee_percent: null,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null },
    billing_cycle_anchor: null,
    billing_thresholds: null,
    collection_method: "charge_automatically",
    default_payment_method: null,
    default_tax_rates: [],
    description: null,
    discounts: [],
    invoice_settings: null,
    metadata: {},
    on_behalf_of: null,
    proration_behavior: "create_prorations",
    transfer_data: null,
    trial_end: null,
    ...given,
  };
}

/** Puts a subscription under a new schedule whose one phase is what it is now, until its period ends. */
export function scheduleFrom(world: World, subscription: Subscription): SubscriptionSchedule {
  const [first] = subscription.items.data;
  const start = first?.current_period_start ?? subscription.start_date;
  const phase = phaseOf({
    currency: subscription.currency,
    start_date: start,
    end_date: periodEnd(subscription),
    items: subscription.items.data.map((item) => phaseItem(item.price, item.quantity, { ...item.metadata })),
    trial_end: subscription.status === "trialing" ? subscription.trial_end : null,
  });
  const schedule: SubscriptionSchedule = {
    id: newId("sub_sched"),
    object: "subscription_schedule",
    application: null,
    billing_mode: subscription.billing_mode,
    canceled_at: null,
    completed_at: null,
    created: world.nowS(),
    current_phase: { end_date: phase.end_date, start_date: phase.start_date },
    customer: subscription.customer,
    customer_account: null,
    default_settings: {
      application_fee_percent: null,
      automatic_tax: { disabled_reason: null, enabled: false, liability: null },
      billing_cycle_anchor: "automatic",
      billing_thresholds: null,
      collection_method: "charge_automatically",
      default_payment_method: subscription.default_payment_method,
      description: null,
      invoice_settings: {
        account_tax_ids: null,
        custom_fields: null,
        days_until_due: null,
        description: null,
        footer: null,
        issuer: { type: "self" },
      },
      on_behalf_of: null,
      transfer_data: null,
    },
    end_behavior: subscription.cancel_at === null ? "release" : "cancel",
    livemode: false,
    metadata: {},
    pause_schedules: [],
    phases: [phase],
    released_at: null,
    released_subscription: null,
    status: "active",
    subscription: subscription.id,
    test_clock: null,
  };
  world.store.schedules.set(schedule.id, schedule);
  world.emit("subscription_schedule.created", schedule);
  change(world, subscription, "customer.subscription.updated", (one) => void (one.schedule = schedule.id));
  return schedule;
}

/** A phase's items in place of a subscription's, for a period; one of the same price stays the item that it is. */
export function itemsIn(
  world: World,
  subscription: Subscription,
  phase: Phase,
  period: { readonly start: number; readonly end: number },
): SubscriptionItem[] {
  return phase.items.flatMap((wanted) => {
    const price = world.store.prices.get(wanted.price);
    if (!price) return [];
    const kept = subscription.items.data.find((item) => item.price.id === price.id);
    const made = itemOf(
      subscription.id,
      { price, quantity: wanted.quantity, metadata: { ...wanted.metadata } },
      period.start,
      period,
    );
    return [kept ? { ...made, id: kept.id, created: kept.created } : made];
  });
}

/** The phase that begins when a subscription's current period ends. */
export function phaseAtPeriodEnd(world: World, subscription: Subscription): Phase | undefined {
  const schedule = scheduleOf(world, subscription);
  const next = schedule && followingPhase(schedule);
  return next?.start_date === periodEnd(subscription) ? next : undefined;
}

/** Whether a subscription's schedule ends it together with its current period. */
export function endsWithSchedule(world: World, subscription: Subscription): boolean {
  const schedule = scheduleOf(world, subscription);
  if (!schedule || schedule.end_behavior !== "cancel" || followingPhase(schedule)) return false;
  return schedule.current_phase?.end_date === periodEnd(subscription);
}

/**
 * When a schedule's phase ends in the middle of its subscription's period, in Unix seconds. A phase that ends with the period is passed by the
 * renewal, so that one invoice has the old phase's usage and the new one's price.
 */
export function nextPhaseChange(world: World, schedule: SubscriptionSchedule): number | undefined {
  const ends = schedule.status === "active" ? schedule.current_phase?.end_date : undefined;
  const subscription = world.store.subscriptions.get(schedule.subscription ?? "");
  if (ends === undefined || !subscription || subscription.ended_at !== null) return undefined;
  return ends === periodEnd(subscription) ? undefined : ends;
}

/** What happens when a phase ends in mid-period: the next phase's items now, prorated as it says, or the schedule's end. */
export function passPhase(world: World, schedule: SubscriptionSchedule): void {
  const subscription = world.store.subscriptions.get(schedule.subscription ?? "");
  if (!subscription) return;
  const next = followingPhase(schedule);
  if (next) {
    applyChange(world, subscription, {
      items: changesTo(world, subscription, next),
      proration: next.proration_behavior,
      prorationAt: world.nowS(),
      restartCycle: false,
    });
  }
  enterNextPhase(world, subscription);
}

/** What has to be done with a subscription's items to make them a phase's. */
export function changesTo(world: World, subscription: Subscription, phase: Phase): ItemChange[] {
  const items = subscription.items.data;
  const wanted = (item: SubscriptionItem) => phase.items.find((one) => one.price === item.price.id);
  const added = phase.items.filter((one) => !items.some((item) => item.price.id === one.price));
  return [
    ...added.map((one) => ({ price: world.store.prices.get(one.price), quantity: one.quantity })),
    ...items.flatMap((item): ItemChange[] => {
      const to = wanted(item);
      if (!to) return [{ id: item.id, deleted: true }];
      return to.quantity === item.quantity ? [] : [{ id: item.id, quantity: to.quantity }];
    }),
  ];
}

/** Takes a subscription's schedule into its next phase, or to its end. The items are changed by who calls this. */
export function enterNextPhase(world: World, subscription: Subscription): void {
  const schedule = scheduleOf(world, subscription);
  if (!schedule || schedule.current_phase === null || schedule.current_phase.end_date > world.nowS()) return;
  const next = followingPhase(schedule);
  if (next) {
    if (Object.keys(next.metadata).length > 0) {
      change(world, subscription, "customer.subscription.updated", (one) => {
        one.metadata = { ...one.metadata, ...next.metadata };
      });
    }
    change(world, schedule, "subscription_schedule.updated", (one) => {
      one.current_phase = { end_date: next.end_date, start_date: next.start_date };
    });
  } else if (schedule.end_behavior === "release") {
    releaseSchedule(world, schedule);
  } else {
    schedule.status = "completed";
    schedule.completed_at = world.nowS();
    schedule.current_phase = null;
    if (subscription.ended_at === null) endSubscription(world, subscription, "cancellation_requested");
    world.emit("subscription_schedule.completed", schedule);
  }
}

/** Lets a schedule's subscription go on by itself. */
export function releaseSchedule(world: World, schedule: SubscriptionSchedule): void {
  const subscription = world.store.subscriptions.get(schedule.subscription ?? "");
  change(world, schedule, "subscription_schedule.updated", (one) => {
    one.status = "released";
    one.released_at = world.nowS();
    one.released_subscription = one.subscription;
    one.subscription = null;
    one.current_phase = null;
  });
  world.emit("subscription_schedule.released", schedule);
  if (subscription) {
    change(world, subscription, "customer.subscription.updated", (one) => void (one.schedule = null));
  }
}

/** Tells a schedule what its subscription was changed to directly: its current phase is that now. The next phase is not. */
export function mirrorItems(world: World, subscription: Subscription): void {
  const schedule = scheduleOf(world, subscription);
  if (!schedule) return;
  change(world, schedule, "subscription_schedule.updated", (one) => {
    const phase = currentPhase(one);
    if (phase) phase.items = subscription.items.data.map((item) => phaseItem(item.price, item.quantity, item.metadata));
  });
}
