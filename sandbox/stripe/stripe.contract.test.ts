import Stripe from "stripe";
import { afterAll, beforeAll, expect, it } from "vitest";
import { card, clientFor, makeCatalog, openStripe, submit } from "./testing";

let open: Awaited<ReturnType<typeof openStripe>>;
let stripe: Stripe;
beforeAll(async () => {
  open = await openStripe();
  stripe = open.stripe;
});
afterAll(() => open.close());

const DAY_S = 86_400;
const nowS = () => Math.floor(Date.now() / 1000);

async function payWith(number: string, options: { trialDays?: number } = {}) {
  const name = `p${Math.random().toString(36).slice(2)}`;
  const catalog = await makeCatalog(stripe, name);
  const customer = await stripe.customers.create({ email: `${name}@example.test` });
  const session = await stripe.checkout.sessions.create({
    mode: "subscription",
    customer: customer.id,
    line_items: [{ price: catalog.starter.id, quantity: 1 }, { price: catalog.usage.id }],
    success_url: "http://127.0.0.1:1/paid?session={CHECKOUT_SESSION_ID}",
    cancel_url: "http://127.0.0.1:1/back",
    subscription_data: { metadata: { org: name }, ...(options.trialDays && { trial_period_days: options.trialDays }) },
  });
  const answer = await submit(session.url ?? "", card(number));
  const subscriptionOf = async () => {
    const { subscription } = await stripe.checkout.sessions.retrieve(session.id, {
      expand: ["subscription.latest_invoice"],
    });
    return subscription as Stripe.Subscription;
  };
  return { name, catalog, customer, session, answer, subscriptionOf };
}

it("refuses keys, versions, parameters and ids in Stripe's words", async () => {
  await expect(clientFor(open.sandbox, "sk_live_123456789012").customers.list()).rejects.toMatchObject({
    type: "StripeAuthenticationError",
    message: "Invalid API Key provided: sk_live_********9012",
  });
  await expect(stripe.customers.retrieve("cus_none")).rejects.toMatchObject({
    statusCode: 404,
    code: "resource_missing",
    param: "id",
    message: "No such customer: 'cus_none'",
  });
  const unknown = { email: "a@example.test", colour: "red" };
  await expect(stripe.customers.create(unknown)).rejects.toMatchObject({ code: "parameter_unknown", param: "colour" });
  await expect(stripe.prices.list({ lookup_keys: ["x"], expand: ["data.nonsense"] })).resolves.toMatchObject({
    data: [],
  });
  const customer = await stripe.customers.create({ email: "b@example.test", metadata: { a: "1", b: "2" } });
  expect(customer.lastResponse.apiVersion).toBe(Stripe.API_VERSION);
  expect(customer.lastResponse.requestId).toMatch(/^req_/);
  const changed = await stripe.customers.update(customer.id, { metadata: { a: "" } });
  expect(changed.metadata).toEqual({ b: "2" });
});

it("pages lists, moves a lookup key and shows tiers only when asked", async () => {
  const { starter, usage } = await makeCatalog(stripe, "pages");
  const again = {
    currency: "usd",
    unit_amount: 2_500,
    recurring: { interval: "month" as const },
    product: String(starter.product),
  };
  await expect(stripe.prices.create({ ...again, lookup_key: "pages_starter" })).rejects.toMatchObject({
    param: "lookup_key",
  });
  const moved = await stripe.prices.create({ ...again, lookup_key: "pages_starter", transfer_lookup_key: true });
  const found = await stripe.prices.list({ lookup_keys: ["pages_starter"], expand: ["data.product"] });
  expect(found.data.map((price) => price.id)).toEqual([moved.id]);
  expect(found.data[0]?.product).toMatchObject({ object: "product", name: "pages starter" });
  expect(usage.tiers).toBeUndefined();
  expect((await stripe.prices.retrieve(usage.id, { expand: ["tiers"] })).tiers).toHaveLength(2);
  for (let index = 0; index < 5; index++) await stripe.customers.create({ email: "same@example.test" });
  const ids = await stripe.customers.list({ email: "same@example.test", limit: 2 }).autoPagingToArray({ limit: 100 });
  expect(new Set(ids.map(({ id }) => id)).size).toBe(5);
});

it("does a request once for its idempotency key, also when the answer is lost", async () => {
  const options = { idempotencyKey: "key-1" };
  const first = await stripe.customers.create({ email: "once@example.test" }, options);
  const second = await stripe.customers.create({ email: "once@example.test" }, options);
  expect(second.id).toBe(first.id);
  expect(second.lastResponse.headers["idempotent-replayed"]).toBe("true");
  await expect(stripe.customers.create({ email: "other@example.test" }, options)).rejects.toMatchObject({
    type: "StripeIdempotencyError",
  });
  open.sandbox.controls.faults.add({
    vendor: "stripe",
    operation: "customers.create",
    kind: "drop",
    afterMs: 1,
    count: 1,
  });
  const retried = await stripe.customers.create({ email: "lost@example.test" });
  const listed = await stripe.customers.list({ email: "lost@example.test" });
  expect(listed.data.map(({ id }) => id)).toEqual([retried.id]);
});

