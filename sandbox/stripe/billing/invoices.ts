import { createHash } from "node:crypto";
import type { BillingReason, Invoice, InvoiceLine, Subscription } from "../model";
import { newId, type World } from "../world";

const HOUR_S = 3600;

/** An invoice with these lines, not yet kept and not yet told to anyone. */
export function draftInvoice(
  world: World,
  subscription: Subscription,
  reason: BillingReason,
  lines: InvoiceLine[],
  period: { readonly start: number; readonly end: number },
): Invoice {
  const customer = world.store.customers.get(subscription.customer);
  const id = newId(reason === "upcoming" ? "upcoming_in" : "in");
  const nowS = world.nowS();
  const invoice: Invoice = {
    id,
    object: "invoice",
    account_country: "US",
    account_name: "Sandbox",
    account_tax_ids: null,
    amount_due: 0,
    amount_overpaid: 0,
    amount_paid: 0,
    amount_remaining: 0,
    amount_shipping: 0,
    application: null,
    attempt_count: 0,
    attempted: false,
    auto_advance: true,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null, provider: null, status: null },
    automatically_finalizes_at: reason === "subscription_cycle" ? nowS + HOUR_S : null,
    billing_reason: reason,
    collection_method: "charge_automatically",
    created: nowS,
    currency: subscription.currency,
    custom_fields: null,
    customer: subscription.customer,
    customer_account: null,
    customer_address: customer?.address ?? null,
    customer_email: customer?.email ?? null,
    customer_name: customer?.name ?? null,
    customer_phone: customer?.phone ?? null,
    customer_shipping: null,
    customer_tax_exempt: "none",
    default_payment_method: null,
    default_source: null,
    default_tax_rates: [],
    description: null,
    discounts: [],
    due_date: null,
    effective_at: null,
    ending_balance: null,
    footer: null,
    from_invoice: null,
    hosted_invoice_url: null,
    invoice_pdf: null,
    issuer: { type: "self" },
    last_finalization_error: null,
    latest_revision: null,
    lines: { object: "list", data: [], has_more: false, total_count: 0, url: `/v1/invoices/${id}/lines` },
    livemode: false,
    metadata: {},
    next_payment_attempt: reason === "subscription_cycle" ? nowS + HOUR_S : null,
    number: null,
    on_behalf_of: null,
    parent: {
      quote_details: null,
      subscription_details: { metadata: { ...subscription.metadata }, subscription: subscription.id },
      type: "subscription_details",
    },
    payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
    period_end: period.end,
    period_start: period.start,
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    receipt_number: null,
    rendering: null,
    shipping_cost: null,
    shipping_details: null,
    starting_balance: customer?.balance ?? 0,
    statement_descriptor: null,
    status: "draft",
    status_transitions: { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null },
    subtotal: 0,
    subtotal_excluding_tax: 0,
    test_clock: null,
    total: 0,
    total_discount_amounts: [],
    total_excluding_tax: 0,
    total_pretax_credit_amounts: [],
    total_taxes: [],
    webhooks_delivered_at: null,
  };
  setLines(invoice, lines);
  return invoice;
}

/** Puts lines on an invoice and works out its sums; what the customer has in credit is taken off what is due. */
export function setLines(invoice: Invoice, lines: InvoiceLine[]): void {
  const shown = lines.map((line) => ({ ...line, invoice: invoice.id }));
  invoice.lines = { ...invoice.lines, data: shown, total_count: shown.length };
  const total = shown.reduce((sum, line) => sum + line.amount, 0);
  invoice.subtotal = invoice.subtotal_excluding_tax = invoice.total = invoice.total_excluding_tax = total;
  invoice.amount_due = Math.max(0, total + Math.min(0, invoice.starting_balance));
  invoice.amount_remaining = invoice.amount_due;
}

/** Keeps a draft and tells it. */
export function keepInvoice(world: World, invoice: Invoice, subscription: Subscription): void {
  world.store.invoices.set(invoice.id, invoice);
  subscription.latest_invoice = invoice.id;
  world.emit("invoice.created", invoice);
}

/** Makes a draft final: it gets its number and its page, and the customer's balance is used. */
export function finalizeInvoice(world: World, invoice: Invoice): void {
  const customer = world.store.customers.get(invoice.customer);
  const prefix = customer?.invoice_prefix ?? createHash("sha256").update(invoice.customer).digest("hex").slice(0, 8);
  const sequence = customer ? customer.next_invoice_sequence++ : 1;
  const nowS = world.nowS();
  invoice.number = `${prefix.toUpperCase()}-${String(sequence).padStart(4, "0")}`;
  invoice.status = "open";
  invoice.effective_at = nowS;
  invoice.automatically_finalizes_at = null;
  invoice.status_transitions.finalized_at = nowS;
  invoice.hosted_invoice_url = `${world.baseUrl()}/stripe/invoice/${invoice.id}`;
  invoice.invoice_pdf = `${invoice.hosted_invoice_url}?print=1`;
  invoice.starting_balance = customer?.balance ?? 0;
  setLines(invoice, invoice.lines.data);
  const used = invoice.total < 0 ? invoice.total : invoice.amount_due - invoice.total;
  // A negative total becomes credit; credit that is used is given up.
  invoice.ending_balance = invoice.starting_balance + (invoice.total < 0 ? invoice.total : -used);
  if (customer) customer.balance = invoice.ending_balance;
  world.emit("invoice.finalized", invoice);
}
