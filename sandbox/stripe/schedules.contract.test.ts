import type Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { control, openStripe, openWebhookEnd, subscribe } from "./testing";

const SECRET = "whsec_of_schedules";

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

const to = (atS: number) => control(open.sandbox, "clock", { to: atS });

/** A subscription to the dearer plan with usage. */
async function growth(name: string, payment?: string) {
  const { catalog, customer } = await subscribe(stripe, name, payment);
  const subscription = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: catalog.growth.id }, { price: catalog.usage.id }],
    metadata: { org: name },
  });
  const period = subscription.items.data[0];
  return {
    catalog,
    customer,
    subscription,
    startS: period?.current_period_start ?? 0,
    endS: period?.current_period_end ?? 0,
    use: (value: number, timestamp: number) =>
      stripe.billing.meterEvents.create({
        event_name: `${name}_minutes`,
        timestamp,
        payload: { stripe_customer_id: customer.id, value: String(value) },
      }),
  };
}

/** Schedules the cheaper plan for the end of the period, as Stripe's guide for downgrades does it. */
async function downgrade({ catalog, subscription, startS, endS }: Awaited<ReturnType<typeof growth>>) {
  const made = await stripe.subscriptionSchedules.create({ from_subscription: subscription.id });
  return stripe.subscriptionSchedules.update(made.id, {
    end_behavior: "release",
    phases: [
      {
        start_date: startS,
        end_date: endS,
        items: [{ price: catalog.growth.id, quantity: 1 }, { price: catalog.usage.id }],
      },
      {
        items: [{ price: catalog.starter.id, quantity: 1 }, { price: catalog.usage.id }],
        proration_behavior: "none",
        metadata: { plan: "starter" },
      },
    ],
  });
}

const priceIds = (subscription: Stripe.Subscription) => subscription.items.data.map(({ price }) => price.id);

describe("a downgrade at the end of the period", () => {
  it("takes the plan as it is, changes it when the clock passes the end, and lets go a period later", async () => {
    const on = await growth("later");
    const made = await stripe.subscriptionSchedules.create({ from_subscription: on.subscription.id });
    expect(made).toMatchObject({
      status: "active",
      end_behavior: "release",
      subscription: on.subscription.id,
      customer: on.customer.id,
      current_phase: { start_date: on.startS, end_date: on.endS },
      phases: [{ start_date: on.startS, end_date: on.endS, items: [{ price: on.catalog.growth.id, quantity: 1 }, {}] }],
    });
    await stripe.subscriptionSchedules.release(made.id);

    const schedule = await downgrade(on);
    expect(schedule.phases).toHaveLength(2);
    const untouched = await stripe.subscriptions.retrieve(on.subscription.id, { expand: ["schedule"] });
    expect(untouched).toMatchObject({ status: "active", schedule: { id: schedule.id, status: "active" } });
    expect(priceIds(untouched)).toEqual([on.catalog.growth.id, on.catalog.usage.id]);

    await on.use(110, on.startS + 60);
    const shown = await stripe.invoices.createPreview({ subscription: on.subscription.id });
    expect(shown.total).toBe(10 * 12 + 2_000);
    expect((await stripe.invoices.createPreview({ schedule: schedule.id })).total).toBe(shown.total);

    const before = end.received.length;
    await to(on.endS + 2 * 3_600);
    const [invoice] = (await stripe.invoices.list({ subscription: on.subscription.id })).data;
    expect(invoice).toMatchObject({ status: "paid", billing_reason: "subscription_cycle", total: shown.total });
    const changed = await stripe.subscriptions.retrieve(on.subscription.id);
    expect(changed).toMatchObject({ status: "active", metadata: { org: "later", plan: "starter" } });
    expect(priceIds(changed)).toEqual([on.catalog.starter.id, on.catalog.usage.id]);
    expect(changed.items.data[0]?.current_period_start).toBe(on.endS);
    expect((await stripe.subscriptionSchedules.retrieve(schedule.id)).current_phase?.start_date).toBe(on.endS);

    await end.until(() => types(before).includes("invoice.paid"));
    expect(types(before)).toEqual(
      expect.arrayContaining(["customer.subscription.updated", "subscription_schedule.updated", "invoice.created"]),
    );

    await to((changed.items.data[0]?.current_period_end ?? 0) + 2 * 3_600);
    const released = await stripe.subscriptionSchedules.retrieve(schedule.id);
    expect(released).toMatchObject({
      status: "released",
      subscription: null,
      released_subscription: on.subscription.id,
      current_phase: null,
    });
    const alone = await stripe.subscriptions.retrieve(on.subscription.id);
    expect(alone).toMatchObject({ status: "active", schedule: null });
    expect(priceIds(alone)).toEqual([on.catalog.starter.id, on.catalog.usage.id]);
    await end.until(() => types(before).includes("subscription_schedule.released"));
  });

  it("is taken back by releasing the schedule: the plan renews as it was", async () => {
    const on = await growth("taken_back");
    const schedule = await downgrade(on);
    const released = await stripe.subscriptionSchedules.release(schedule.id);
    expect(released).toMatchObject({ status: "released", released_subscription: on.subscription.id });
    await expect(stripe.subscriptionSchedules.release(schedule.id)).rejects.toMatchObject({ statusCode: 400 });
    await to(on.endS + 2 * 3_600);
    const renewed = await stripe.subscriptions.retrieve(on.subscription.id);
    expect(renewed.schedule).toBeNull();
    expect(priceIds(renewed)).toEqual([on.catalog.growth.id, on.catalog.usage.id]);
  });

  it("counts usage that arrives before the invoice is final, also for a price that the new phase has no more", async () => {
    const on = await growth("other_usage");
    const made = await stripe.subscriptionSchedules.create({ from_subscription: on.subscription.id });
    const old = [{ price: on.catalog.growth.id, quantity: 1 }, { price: on.catalog.usage.id }];
    await stripe.subscriptionSchedules.update(made.id, {
      phases: [
        { start_date: on.startS, end_date: on.endS, items: old },
        { items: [{ price: on.catalog.starter.id, quantity: 1 }], proration_behavior: "none" },
      ],
    });
    await to(on.endS + 60);
    await on.use(103, on.endS - 10);
    await to(on.endS + 2 * 3_600);
    const [invoice] = (await stripe.invoices.list({ subscription: on.subscription.id })).data;
    expect(invoice?.total).toBe(3 * 12 + 2_000);
    expect(priceIds(await stripe.subscriptions.retrieve(on.subscription.id))).toEqual([on.catalog.starter.id]);
  });

  it("falls behind when the renewal's card is declined, and ends with the subscription", async () => {
    const on = await growth("declined");
    const schedule = await downgrade(on);
    const bad = await stripe.paymentMethods.attach("pm_card_chargeCustomerFail", { customer: on.customer.id });
    await stripe.customers.update(on.customer.id, { invoice_settings: { default_payment_method: bad.id } });
    await to(on.endS + 2 * 3_600);
    expect(await stripe.subscriptions.retrieve(on.subscription.id)).toMatchObject({ status: "past_due" });
    expect((await stripe.subscriptionSchedules.retrieve(schedule.id)).status).toBe("active");
    await to(on.endS + 20 * 86_400);
    expect((await stripe.subscriptions.retrieve(on.subscription.id)).status).toBe("canceled");
    expect((await stripe.subscriptionSchedules.retrieve(schedule.id)).status).toBe("canceled");
  });
});

