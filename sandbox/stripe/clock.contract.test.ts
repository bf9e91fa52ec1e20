import type Stripe from "stripe";
import { afterAll, beforeAll, expect, it } from "vitest";
import { card, control as send, openStripe, openWebhookEnd, submit, subscribe } from "./testing";

const SECRET = "whsec_of_the_test";
const DAY_S = 86_400;

let end: Awaited<ReturnType<typeof openWebhookEnd>>;
let open: Awaited<ReturnType<typeof openStripe>>;
let stripe: Stripe;
beforeAll(async () => {
  end = await openWebhookEnd();
  open = await openStripe({ webhook: { url: end.url, secret: SECRET } });
  stripe = open.stripe;
});
afterAll(async () => {
  await open.close();
  await end.close();
});

const control = (path: string, body: object, method?: string) => send(open.sandbox, path, body, method);
const forward = (seconds: number) => control("clock", { advanceSeconds: seconds });
const clockS = async () => ((await (await fetch(`${open.sandbox.url}/control/stripe`)).json()) as { now: number }).now;

it("bills usage over the included minutes when the period ends, late events included", async () => {
  const { catalog, customer } = await subscribe(stripe, "usage", "pm_card_visa");
  const subscription = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: catalog.starter.id }, { price: catalog.usage.id }],
  });
  expect(subscription.status).toBe("active");
  const periodEnd = subscription.items.data[0]?.current_period_end ?? 0;
  const use = (value: number, identifier: string, timestamp: number) =>
    stripe.billing.meterEvents.create({
      event_name: "usage_minutes",
      identifier,
      timestamp,
      payload: { stripe_customer_id: customer.id, value: String(value) },
    });
  await use(90, "a", await clockS());
  await use(30, "b", await clockS());
  const preview = await stripe.invoices.createPreview({ subscription: subscription.id });
  expect(preview.total).toBe(20 * 12 + 2_000);
  await control("clock", { to: periodEnd + 60 });
  await use(5, "late", periodEnd - 10);
  await use(50, "next", periodEnd + 10);
  await forward(2 * 3_600);
  const [invoice] = (await stripe.invoices.list({ subscription: subscription.id })).data;
  expect(invoice).toMatchObject({ status: "paid", billing_reason: "subscription_cycle", total: 25 * 12 + 2_000 });
  const usageLines = invoice?.lines.data.filter((line) => line.pricing?.price_details?.price === catalog.usage.id);
  expect(usageLines?.map((line) => [line.quantity, line.amount])).toEqual([
    [100, 0],
    [25, 300],
  ]);
  const renewed = await stripe.subscriptions.retrieve(subscription.id);
  expect(renewed.items.data[0]?.current_period_start).toBe(periodEnd);
});

it("falls behind when a card fails after the trial, tries again and ends the subscription", async () => {
  const { catalog, customer } = await subscribe(stripe, "behind", "pm_card_chargeCustomerFail");
  const subscription = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: catalog.starter.id }],
    trial_period_days: 7,
  });
  expect(subscription).toMatchObject({ status: "trialing" });
  await forward(7 * DAY_S + 2 * 3_600);
  expect(await stripe.subscriptions.retrieve(subscription.id)).toMatchObject({ status: "past_due" });
  const { url } = await stripe.billingPortal.sessions.create({ customer: customer.id });
  expect((await submit(`${url}/card`, card("4242424242424242"))).status).toBe(303);
  await forward(4 * DAY_S);
  expect(await stripe.subscriptions.retrieve(subscription.id)).toMatchObject({ status: "active" });
  expect((await submit(`${url}/card`, card("4000000000000341"))).status).toBe(303);
  await forward(50 * DAY_S);
  const gone = await stripe.subscriptions.retrieve(subscription.id);
  expect(gone).toMatchObject({ status: "canceled", cancellation_details: { reason: "payment_failed" } });
});

it("leaves a subscription incomplete when its first payment fails, and ends it after 23 hours", async () => {
  const { catalog, customer } = await subscribe(stripe, "first", "pm_card_chargeCustomerFail");
  const items = [{ price: catalog.starter.id }];
  await expect(
    stripe.subscriptions.create({ customer: customer.id, items, payment_behavior: "error_if_incomplete" }),
  ).rejects.toMatchObject({ type: "StripeCardError", code: "card_declined", decline_code: "generic_decline" });
  const subscription = await stripe.subscriptions.create({ customer: customer.id, items, expand: ["latest_invoice"] });
  expect(subscription).toMatchObject({ status: "incomplete", latest_invoice: { status: "open" } });
  await forward(DAY_S);
  expect((await stripe.subscriptions.retrieve(subscription.id)).status).toBe("incomplete_expired");
});

it("signs webhooks, repeats and reorders them when told, and tries again after a failure", async () => {
  const customer = await stripe.customers.create({ email: "hook@example.test" });
  const own = () => end.received.filter(({ body }) => body.includes(`"id": "${customer.id}"`));
  await end.until(() => own().length === 1);
  const [first] = own();
  const signature = String(first?.headers["stripe-signature"]);
  const event = stripe.webhooks.constructEvent(first?.body ?? "", signature, SECRET);
  expect(event).toMatchObject({ object: "event", type: "customer.created", data: { object: { id: customer.id } } });
  expect(await stripe.events.retrieve(event.id)).toMatchObject({ id: event.id, type: event.type });
  expect(() => stripe.webhooks.constructEvent(`${first?.body} `, signature, SECRET)).toThrow();

  await control("webhooks", { hold: true, duplicates: 1 }, "PUT");
  await stripe.customers.update(customer.id, { name: "One" });
  await stripe.customers.update(customer.id, { name: "Two" });
  expect(own()).toHaveLength(1);
  expect((await control("webhooks/release", { order: "reversed" })).released).toBe(2);
  await end.until(() => own().length === 5);
  const names = own().map(({ body }) => (JSON.parse(body) as { data: { object: { name: string } } }).data.object.name);
  expect(names.slice(1)).toEqual(["Two", "Two", "One", "One"]);

  await control("webhooks", {}, "PUT");
  end.state.status = 500;
  await stripe.customers.update(customer.id, { name: "Three" });
  await end.until(() => own().length === 6);
  end.state.status = 200;
  await end.until(() => own().length === 7);
  expect(own().at(-1)?.body).toContain("Three");
});