it("sells a plan in Checkout", async () => {
  const { answer, session, subscriptionOf, name } = await payWith("4242 4242 4242 4242");
  expect(answer).toMatchObject({ status: 303, location: `http://127.0.0.1:1/paid?session=${session.id}` });
  const subscription = await subscriptionOf();
  expect(subscription).toMatchObject({
    status: "active",
    metadata: { org: name },
    latest_invoice: { status: "paid", total: 2_000 },
  });
  const [item] = subscription.items.data;
  expect(item?.current_period_end).toBeGreaterThan(nowS() + 27 * DAY_S);
  expect(await (await fetch(`${open.sandbox.url}/stripe/checkout/${session.id}`)).text()).toContain("was paid already");
});

it("declines in Checkout and lets the customer try another card", async () => {
  for (const number of ["4000000000000002", "4000000000000341"]) {
    const { answer, session } = await payWith(number);
    expect(answer.status).toBe(402);
    expect(answer.text).toContain("Your card was declined.");
    expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({ status: "open", subscription: null });
    expect((await submit(session.url ?? "", card("4242424242424242"))).status).toBe(303);
  }
});

it("asks for 3-D Secure: nothing is sold when it fails", async () => {
  const { answer, session, subscriptionOf } = await payWith("4000002500003155");
  expect(answer.location).toMatch(/^\/stripe\/confirm\//);
  const failed = await submit(`${open.sandbox.url}${answer.location}/fail`, {});
  expect(failed.text).toContain("unable to authenticate");
  expect((await stripe.checkout.sessions.retrieve(session.id)).status).toBe("open");
  const again = await submit(session.url ?? "", card("4000002500003155"));
  expect((await submit(`${open.sandbox.url}${again.location}/complete`, {})).status).toBe(303);
  expect((await subscriptionOf()).status).toBe("active");
});

it("counts each meter event once and refuses what is too old or ahead", async () => {
  const { catalog, customer, name } = await payWith("4242424242424242");
  const send = (value: string, identifier: string, timestamp = nowS()) =>
    stripe.billing.meterEvents.create({
      event_name: `${name}_minutes`,
      payload: { stripe_customer_id: customer.id, value },
      identifier,
      timestamp,
    });
  await send("2.5", "call-1");
  await expect(send("2.5", "call-1")).rejects.toMatchObject({
    statusCode: 400,
    message: "An event already exists with identifier call-1.",
  });
  await expect(send("1", "old", nowS() - 36 * DAY_S)).rejects.toMatchObject({ code: "timestamp_too_far_in_past" });
  await expect(send("1", "ahead", nowS() + 600)).rejects.toMatchObject({ code: "timestamp_in_future" });
  await send("3", "call-2");
  const start = Math.floor(nowS() / 60) * 60 - 3600;
  const range = { customer: customer.id, start_time: start, end_time: start + 7200 };
  const { data } = await stripe.billing.meters.listEventSummaries(catalog.meter.id, range);
  expect(data.map((one) => one.aggregated_value)).toEqual([5.5]);
});

it("prorates an upgrade at once, and a downgrade into credit", async () => {
  const { catalog, subscriptionOf, customer } = await payWith("4242424242424242");
  const subscription = await subscriptionOf();
  const [licensed] = subscription.items.data;
  const items = [{ id: licensed?.id ?? "", price: catalog.growth.id }];
  const prorationDate = nowS();
  const preview = await stripe.invoices.createPreview({
    subscription: subscription.id,
    subscription_details: { items, proration_behavior: "always_invoice", proration_date: prorationDate },
  });
  const upgraded = await stripe.subscriptions.update(subscription.id, {
    items,
    proration_behavior: "always_invoice",
    proration_date: prorationDate,
    expand: ["latest_invoice"],
  });
  const invoice = upgraded.latest_invoice as Stripe.Invoice;
  expect(invoice).toMatchObject({ status: "paid", billing_reason: "subscription_update", total: preview.total });
  // 50 less 20 dollars for nearly the whole month.
  expect(invoice.total).toBeGreaterThan(2_990);
  await stripe.subscriptions.update(subscription.id, {
    items: [{ id: licensed?.id ?? "", price: catalog.starter.id }],
    proration_behavior: "always_invoice",
  });
  expect((await stripe.customers.retrieve(customer.id)) as Stripe.Customer).toMatchObject({
    balance: expect.closeTo(-3_000, -2) as number,
  });
});

it("is cancelled and resumed in the portal as flexible billing does it", async () => {
  const { customer, subscriptionOf } = await payWith("4242424242424242");
  const { url } = await stripe.billingPortal.sessions.create({
    customer: customer.id,
    return_url: "http://127.0.0.1:1/",
  });
  const { id, items } = await subscriptionOf();
  expect((await submit(`${url}/cancel`, { subscription: id })).status).toBe(303);
  expect(await stripe.subscriptions.retrieve(id)).toMatchObject({
    cancel_at_period_end: false,
    cancel_at: items.data[0]?.current_period_end,
  });
  await submit(`${url}/resume`, { subscription: id });
  expect(await stripe.subscriptions.retrieve(id)).toMatchObject({ status: "active", cancel_at: null });
  expect((await submit(`${url}/card`, card("5555555555554444"))).status).toBe(303);
  expect(await (await fetch(url)).text()).toContain("mastercard ending in 4444");
});
