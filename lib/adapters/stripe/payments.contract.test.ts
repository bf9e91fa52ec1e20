import type Stripe from "stripe";
import { afterAll, beforeAll, expect, test } from "vitest";
import { v7 as uuidv7 } from "uuid";
import { type Sandbox, startSandbox } from "@/sandbox/server/start";
import { PLAN_KEYS, type PlanKey } from "@/lib/domain/billing/plans";
import { linesOf, METER_EVENTS } from "./catalog";
import { stripeClient } from "./client";
import { createPayments, type Payments } from "./payments";
import type { SubscriptionSnapshot } from "./subscription";

const settings = { secretKey: "sk_test_contract", baseUrl: "" };
let sandbox: Sandbox;
let stripe: Stripe;
let payments: Payments;

beforeAll(async () => {
  sandbox = await startSandbox({ accountSid: `AC${"0".repeat(32)}`, authToken: "twilio-token", deepgramKeys: "any" });
  settings.baseUrl = sandbox.url;
  stripe = stripeClient(settings);
  payments = createPayments(settings);
  await payments.setUp();
});
afterAll(() => sandbox.close());

const newCustomer = (id = uuidv7()) =>
  payments.createCustomer({
    id,
    name: "Bright Dental",
    accountId: "AYB-TEST",
    email: "owner@example.test",
    replaces: null,
  });

/** A customer who pays, as Checkout would have left them. */
async function subscribed(
  plan: PlanKey,
  card = "pm_card_visa",
): Promise<{ customerId: string; current: SubscriptionSnapshot }> {
  const customerId = await newCustomer();
  const method = await stripe.paymentMethods.attach(card, { customer: customerId });
  await stripe.customers.update(customerId, { invoice_settings: { default_payment_method: method.id } });
  await stripe.subscriptions.create({ customer: customerId, items: await linesOf(stripe, plan) });
  const current = await payments.findSubscription(customerId);
  if (!current) throw new Error("no subscription");
  return { customerId, current };
}

const found = async (customerId: string) => {
  const subscription = await payments.findSubscription(customerId);
  if (!subscription) throw new Error("no subscription");
  return subscription;
};

test("the catalog is made once, with every plan's prices", async () => {
  const again = await payments.setUp();
  expect(again.filter(({ made }) => made)).toEqual([]);
  expect(again.map(({ what }) => what).filter((what) => what.startsWith("price"))).toHaveLength(5);
  for (const plan of PLAN_KEYS) expect((await linesOf(stripe, plan)).length).toBeGreaterThan(0);
});

test("an organization is one customer, however often it is asked for", async () => {
  const id = uuidv7();
  expect(await newCustomer(id)).toBe(await newCustomer(id));
});

test("a payment page is opened, and an earlier one closed", async () => {
  const customerId = await newCustomer();
  expect(await payments.findSubscription(customerId)).toBeNull();
  const order = {
    customerId,
    plan: "professional" as const,
    successUrl: "http://a.test/ok",
    cancelUrl: "http://a.test/no",
  };
  const first = await payments.startCheckout(order);
  const second = await payments.startCheckout(order);
  expect(new URL(second).protocol).toMatch(/^https?:$/);
  expect(second).not.toBe(first);
  const open = await stripe.checkout.sessions.list({ customer: customerId, status: "open" });
  expect(open.data).toHaveLength(1);
  expect(await payments.openPortal(customerId, "http://a.test/billing")).toMatch(/^https?:/);
});

test.each(PLAN_KEYS)("a subscription to %s is read as that plan, for a month", async (plan) => {
  const { current } = await subscribed(plan);
  expect(current).toMatchObject({
    plan,
    status: "active",
    cancelAtPeriodEnd: false,
    pendingPlan: null,
    trialEndsAt: null,
  });
  const days = (current.periodEnd.getTime() - current.periodStart.getTime()) / 86_400_000;
  expect(days).toBeGreaterThanOrEqual(28);
  expect(days).toBeLessThanOrEqual(31);
});

test("an upgrade counts and is charged at once, as quoted", async () => {
  const { customerId, current } = await subscribed("starter");
  expect(await payments.quoteChange(current, "professional")).toEqual({ dueCents: 7_000, creditCents: 2_900 });
  expect(await payments.changePlan(current, "professional")).toBe("now");
  expect(await found(customerId)).toMatchObject({ id: current.id, plan: "professional", status: "active" });
  const invoices = await payments.listInvoices(customerId);
  expect(invoices.every(({ status }) => status === "paid")).toBe(true);
  expect(invoices.reduce((sum, { totalCents }) => sum + totalCents, 0)).toBe(9_900);
});

test("a card that is declined leaves the plan as it was", async () => {
  const { customerId, current } = await subscribed("starter");
  const bad = await stripe.paymentMethods.attach("pm_card_chargeCustomerFail", { customer: customerId });
  await stripe.customers.update(customerId, { invoice_settings: { default_payment_method: bad.id } });
  await expect(payments.changePlan(current, "enterprise")).rejects.toMatchObject({ problem: "declined" });
  expect(await found(customerId)).toMatchObject({ plan: "starter", status: "active" });
});

test("a cancellation comes at the end of the period and can be taken back", async () => {
  const { customerId, current } = await subscribed("starter");
  await payments.cancelAtPeriodEnd(current.id);
  expect(await found(customerId)).toMatchObject({ status: "active", cancelAtPeriodEnd: true });
  await payments.keepAsIs(current.id);
  expect(await found(customerId)).toMatchObject({ status: "active", cancelAtPeriodEnd: false });
});

test("meters count each reading once, and the next invoice has the overage", async () => {
  const { customerId, current } = await subscribed("professional");
  const at = new Date();
  const reading = (n: number) => ({
    customerId,
    kind: "call" as const,
    quantity: "1",
    at,
    identifier: `${customerId}:${n}:call`,
  });
  for (const n of [1, 2, 3]) await payments.sendReading(reading(n));
  await payments.sendReading(reading(3));
  await payments.sendReading({ ...reading(4), kind: "minutes", quantity: "1.1" });
  const meters = await stripe.billing.meters.list({ limit: 100 });
  const total = async (kind: keyof typeof METER_EVENTS) => {
    const meter = meters.data.find(({ event_name }) => event_name === METER_EVENTS[kind]);
    const minute = Math.floor(at.getTime() / 60_000) * 60;
    const window = { customer: customerId, start_time: minute - 600, end_time: minute + 600 };
    const { data } = await stripe.billing.meters.listEventSummaries(meter?.id ?? "", window);
    return data.reduce((sum, { aggregated_value }) => sum + aggregated_value, 0);
  };
  await expect.poll(() => total("call")).toBe(3);
  await expect.poll(() => total("minutes")).toBeCloseTo(1.1);
  expect(await payments.previewInvoice(current.id)).toEqual({ totalCents: 9_900, creditCents: 0 });
  await payments.sendReading({ ...reading(5), quantity: "1007" });
  const beyond = async () => (await payments.previewInvoice(current.id))?.totalCents;
  await expect.poll(beyond).toBe(9_900 + 10 * 12);
});

test("what Stripe refuses, and its silence, are told apart", async () => {
  await expect(payments.openPortal("cus_nobody", "http://a.test")).rejects.toMatchObject({ problem: "refused" });
  const nowhere = createPayments({ secretKey: "sk_test_contract", baseUrl: "http://127.0.0.1:9" });
  await expect(nowhere.listInvoices("cus_nobody")).rejects.toMatchObject({ problem: "unreachable" });
});
