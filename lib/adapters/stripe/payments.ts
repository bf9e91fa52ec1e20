import type Stripe from "stripe";
import { isUpgrade, type PlanKey } from "@/lib/domain/billing/plans";
import { type CatalogLine, linesOf, METER_EVENTS, setUpCatalog } from "./catalog";
import { stripeClient, type StripeSettings } from "./client";
import { PaymentsError, request } from "./payments-error";
import { type ChangeQuote, changeAtPeriodEnd, changeNow, endWithPeriod, goOn, quoteChange } from "./plan-change";
import { chooseSubscription, type SubscriptionSnapshot } from "./subscription";

export type Invoice = {
  id: string;
  /** As printed on it; null while it is a draft. */
  number: string | null;
  status: "draft" | "open" | "paid" | "uncollectible" | "void";
  totalCents: number;
  createdAt: Date;
  /** Where it is seen and paid. */
  url: string | null;
};

export type MeterReading = {
  customerId: string;
  kind: keyof typeof METER_EVENTS;
  quantity: string;
  at: Date;
  /** At most 100 characters; Stripe takes each once within a day or more. */
  identifier: string;
};

/** Stripe, as far as Aybiza needs it. Every method throws PaymentsError and nothing else. */
export interface Payments {
  setUp(): Promise<CatalogLine[]>;
  /** Makes a customer, once per organization (and lost customer in whose place it comes) however often it is asked for within a day. */
  createCustomer(organization: {
    id: string;
    name: string;
    accountId: string;
    email: string | null;
    replaces: string | null;
  }): Promise<string>;
  /** The address of Stripe's page to pay at. Earlier pages of the same customer that are still open are closed. */
  startCheckout(order: { customerId: string; plan: PlanKey; successUrl: string; cancelUrl: string }): Promise<string>;
  /** The address of Stripe's page for the payment method, which leads back to `returnUrl`. */
  openPortal(customerId: string, returnUrl: string): Promise<string>;
  /** Null when the customer never had a subscription to one of our plans. */
  findSubscription(customerId: string): Promise<SubscriptionSnapshot | null>;
  /**
   * A larger plan counts at once: its month begins and is charged now, less the unused days of the old one. A smaller one follows at the end
   * of the period. Declined, nothing is changed.
   */
  changePlan(current: SubscriptionSnapshot, plan: PlanKey): Promise<"now" | "at_period_end">;
  /** What a larger plan would charge now; null when Stripe cannot tell. */
  quoteChange(current: SubscriptionSnapshot, plan: PlanKey): Promise<ChangeQuote | null>;
  cancelAtPeriodEnd(subscriptionId: string): Promise<void>;
  /** Takes back a cancellation and a coming change of plan. */
  keepAsIs(subscriptionId: string): Promise<void>;
  listInvoices(customerId: string): Promise<Invoice[]>;
  /** Collects what is open now, oldest first; the cents that were paid. */
  payOpenInvoices(customerId: string): Promise<number>;
  /** What the next invoice would be now; null when there will be none. */
  previewInvoice(subscriptionId: string): Promise<{ totalCents: number; creditCents: number } | null>;
  sendReading(reading: MeterReading): Promise<void>;
}

const MOST_INVOICES = 12;

