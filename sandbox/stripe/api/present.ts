import type { Price } from "../model";
import type { Store } from "../world";
import { invalidParam } from "./api-error";

type Json = Record<string, unknown>;

const MAX_DEPTH = 4;

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A copy of an object as the API shows it, with what `expand` names in it. What is only shown when expanded is left out otherwise. */
export function present(object: object, store: Store, expand: readonly string[] = []): object {
  const shown = copy(object) as Json;
  for (const path of expand) {
    const parts = path.split(".");
    if (parts.length > MAX_DEPTH) {
      throw invalidParam(`You cannot expand more than ${MAX_DEPTH} levels of a property. Property: ${path}`, "expand");
    }
    expandPath(shown, parts, path, store);
  }
  return shown;
}

/** A deep copy without prices' tiers. */
function copy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copy);
  if (!isObject(value)) return value;
  const hidden = value["object"] === "price" ? "tiers" : undefined;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => (key === hidden ? [] : [[key, copy(inner)]])),
  );
}

function expandPath(node: unknown, parts: readonly string[], path: string, store: Store): void {
  const [part, ...rest] = parts;
  if (part === undefined || node === null) return;
  if (Array.isArray(node)) {
    for (const one of node) expandPath(one, parts, path, store);
    return;
  }
  if (!isObject(node)) return;
  const value = node[part];
  if (typeof value === "string") {
    const found = store.find(value);
    if (!found) throw notExpandable(path);
    node[part] = copy(found);
  } else if (value === undefined) {
    node[part] = included(node, part, store, path);
  } else if (value !== null && typeof value !== "object") {
    throw notExpandable(path);
  }
  expandPath(node[part], rest, path, store);
}

/** What an object shows only when it is asked for. */
function included(node: Json, part: string, store: Store, path: string): unknown {
  const id = String(node["id"]);
  if (node["object"] === "price" && part === "tiers") return copy(store.prices.get(id)?.tiers ?? null);
  if (node["object"] === "price" && part === "currency_options")
    return { [String(node["currency"])]: currencyOption(store.prices.get(id)) };
  if (node["object"] === "checkout.session" && part === "line_items") return lineItems(id, store);
  if (node["object"] === "customer" && part === "subscriptions") {
    const mine = [...store.subscriptions.values()].filter((one) => one.customer === id && one.status !== "canceled");
    return { object: "list", data: mine.map(copy), has_more: false, url: `/v1/customers/${id}/subscriptions` };
  }
  if (node["object"] === "invoice" && part === "payments") {
    return { object: "list", data: payments(id, store), has_more: false, url: `/v1/invoice_payments?invoice=${id}` };
  }
  throw notExpandable(path);
}

/** The one payment that a paid invoice had; none when nothing was due. */
function payments(invoiceId: string, store: Store): object[] {
  const invoice = store.invoices.get(invoiceId);
  if (invoice?.status !== "paid" || invoice.amount_paid === 0) return [];
  const { amount_paid: amount, currency, created, status_transitions: at } = invoice;
  const key = invoiceId.replace("in_", "");
  return [
    {
      id: `inpay_${key}`,
      object: "invoice_payment",
      amount_paid: amount,
      amount_requested: amount,
      created,
      currency,
      invoice: invoiceId,
      is_default: true,
      livemode: false,
      payment: { payment_intent: `pi_${key}`, type: "payment_intent" },
      status: "paid",
      status_transitions: { canceled_at: null, paid_at: at.paid_at },
    },
  ];
}

function currencyOption(price: Price | undefined): object {
  const { unit_amount, unit_amount_decimal, tax_behavior } = price ?? {};
  return { custom_unit_amount: null, tax_behavior, unit_amount, unit_amount_decimal };
}

/** The lines of a Checkout session as a list object. */
export function lineItems(sessionId: string, store: Store): object {
  const data = (store.checkoutOrders.get(sessionId)?.lines ?? []).map(({ id, price, quantity }) => {
    const amount = (price.unit_amount ?? 0) * (quantity ?? 0);
    return {
      id,
      object: "item",
      adjustable_quantity: null,
      amount_discount: 0,
      amount_subtotal: amount,
      amount_tax: 0,
      amount_total: amount,
      currency: price.currency,
      description: store.products.get(price.product)?.name ?? null,
      metadata: null,
      price: copy(price),
      quantity: quantity ?? null,
    };
  });
  return { object: "list", data, has_more: false, url: `/v1/checkout/sessions/${sessionId}/line_items` };
}

function notExpandable(path: string): Error {
  return invalidParam(`This property cannot be expanded (${path}).`, "expand[]");
}
