import type Stripe from "stripe";
import { isUpgrade, type PlanKey } from "@/lib/domain/billing/plans";
import { type CatalogLine, linesOf, METER_EVENTS, setUpCatalog } from "./catalog";
import { stripeClient, type StripeSettings } from "./client";
import { PaymentsError, request } from "./payments-error";
import { chooseSubscription, PENDING_PLAN_FIELD, type SubscriptionSnapshot } from "./subscription";

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
  openPortal(customerId: string, returnUrl: string): Promise<string>;
  /** Null when the customer never had a subscription to one of our plans. */
  findSubscription(customerId: string): Promise<SubscriptionSnapshot | null>;
  /** A larger plan counts and is charged at once, in proportion; a smaller one follows at the end of the period. */
  changePlan(current: SubscriptionSnapshot, plan: PlanKey): Promise<"now" | "at_period_end">;
  cancelAtPeriodEnd(subscriptionId: string): Promise<void>;
  /** Takes back a cancellation and a coming change of plan. */
  keepAsIs(subscriptionId: string): Promise<void>;
  listInvoices(customerId: string): Promise<Invoice[]>;
  /** What the next invoice would be now, in cents; null when there will be none. */
  previewInvoice(subscriptionId: string): Promise<number | null>;
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
        stripe.billingPortal.sessions.create({ customer: customerId, return_url: returnUrl }),
      ).then(({ url }) => url),

    async findSubscription(customerId) {
      const list = await request("tell the subscription", () =>
        stripe.subscriptions.list({ customer: customerId, status: "all", limit: 100, expand: ["data.schedule"] }),
      );
      return chooseSubscription(list.data);
    },

    async changePlan(current, plan) {
      const lines = await linesOf(stripe, plan);
      if (!isUpgrade(current.plan, plan)) {
        await scheduleChange(stripe, current.id, plan, lines);
        return "at_period_end";
      }
      const subscription = await withoutSchedule(stripe, current.id);
      await request("change the plan", () =>
        stripe.subscriptions.update(current.id, {
          items: [...subscription.items.data.map(({ id }) => ({ id, deleted: true })), ...lines],
          proration_behavior: "always_invoice",
          // A card that is declined must leave the plan as it was.
          payment_behavior: "error_if_incomplete",
          cancel_at_period_end: false,
        }),
      );
      return "now";
    },

    async cancelAtPeriodEnd(subscriptionId) {
      await withoutSchedule(stripe, subscriptionId);
      await request("cancel the subscription", () =>
        stripe.subscriptions.update(subscriptionId, { cancel_at_period_end: true }),
      );
    },

    async keepAsIs(subscriptionId) {
      const subscription = await withoutSchedule(stripe, subscriptionId);
      if (!subscription.cancel_at_period_end) return;
      await request("resume the subscription", () =>
        stripe.subscriptions.update(subscriptionId, { cancel_at_period_end: false }),
      );
    },

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

    async previewInvoice(subscriptionId) {
      try {
        const preview = await request("preview the invoice", () =>
          stripe.invoices.createPreview({ subscription: subscriptionId }),
        );
        return preview.amount_due;
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

/** Two pages that are both paid would make two subscriptions. */
async function expireOpenCheckouts(stripe: Stripe, customerId: string): Promise<void> {
  const open = await request("list open payment pages", () =>
    stripe.checkout.sessions.list({ customer: customerId, status: "open", limit: 100 }),
  );
  for (const { id } of open.data) await request("close a payment page", () => stripe.checkout.sessions.expire(id));
}

/** While a schedule holds a subscription, Stripe lets nobody change it directly. */
async function withoutSchedule(stripe: Stripe, subscriptionId: string): Promise<Stripe.Subscription> {
  const subscription = await request("tell the subscription", () => stripe.subscriptions.retrieve(subscriptionId));
  const { schedule } = subscription;
  if (schedule !== null) {
    const id = typeof schedule === "string" ? schedule : schedule.id;
    await request("undo the coming change", () => stripe.subscriptionSchedules.release(id));
  }
  return subscription;
}

/** What is paid for goes on until the period ends; then the new plan begins, and the schedule lets go. */
async function scheduleChange(
  stripe: Stripe,
  subscriptionId: string,
  plan: PlanKey,
  lines: { price: string; quantity?: number }[],
): Promise<void> {
  await withoutSchedule(stripe, subscriptionId);
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
        {
          start_date: present.start_date,
          end_date: present.end_date,
          items: present.items.map(({ price, quantity }) => ({
            price: typeof price === "string" ? price : price.id,
            ...(quantity === undefined || quantity === null ? {} : { quantity }),
          })),
        },
        { items: lines, duration: { interval: "month", interval_count: 1 }, proration_behavior: "none" },
      ],
    }),
  );
}
