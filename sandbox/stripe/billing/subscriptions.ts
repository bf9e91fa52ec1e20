import { invalidParam } from "../api/api-error";
import type { Invoice, InvoiceLine, Metadata, Price, Subscription, SubscriptionItem } from "../model";
import { newId, type World } from "../world";
import { collect } from "./collect";
import { draftInvoice, finalizeInvoice, keepInvoice } from "./invoices";
import { advanceLines } from "./lines";
import { nextBoundary } from "./periods";

export interface NewItem {
  readonly price: Price;
  readonly quantity?: number | undefined;
  readonly metadata?: Metadata;
}

export interface NewSubscription {
  readonly customer: string;
  readonly items: readonly NewItem[];
  readonly defaultPaymentMethod: string | null;
  readonly metadata: Metadata;
  readonly description: string | null;
  /** Unix seconds; null for no trial. */
  readonly trialEndAt: number | null;
  readonly missingPaymentMethod: "cancel" | "create_invoice" | "pause";
  readonly billingMode: "classic" | "flexible";
  readonly saveDefaultPaymentMethod?: boolean;
}

/** The deprecated `plan` that items still show beside their price. */
function planOf(price: Price): object {
  return {
    id: price.id,
    object: "plan",
    active: price.active,
    amount: price.unit_amount,
    amount_decimal: price.unit_amount_decimal,
    billing_scheme: price.billing_scheme,
    created: price.created,
    currency: price.currency,
    interval: price.recurring?.interval,
    interval_count: price.recurring?.interval_count,
    livemode: false,
    metadata: price.metadata,
    meter: price.recurring?.meter,
    nickname: price.nickname,
    product: price.product,
    tiers_mode: price.tiers_mode,
    transform_usage: null,
    trial_period_days: null,
    usage_type: price.recurring?.usage_type,
  };
}

/** An item of a subscription for one period. */
export function itemOf(
  subscriptionId: string,
  given: NewItem,
  created: number,
  period: { readonly start: number; readonly end: number },
): SubscriptionItem {
  const metered = given.price.recurring?.usage_type === "metered";
  return {
    id: newId("si", 14),
    object: "subscription_item",
    billing_thresholds: null,
    created,
    current_period_end: period.end,
    current_period_start: period.start,
    current_trial: null,
    discounts: [],
    metadata: given.metadata ?? {},
    plan: planOf(given.price),
    price: given.price,
    ...(!metered && { quantity: given.quantity ?? 1 }),
    subscription: subscriptionId,
    tax_rates: [],
  };
}

/** Puts another price on an item. */
export function reprice(item: SubscriptionItem, price: Price): void {
  item.price = price;
  item.plan = planOf(price);
}

