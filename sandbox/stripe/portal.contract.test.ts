import type Stripe from "stripe";
import { afterAll, beforeAll, expect, it } from "vitest";
import { card, openStripe, submit, subscribe } from "./testing";

let open: Awaited<ReturnType<typeof openStripe>>;
let stripe: Stripe;
beforeAll(async () => {
  open = await openStripe();
  stripe = open.stripe;
});
afterAll(() => open.close());

const BACK = "http://127.0.0.1:1/billing";

async function plan(name: string) {
  const { catalog, customer } = await subscribe(stripe, name);
  const subscription = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: catalog.growth.id }],
  });
  return { catalog, customer, subscription };
}

it("leads straight to the payment method and back to where the customer came from", async () => {
  const { customer } = await plan("method");
  const session = await stripe.billingPortal.sessions.create({
    customer: customer.id,
    return_url: BACK,
    flow_data: {
      type: "payment_method_update",
      after_completion: { type: "redirect", redirect: { return_url: BACK } },
    },
  });
  expect(session.flow).toMatchObject({ type: "payment_method_update", after_completion: { type: "redirect" } });
  const page = await (await fetch(session.url)).text();
  expect(page).toContain("Update payment method");
  expect(page).not.toContain("Cancel subscription");
  const refused = await submit(`${session.url}/card`, card("4000000000000002"));
  expect(refused).toMatchObject({ status: 402 });
  expect(refused.text).toContain("Your card was declined.");
  expect(await submit(`${session.url}/card`, card("5555555555554444"))).toMatchObject({ status: 303, location: BACK });
});

it("asks once before it cancels, and confirms it", async () => {
  const { customer, subscription } = await plan("leaving");
  const flow = {
    type: "subscription_cancel",
    subscription_cancel: { subscription: subscription.id },
    after_completion: { type: "hosted_confirmation", hosted_confirmation: { custom_message: "See you again." } },
  } as const;
  const { url } = await stripe.billingPortal.sessions.create({ customer: customer.id, flow_data: flow });
  expect(await (await fetch(url)).text()).toContain("Cancel subscription");
  expect((await submit(`${url}/cancel`, { subscription: subscription.id })).text).toContain("See you again.");
  expect((await stripe.subscriptions.retrieve(subscription.id)).cancel_at).not.toBeNull();
  await expect(stripe.billingPortal.sessions.create({ customer: customer.id, flow_data: flow })).rejects.toMatchObject({
    type: "StripeInvalidRequestError",
  });
});

it("changes a plan at once or at the end of the period, as its configuration says", async () => {
  const { catalog, customer, subscription } = await plan("changing");
  const configuration = await stripe.billingPortal.configurations.create({
    features: {
      subscription_update: {
        enabled: true,
        default_allowed_updates: ["price"],
        proration_behavior: "always_invoice",
        products: [
          { product: String(catalog.starter.product), prices: [catalog.starter.id] },
          { product: String(catalog.growth.product), prices: [catalog.growth.id] },
        ],
        schedule_at_period_end: { conditions: [{ type: "decreasing_item_amount" }] },
      },
    },
  });
  const [item] = subscription.items.data;
  const { url } = await stripe.billingPortal.sessions.create({
    customer: customer.id,
    configuration: configuration.id,
    flow_data: {
      type: "subscription_update_confirm",
      subscription_update_confirm: {
        subscription: subscription.id,
        items: [{ id: item?.id ?? "", price: catalog.starter.id }],
      },
    },
  });
  expect(await (await fetch(url)).text()).toContain("changing starter");
  expect((await submit(`${url}/change`, { subscription: subscription.id, price: catalog.starter.id })).status).toBe(
    303,
  );
  const scheduled = await stripe.subscriptions.retrieve(subscription.id, { expand: ["schedule"] });
  expect(scheduled.items.data[0]?.price.id).toBe(catalog.growth.id);
  expect(scheduled.schedule).toMatchObject({ phases: [{}, { items: [{ price: catalog.starter.id }] }] });
  expect(await (await fetch(url)).text()).toContain("Changes to changing starter on");
  expect((await submit(`${url}/keep`, { subscription: subscription.id })).status).toBe(303);
  expect((await stripe.subscriptions.retrieve(subscription.id)).schedule).toBeNull();
});

it("opens no flow for what its configuration or the subscription does not allow", async () => {
  const { catalog, customer } = await plan("closed");
  const metered = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: catalog.starter.id }, { price: catalog.usage.id }],
  });
  const other = await plan("closed_other");
  const cancel = (id: string, configuration?: string) =>
    stripe.billingPortal.sessions.create({
      customer: customer.id,
      ...(configuration && { configuration }),
      flow_data: { type: "subscription_cancel", subscription_cancel: { subscription: id } },
    });
  await expect(cancel(other.subscription.id)).rejects.toThrow("does not belong to this customer");
  const off = await stripe.billingPortal.configurations.create({ features: { invoice_history: { enabled: true } } });
  await expect(cancel(metered.id, off.id)).rejects.toThrow("disabled in the portal configuration");
  const on = await stripe.billingPortal.configurations.create({
    features: {
      subscription_update: {
        enabled: true,
        default_allowed_updates: ["price"],
        products: [{ product: String(catalog.growth.product), prices: [catalog.growth.id] }],
      },
    },
  });
  await expect(
    stripe.billingPortal.sessions.create({
      customer: customer.id,
      configuration: on.id,
      flow_data: { type: "subscription_update", subscription_update: { subscription: metered.id } },
    }),
  ).rejects.toThrow("cannot be updated in the portal");
});
