import { invalidParam, noSuch } from "../api/api-error";
import type { ProrationBehavior } from "../api/portal-configuration";
import type { InvoiceLine, Metadata, Price, Subscription, SubscriptionItem } from "../model";
import { change, newId, type World } from "../world";
import { chargeProblem, payingMethod } from "./collect";
import { draftInvoice } from "./invoices";
import { advanceLines, lineOf, usageLines } from "./lines";
import { nextBoundary } from "./periods";
import { amountOf } from "./pricing";
import { invoicePending, itemOf, reprice } from "./subscriptions";

/** What a request does with one item: changes the one of that id, takes it away, or adds one. */
export interface ItemChange {
  readonly id?: string | undefined;
  readonly price?: Price | undefined;
  readonly quantity?: number | undefined;
  readonly deleted?: boolean | undefined;
  readonly metadata?: Metadata | undefined;
}

export interface SubscriptionChange {
  readonly items: readonly ItemChange[];
  readonly proration: ProrationBehavior;
  readonly prorationAt: number;
  /** Starts a new cycle now. */
  readonly restartCycle: boolean;
}

const isMetered = (item: SubscriptionItem) => item.price.recurring?.usage_type === "metered";

/** Changes the items of `subscription` in place. Returns the prorations, and what falls due at once because a new cycle begins. */
export function changeItems(
  world: World,
  subscription: Subscription,
  wanted: SubscriptionChange,
): { prorations: InvoiceLine[]; restart: InvoiceLine[]; restarted: boolean } {
  const { prorationAt: at } = wanted;
  const before = structuredClone(subscription.items.data);
  const period = { start: before[0]?.current_period_start ?? at, end: before[0]?.current_period_end ?? at };
  const settled: InvoiceLine[] = [];
  let items = [...subscription.items.data];
  for (const [index, entry] of wanted.items.entries()) {
    const item = entry.id === undefined ? undefined : items.find((one) => one.id === entry.id);
    if (entry.id !== undefined && !item) throw noSuch("subscription item", entry.id, `items[${index}][id]`);
    if (!item) {
      if (!entry.price)
        throw invalidParam(
          `Missing required param: items[${index}][price].`,
          `items[${index}][price]`,
          "parameter_missing",
        );
      if (items.some((one) => one.price.id === entry.price?.id)) {
        throw invalidParam(
          "A subscription item with this price already exists on the subscription.",
          `items[${index}][price]`,
        );
      }
      items.push(
        itemOf(
          subscription.id,
          { price: entry.price, quantity: entry.quantity, ...(entry.metadata && { metadata: entry.metadata }) },
          at,
          { start: at, end: period.end },
        ),
      );
      continue;
    }
    const repriced = entry.price !== undefined && entry.price.id !== item.price.id;
    if (isMetered(item) && (entry.deleted || repriced) && subscription.status !== "trialing") {
      settled.push(...usageLines(world, subscription, item, { start: item.current_period_start, end: at }));
    }
    if (entry.deleted) {
      items = items.filter((one) => one !== item);
      continue;
    }
    if (entry.price && repriced) {
      const wasMetered = isMetered(item);
      reprice(item, entry.price);
      if (isMetered(item)) delete item.quantity;
      else item.quantity ??= 1;
      if (wasMetered) item.current_period_start = at;
    }
    if (entry.quantity !== undefined) {
      if (isMetered(item))
        throw invalidParam("You cannot set the quantity for metered prices.", `items[${index}][quantity]`);
      item.quantity = entry.quantity;
    }
    if (entry.metadata) item.metadata = entry.metadata;
  }
  if (items.length === 0) throw invalidParam("A subscription must have at least one active item.", "items");
  subscription.items = { ...subscription.items, data: items, total_count: items.length };
  const [first] = items;
  const intervalOf = (item: SubscriptionItem | undefined) =>
    `${item?.price.recurring?.interval_count} ${item?.price.recurring?.interval}`;
  if (items.some((item) => intervalOf(item) !== intervalOf(first))) {
    throw invalidParam("The sandbox's subscriptions have one billing interval for all their prices.", "items");
  }
  const trialing = subscription.status === "trialing";
  const restarted = !trialing && (wanted.restartCycle || intervalOf(before[0]) !== intervalOf(first));
  const prorations =
    trialing || wanted.proration === "none" ? [] : prorate(world, subscription, before, period, at, restarted);
  if (!restarted) return { prorations: [...settled, ...prorations], restart: [], restarted };
  subscription.billing_cycle_anchor = at;
  const { interval = "month", interval_count: count = 1 } = first?.price.recurring ?? {};
  const next = { start: at, end: nextBoundary(at, interval, count, at) };
  for (const item of items) {
    item.current_period_start = next.start;
    item.current_period_end = next.end;
  }
  const restart = items.flatMap((item) => advanceLines(world, subscription, item, next));
  return { prorations: [...settled, ...prorations], restart, restarted };
}