it("changes in the middle of a period with the phase's proration", async () => {
  const on = await growth("middle");
  const made = await stripe.subscriptionSchedules.create({ from_subscription: on.subscription.id });
  const half = Math.floor((on.startS + on.endS) / 2);
  const usage = { price: on.catalog.usage.id };
  await stripe.subscriptionSchedules.update(made.id, {
    end_behavior: "cancel",
    phases: [
      { start_date: on.startS, end_date: half, items: [{ price: on.catalog.growth.id }, usage] },
      {
        end_date: on.endS,
        items: [{ price: on.catalog.starter.id }, usage],
        proration_behavior: "create_prorations",
      },
    ],
  });
  await to(half + 60);
  expect(priceIds(await stripe.subscriptions.retrieve(on.subscription.id))).toContain(on.catalog.starter.id);
  const preview = await stripe.invoices.createPreview({ subscription: on.subscription.id });
  // Half a month of 20 for half a month of 50 dollars; nothing more, because it ends.
  expect(preview.total).toBeGreaterThan(-1_502);
  expect(preview.total).toBeLessThan(-1_498);
  await to(on.endS + 60);
  expect((await stripe.subscriptions.retrieve(on.subscription.id)).status).toBe("canceled");
  expect((await stripe.subscriptionSchedules.retrieve(made.id)).status).toBe("completed");
});

describe("what Stripe refuses of schedules", () => {
  it("takes a subscription once, and nothing beside it", async () => {
    const on = await growth("once");
    await expect(
      stripe.subscriptionSchedules.create({ from_subscription: on.subscription.id, end_behavior: "cancel" }),
    ).rejects.toMatchObject({ param: "end_behavior" });
    const made = await stripe.subscriptionSchedules.create({ from_subscription: on.subscription.id });
    await expect(stripe.subscriptionSchedules.create({ from_subscription: on.subscription.id })).rejects.toThrow(
      `You cannot migrate a subscription that is already attached to a schedule: \`${made.id}\`.`,
    );
    await expect(stripe.subscriptionSchedules.retrieve("sub_sched_none")).rejects.toMatchObject({ statusCode: 404 });
    const cancelled = stripe.subscriptions.update(on.subscription.id, { cancel_at_period_end: true });
    await expect(cancelled).rejects.toThrow("managed by the subscription schedule");
    await stripe.subscriptionSchedules.cancel(made.id);
    expect((await stripe.subscriptions.retrieve(on.subscription.id)).status).toBe("canceled");
  });

  it("wants the current phase where it began", async () => {
    const on = await growth("anchored");
    const { id } = await stripe.subscriptionSchedules.create({ from_subscription: on.subscription.id });
    const items = [{ price: on.catalog.growth.id }];
    const update = (phase: Stripe.SubscriptionScheduleUpdateParams.Phase) =>
      stripe.subscriptionSchedules.update(id, { phases: [phase] });
    await expect(update({ items, end_date: on.endS })).rejects.toThrow("at least one phase with a `start_date`");
    await expect(update({ items, start_date: on.startS - 60, end_date: on.endS })).rejects.toThrow(
      "You can not modify the start date of the current phase.",
    );
    await expect(update({ items, start_date: on.startS, end_date: on.startS })).rejects.toThrow("after its start date");
    expect((await stripe.subscriptionSchedules.retrieve(id)).phases[0]?.items).toHaveLength(2);
  });
});

function types(after: number): string[] {
  return end.received.slice(after).map(({ body, headers }) => {
    const event = stripe.webhooks.constructEvent(body, String(headers["stripe-signature"]), SECRET);
    return event.type;
  });
}