/** A subscription that is not kept yet, and its first invoice's lines. Used for the real thing and for previews. */
export function composeSubscription(
  world: World,
  given: NewSubscription,
): { subscription: Subscription; lines: InvoiceLine[] } {
  const [first] = given.items;
  if (!first) throw invalidParam("Missing required param: items.", "items", "parameter_missing");
  const { currency, recurring } = first.price;
  if (!recurring)
    throw invalidParam(
      "The price specified is set to `type=one_time` but this field only accepts prices with `type=recurring`.",
      "items[0][price]",
    );
  for (const [index, { price }] of given.items.entries()) {
    if (price.currency !== currency)
      throw invalidParam("All prices of a subscription must have the same currency.", `items[${index}][price]`);
    if (
      price.recurring?.interval !== recurring.interval ||
      price.recurring.interval_count !== recurring.interval_count
    ) {
      throw invalidParam(
        "The sandbox's subscriptions have one billing interval for all their prices.",
        `items[${index}][price]`,
      );
    }
  }
  const nowS = world.nowS();
  const id = newId("sub");
  const trialing = given.trialEndAt !== null && given.trialEndAt > nowS;
  const anchor = trialing ? (given.trialEndAt ?? nowS) : nowS;
  const end = trialing ? anchor : nextBoundary(anchor, recurring.interval, recurring.interval_count, nowS);
  const items = given.items.map((item) => itemOf(id, item, nowS, { start: nowS, end }));
  const subscription: Subscription = {
    id,
    object: "subscription",
    application: null,
    application_fee_percent: null,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null },
    billing_cycle_anchor: anchor,
    billing_cycle_anchor_config: null,
    billing_mode:
      given.billingMode === "flexible"
        ? { flexible: { proration_discounts: "included" }, type: "flexible", updated_at: nowS }
        : { flexible: null, type: "classic" },
    billing_schedules: [],
    billing_thresholds: null,
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    cancellation_details: { comment: null, feedback: null, reason: null },
    collection_method: "charge_automatically",
    created: nowS,
    currency,
    customer: given.customer,
    customer_account: null,
    days_until_due: null,
    default_payment_method: given.defaultPaymentMethod,
    default_source: null,
    default_tax_rates: [],
    description: given.description,
    discounts: [],
    ended_at: null,
    invoice_settings: { account_tax_ids: null, issuer: { type: "self" } },
    items: {
      object: "list",
      data: items,
      has_more: false,
      total_count: items.length,
      url: `/v1/subscription_items?subscription=${id}`,
    },
    latest_invoice: null,
    livemode: false,
    managed_payments: null,
    metadata: given.metadata,
    next_pending_invoice_item_invoice: null,
    on_behalf_of: null,
    pause_collection: null,
    payment_settings: {
      payment_method_options: null,
      payment_method_types: null,
      save_default_payment_method: given.saveDefaultPaymentMethod ? "on_subscription" : "off",
    },
    pending_invoice_item_interval: null,
    pending_setup_intent: null,
    pending_update: null,
    schedule: null,
    start_date: nowS,
    status: trialing ? "trialing" : "incomplete",
    test_clock: null,
    transfer_data: null,
    trial_end: trialing ? anchor : null,
    trial_settings: { end_behavior: { missing_payment_method: given.missingPaymentMethod } },
    trial_start: trialing ? nowS : null,
  };
  const period = { start: nowS, end };
  const lines = items.flatMap((item) => advanceLines(world, subscription, item, period));
  if (trialing) {
    for (const line of lines) {
      line.amount = line.subtotal = 0;
      line.description = `Trial period for ${world.store.products.get(line.pricing.price_details.product)?.name ?? "the plan"}`;
    }
  }
  return { subscription, lines };
}

/**
 * Starts a subscription: trialing, else active when its first invoice is paid at once, else incomplete. Nothing is kept when `mustBePaid` and
 * the card is refused: that error is thrown.
 *
 * @param collectNow false leaves the first invoice open for the customer to pay (default_incomplete).
 */
export function startSubscription(
  world: World,
  given: NewSubscription,
  options: {
    readonly present?: boolean;
    readonly collectNow?: boolean;
    readonly reject?: (subscription: Subscription, due: number) => void;
  } = {},
): Subscription {
  const { subscription, lines } = composeSubscription(world, given);
  const period = { start: subscription.created, end: subscription.created };
  const invoice = draftInvoice(world, subscription, "subscription_create", lines, period);
  options.reject?.(subscription, invoice.amount_due);
  world.store.subscriptions.set(subscription.id, subscription);
  const customer = world.store.customers.get(given.customer);
  if (customer) customer.currency = subscription.currency;
  subscription.latest_invoice = invoice.id;
  world.emit("customer.subscription.created", subscription);
  keepInvoice(world, invoice, subscription);
  finalizeInvoice(world, invoice);
  if (options.collectNow !== false || invoice.amount_due === 0) {
    collect(world, invoice, { present: options.present ?? false });
  }
  return subscription;
}

/** What waits for a subscription's next invoice, taken from there. */
export function takePending(world: World, subscription: Subscription): InvoiceLine[] {
  const mine = [...world.store.pendingItems.values()].filter((item) => item.subscription === subscription.id);
  for (const item of mine) world.store.pendingItems.delete(item.id);
  return mine.map((item) => item.line);
}

/** Makes an invoice of what is pending, now, and tries to collect it. */
export function invoicePending(
  world: World,
  subscription: Subscription,
  extra: InvoiceLine[],
  collectNow: boolean,
): Invoice | undefined {
  const lines = [...takePending(world, subscription), ...extra];
  if (lines.length === 0) return undefined;
  const nowS = world.nowS();
  const invoice = draftInvoice(world, subscription, "subscription_update", lines, { start: nowS, end: nowS });
  keepInvoice(world, invoice, subscription);
  finalizeInvoice(world, invoice);
  if (collectNow || invoice.amount_due === 0) collect(world, invoice);
  return invoice;
}

/** The end of the current period: the earliest of the items'. */
export function periodEnd(subscription: Subscription): number {
  return Math.min(...subscription.items.data.map((item) => item.current_period_end));
}
