import type { InvoiceLine, Price, Subscription, SubscriptionItem } from "../model";
import { newId, type World } from "../world";
import { meterValue } from "./metering";
import { priceQuantity, type PricedPart } from "./pricing";

/** Dollars, or another currency, as people read it: 1999 → $19.99. */
export function money(cents: number, currency: string): string {
  return new Intl.NumberFormat("en-US", { style: "currency", currency: currency.toUpperCase() }).format(cents / 100);
}

/** "month", "3 months". */
export function every(price: Price): string {
  const { interval = "month", interval_count: count = 1 } = price.recurring ?? {};
  return count === 1 ? interval : `${count} ${interval}s`;
}

function unitMoney(part: PricedPart, currency: string): string {
  const cents = Number(part.unitAmountDecimal ?? "0");
  const format = { style: "currency", currency: currency.toUpperCase(), maximumFractionDigits: 12 } as const;
  return new Intl.NumberFormat("en-US", format).format(cents / 100);
}

export interface LineDetails {
  readonly amount: number;
  readonly description: string;
  readonly period: { readonly start: number; readonly end: number };
  readonly quantity: number;
  readonly unitAmountDecimal: string | null;
  readonly proration?: boolean;
}

/** What of an item its invoice lines need; items that are gone still have lines. */
type PricedItem = Pick<SubscriptionItem, "id" | "price">;

/** An invoice line of a subscription's item. */
export function lineOf(subscription: Subscription, item: PricedItem, details: LineDetails): InvoiceLine {
  const { price } = item;
  return {
    id: newId("il"),
    object: "line_item",
    amount: details.amount,
    currency: price.currency,
    description: details.description,
    discount_amounts: [],
    discountable: !details.proration,
    discounts: [],
    invoice: null,
    livemode: false,
    metadata: { ...subscription.metadata },
    parent: {
      invoice_item_details: null,
      subscription_item_details: {
        invoice_item: details.proration ? newId("ii") : null,
        proration: details.proration ?? false,
        proration_details: { credited_items: null },
        subscription: subscription.id,
        subscription_item: item.id,
      },
      type: "subscription_item_details",
    },
    period: { ...details.period },
    pretax_credit_amounts: [],
    pricing: {
      price_details: { price: price.id, product: price.product },
      type: "price_details",
      unit_amount_decimal: details.unitAmountDecimal,
    },
    quantity: Math.round(details.quantity),
    quantity_decimal: String(details.quantity),
    subscription: subscription.id,
    subtotal: details.amount,
    taxes: [],
  };
}

function partLines(
  world: World,
  subscription: Subscription,
  item: PricedItem,
  quantity: number,
  period: LineDetails["period"],
): InvoiceLine[] {
  const { price } = item;
  const name = world.store.products.get(price.product)?.name ?? price.product;
  return priceQuantity(price, quantity).map((part) => {
    const tier = part.tier === undefined ? "" : `Tier ${part.tier} `;
    return lineOf(subscription, item, {
      amount: part.amount,
      description: `${part.quantity} × ${name} (${tier}at ${unitMoney(part, price.currency)} / ${every(price)})`,
      period,
      quantity: part.quantity,
      unitAmountDecimal: part.unitAmountDecimal,
    });
  });
}

/** The lines for an item's coming period, paid in advance; none for a metered one. */
export function advanceLines(
  world: World,
  subscription: Subscription,
  item: SubscriptionItem,
  period: LineDetails["period"],
): InvoiceLine[] {
  if (item.price.recurring?.usage_type === "metered") return [];
  return partLines(world, subscription, item, item.quantity ?? 1, period);
}

/** The lines for what a metered item used in a period, paid afterwards; none for a licensed one. */
export function usageLines(
  world: World,
  subscription: Subscription,
  item: PricedItem,
  period: LineDetails["period"],
): InvoiceLine[] {
  const meter = world.store.meters.get(item.price.recurring?.meter ?? "");
  if (!meter) return [];
  const used = meterValue(world.store, meter, subscription.customer, period.start, period.end);
  return partLines(world, subscription, item, used, period);
}