export function createPayments(settings: StripeSettings): Payments {
  const stripe = stripeClient(settings);
  return {
    setUp: () => setUpCatalog(stripe),

    async createCustomer({ id, name, accountId, email, replaces }) {
      const customer = await request("make a customer", () =>
        stripe.customers.create(
          {
            name,
            metadata: { aybiza_organization: id, aybiza_account: accountId },
            ...(email === null ? {} : { email }),
          },
          { idempotencyKey: `customer:${id}:${replaces ?? ""}` },
        ),
      );
      return customer.id;
    },

    async startCheckout({ customerId, plan, successUrl, cancelUrl }) {
      const lines = await linesOf(stripe, plan);
      await expireOpenCheckouts(stripe, customerId);
      const session = await request("open its payment page", () =>
        stripe.checkout.sessions.create({
          mode: "subscription",
          customer: customerId,
          line_items: lines,
          success_url: successUrl,
          cancel_url: cancelUrl,
        }),
      );
      if (session.url === null) throw new PaymentsError("refused", "Stripe gave no address to pay at.", null);
      return session.url;
    },

    openPortal: (customerId, returnUrl) =>
      request("open its billing pages", () =>
        stripe.billingPortal.sessions.create({
          customer: customerId,
          return_url: returnUrl,
          flow_data: {
            type: "payment_method_update",
            after_completion: { type: "redirect", redirect: { return_url: returnUrl } },
          },
        }),
      ).then(({ url }) => url),

    async findSubscription(customerId) {
      const list = await request("tell the subscription", () =>
        stripe.subscriptions.list({ customer: customerId, status: "all", limit: 100, expand: ["data.schedule"] }),
      );
      return chooseSubscription(list.data);
    },

    async changePlan(current, plan) {
      const lines = await linesOf(stripe, plan);
      if (isUpgrade(current.plan, plan)) {
        await changeNow(stripe, current.id, lines);
        return "now";
      }
      await changeAtPeriodEnd(stripe, current.id, plan, lines);
      return "at_period_end";
    },

    quoteChange: async (current, plan) => quoteChange(stripe, current.id, await linesOf(stripe, plan)),

    cancelAtPeriodEnd: (subscriptionId) => endWithPeriod(stripe, subscriptionId),

    keepAsIs: (subscriptionId) => goOn(stripe, subscriptionId),

    async listInvoices(customerId) {
      const list = await request("list the invoices", () =>
        stripe.invoices.list({ customer: customerId, limit: MOST_INVOICES }),
      );
      return list.data.map((invoice) => ({
        id: invoice.id,
        number: invoice.number,
        status: invoice.status as Invoice["status"],
        totalCents: invoice.total,
        createdAt: new Date(invoice.created * 1_000),
        url: invoice.hosted_invoice_url ?? null,
      }));
    },

    payOpenInvoices: (customerId) => payOpen(stripe, customerId),

    async previewInvoice(subscriptionId) {
      try {
        const preview = await request("preview the invoice", () =>
          stripe.invoices.createPreview({ subscription: subscriptionId }),
        );
        const { total, amount_due: dueCents } = preview;
        return { totalCents: total, creditCents: total - dueCents };
      } catch (error) {
        if (error instanceof PaymentsError && error.code === "invoice_upcoming_none") return null;
        throw error;
      }
    },

    async sendReading({ customerId, kind, quantity, at, identifier }) {
      await request("take a meter's reading", () =>
        stripe.billing.meterEvents.create({
          event_name: METER_EVENTS[kind],
          identifier,
          timestamp: Math.floor(at.getTime() / 1_000),
          payload: { stripe_customer_id: customerId, value: quantity },
        }),
      ).catch((error: unknown) => {
        if (!(error instanceof PaymentsError && error.problem === "repeated")) throw error;
      });
    },
  };
}

/** With the method the customer chose last: a subscription may still name the one that failed. */
async function payOpen(stripe: Stripe, customerId: string): Promise<number> {
  const [customer, open] = await Promise.all([
    request("tell the payment method", () => stripe.customers.retrieve(customerId)),
    request("list open invoices", () => stripe.invoices.list({ customer: customerId, status: "open", limit: 100 })),
  ]);
  const chosen = customer.deleted ? null : customer.invoice_settings.default_payment_method;
  const method = chosen === null ? {} : { payment_method: typeof chosen === "string" ? chosen : chosen.id };
  let paidCents = 0;
  for (const { id } of [...open.data].reverse()) {
    const invoice = await request("collect an invoice", () => stripe.invoices.pay(id, method));
    paidCents += invoice.amount_paid;
  }
  return paidCents;
}

/** Two pages that are both paid would make two subscriptions. */
async function expireOpenCheckouts(stripe: Stripe, customerId: string): Promise<void> {
  const open = await request("list open payment pages", () =>
    stripe.checkout.sessions.list({ customer: customerId, status: "open", limit: 100 }),
  );
  for (const { id } of open.data) await request("close a payment page", () => stripe.checkout.sessions.expire(id));
}