/** Credit for the unused time of what was, and the price of the rest of the period for what is. */
function prorate(
  world: World,
  subscription: Subscription,
  before: readonly SubscriptionItem[],
  period: { readonly start: number; readonly end: number },
  at: number,
  creditOnly: boolean,
): InvoiceLine[] {
  const length = period.end - period.start;
  const left = length > 0 ? Math.min(1, Math.max(0, (period.end - at) / length)) : 0;
  const rest = { start: at, end: period.end };
  const after = subscription.items.data;
  const line = (item: SubscriptionItem, sign: 1 | -1) => {
    const name = world.store.products.get(item.price.product)?.name ?? item.price.product;
    const day = new Date(at * 1000).toISOString().slice(0, 10);
    return lineOf(subscription, item, {
      amount: sign * Math.round(amountOf(item.price, item.quantity ?? 1) * left),
      description: `${sign < 0 ? "Unused" : "Remaining"} time on ${item.quantity ?? 1} × ${name} after ${day}`,
      period: rest,
      quantity: item.quantity ?? 1,
      unitAmountDecimal: item.price.unit_amount_decimal,
      proration: true,
    });
  };
  const differs = (a: SubscriptionItem, b: SubscriptionItem | undefined) =>
    !b || a.price.id !== b.price.id || a.quantity !== b.quantity;
  const gone = before.filter(
    (item) =>
      !isMetered(item) &&
      (creditOnly ||
        differs(
          item,
          after.find((one) => one.id === item.id),
        )),
  );
  const come = creditOnly
    ? []
    : after.filter(
        (item) =>
          !isMetered(item) &&
          differs(
            item,
            before.find((one) => one.id === item.id),
          ),
      );
  return [...gone.map((item) => line(item, -1)), ...come.map((item) => line(item, 1))];
}

/**
 * Changes a subscription's items, with prorations for the next invoice, or on an invoice at once with always_invoice or a new cycle.
 *
 * @param paymentBehavior error_if_incomplete throws the card's error and changes nothing.
 */
export function applyChange(
  world: World,
  subscription: Subscription,
  wanted: SubscriptionChange,
  paymentBehavior: "allow_incomplete" | "default_incomplete" | "error_if_incomplete" = "allow_incomplete",
): void {
  const trial = structuredClone(subscription);
  const planned = changeItems(world, trial, wanted);
  const invoicedNow = wanted.proration === "always_invoice" || planned.restarted;
  if (invoicedNow && paymentBehavior === "error_if_incomplete") {
    const preview = draftInvoice(world, trial, "subscription_update", [...planned.prorations, ...planned.restart], {
      start: 0,
      end: 0,
    });
    const method = payingMethod(world, subscription);
    const problem =
      preview.amount_due > 0 ? chargeProblem(method && world.store.cardRules.get(method.id), false) : undefined;
    if (problem) throw problem;
  }
  let lines: { prorations: InvoiceLine[]; restart: InvoiceLine[] } = { prorations: [], restart: [] };
  change(world, subscription, "customer.subscription.updated", (one) => void (lines = changeItems(world, one, wanted)));
  for (const line of lines.prorations) {
    const id = line.parent.subscription_item_details.invoice_item ?? newId("ii");
    world.store.pendingItems.set(id, { id, subscription: subscription.id, line });
  }
  if (invoicedNow) invoicePending(world, subscription, lines.restart, paymentBehavior !== "default_incomplete");
}
