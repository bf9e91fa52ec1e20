import { afterAll, beforeAll, expect, test } from "vitest";
import { CARDS, StripeWorld } from "@/scripts/test/stripe-world";
import type { TestOrganization } from "@/scripts/test/database";
import { cancelSubscription } from "./cancel-subscription";
import { changePlan } from "./change-plan";
import { openPortal } from "./open-portal";
import { payOpenInvoices } from "./pay-open-invoices";
import { quoteChange } from "./quote-change";
import { resumeSubscription } from "./resume-subscription";

const waiting = { timeout: 20_000, interval: 50 };
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
let world: StripeWorld;

beforeAll(async () => {
  world = await StripeWorld.open();
});
afterAll(() => world.close());

const later = (date: string | Date, ms: number) => new Date(new Date(date).getTime() + ms);

/** Waits until the organization's billing is so. */
const becomes = (tenant: TestOrganization, expected: object) =>
  expect.poll(() => world.billing(tenant), waiting).toMatchObject(expected);

/** Pays since a minute: Stripe counts in seconds, and what is used in the very second that a period begins belongs to no sure one. */
async function payer(plan: Parameters<StripeWorld["checkOut"]>[1], card?: string): Promise<TestOrganization> {
  const tenant = await world.organization();
  expect((await world.checkOut(tenant, plan, card)).answer.status).toBe(303);
  await becomes(tenant, { plan, status: "active", isSubscribed: true });
  await world.goTo(later(world.now(), 60_000));
  return tenant;
}

/** Our count of the next invoice is what Stripe would write. */
async function agrees(tenant: TestOrganization, cents: number): Promise<void> {
  const { nextInvoice } = await world.billing(tenant);
  expect({ ours: nextInvoice?.cents, stripes: nextInvoice?.stripeCents }).toEqual({ ours: cents, stripes: cents });
}

test("what is paid at Stripe is in force by its own notices, and usage is one number in ledger, screen and meter", async () => {
  const tenant = await world.organization();
  expect(await world.billing(tenant)).toMatchObject({ plan: "starter", status: "trialing", nextInvoice: null });
  const { answer } = await world.checkOut(tenant, "professional");
  expect(answer).toMatchObject({ status: 303, location: expect.stringContaining("/billing?paid=1") as string });
  await becomes(tenant, { plan: "professional", status: "active", isSubscribed: true });
  const { periodStart, invoices } = await world.billing(tenant);
  expect(invoices[0]).toMatchObject({ status: "paid", totalCents: 9_900 });
  await world.goTo(later(world.now(), 60_000));

  await world.use(tenant, 3);
  const { usage } = await world.billing(tenant);
  expect(usage.map(({ used }) => used)).toEqual([3, 3]);
  await expect.poll(() => world.metered(tenant, "call", new Date(periodStart)), waiting).toBe(3);
  expect(await world.metered(tenant, "minutes", new Date(periodStart))).toBe(3);
  await agrees(tenant, 9_900);
  expect(world.outcomes).not.toContain("forged");
});

test("a card that is declined, or that its bank does not confirm, changes nothing; another one does", async () => {
  const tenant = await world.organization();
  const { url, answer } = await world.checkOut(tenant, "starter", CARDS.declined);
  expect(answer.status).toBe(402);
  expect(answer.text).toContain("Your card was declined.");
  const asked = await world.submit(url, CARDS.asksOnce);
  const bank = `${world.sandbox.url}${asked.location}`;
  expect((await world.press(`${bank}/fail`)).text).toContain("unable to authenticate");
  expect(await world.billing(tenant)).toMatchObject({ status: "trialing", isSubscribed: false, invoices: [] });
  expect(await world.ring(tenant)).toBe("connect");
  const again = await world.submit(url, CARDS.asksOnce);
  expect((await world.press(`${world.sandbox.url}${again.location}/complete`)).status).toBe(303);
  await becomes(tenant, { plan: "starter", status: "active" });
});

test("an upgrade counts at once: charged what was quoted, less the unused days; its month and what it includes begin anew", async () => {
  const tenant = await payer("starter");
  await world.use(tenant, 109);
  expect(await world.ring(tenant)).toBe("connect");
  expect(await world.ring(tenant)).toBe("not_covered");
  const before = await world.billing(tenant);
  const quote = await quoteChange(tenant.context, { plan: "professional" }, world);
  expect(quote?.creditCents).toBeGreaterThan(2_850);
  expect(await changePlan(tenant.context, { plan: "professional" }, world)).toEqual({ when: "now" });
  const after = await world.billing(tenant);
  expect(after).toMatchObject({ plan: "professional", status: "active", refusing: null });
  expect(after.invoices[0]).toMatchObject({ status: "paid" });
  expect(Math.abs((after.invoices[0]?.totalCents ?? 0) - (quote?.dueCents ?? 0))).toBeLessThan(3);
  expect(new Date(after.periodStart).getTime()).toBeGreaterThan(new Date(before.periodStart).getTime());
  expect(after.usage[0]).toMatchObject({ included: 1_000 });
  expect(await world.ring(tenant)).toBe("connect");
  await agrees(tenant, 9_900);
});

test("a downgrade waits for the period's end, is shown, can be taken back, and comes by Stripe's clock", async () => {
  const tenant = await payer("professional");
  const down = () => changePlan(tenant.context, { plan: "starter" }, world);
  expect(await down()).toEqual({ when: "at_period_end" });
  expect(await world.billing(tenant)).toMatchObject({ plan: "professional", pendingPlan: "starter" });
  await resumeSubscription(tenant.context, world);
  expect(await world.billing(tenant)).toMatchObject({ plan: "professional", pendingPlan: null });
  await agrees(tenant, 9_900);

  await down();
  await down();
  await world.useMany(tenant, 1_005);
  const before = await world.billing(tenant);
  expect(before).toMatchObject({ plan: "professional", pendingPlan: "starter", refusing: null });
  await agrees(tenant, 2_900 + 5 * 12);

  await world.goTo(later(before.periodEnd, 2 * HOUR_MS));
  await becomes(tenant, { plan: "starter", status: "active", pendingPlan: null, periodStart: before.periodEnd });
  const after = await world.billing(tenant);
  expect(after.invoices[0]).toMatchObject({ status: "paid", totalCents: 2_900 + 5 * 12 });
  expect(after.usage[0]).toMatchObject({ used: 0, included: 100 });
  await agrees(tenant, 2_900);
  // Stripe's schedule still holds the plan for this month: that must keep nobody from changing it.
  expect(await changePlan(tenant.context, { plan: "enterprise" }, world)).toEqual({ when: "now" });
  expect(await world.billing(tenant)).toMatchObject({ plan: "enterprise", pendingPlan: null });
});

test("an upgrade that is declined leaves a planned change as it was", async () => {
  const tenant = await payer("professional");
  await changePlan(tenant.context, { plan: "starter" }, world);
  const { url } = await openPortal(tenant.context, world);
  expect((await world.submit(`${url}/card`, CARDS.failsLater)).status).toBe(303);
  await expect(changePlan(tenant.context, { plan: "enterprise" }, world)).rejects.toThrow(
    /Your card was declined\. Nothing was changed/,
  );
  expect(await world.billing(tenant)).toMatchObject({ plan: "professional", pendingPlan: "starter" });
});

test("a cancellation can be taken back, also one made on Stripe's pages; then it ends, calls are refused, and one may come back", async () => {
  const tenant = await payer("starter");
  await cancelSubscription(tenant.context, world);
  expect(await world.billing(tenant)).toMatchObject({ cancelAtPeriodEnd: true, nextInvoice: null });
  await resumeSubscription(tenant.context, world);
  expect(await world.billing(tenant)).toMatchObject({ cancelAtPeriodEnd: false });
  await agrees(tenant, 2_900);

  const customer = await world.customerOf(tenant);
  const portal = await world.stripe.billingPortal.sessions.create({ customer });
  const [subscription] = (await world.stripe.subscriptions.list({ customer })).data;
  await world.press(`${portal.url}/cancel`, { subscription: subscription?.id ?? "" });
  await becomes(tenant, { cancelAtPeriodEnd: true });
  await resumeSubscription(tenant.context, world);
  expect(await world.billing(tenant)).toMatchObject({ cancelAtPeriodEnd: false });

  // Who plans to leave and then chooses a smaller plan means to stay.
  await cancelSubscription(tenant.context, world);
  await changePlan(tenant.context, { plan: "pay_per_use" }, world);
  expect(await world.billing(tenant)).toMatchObject({ cancelAtPeriodEnd: false, pendingPlan: "pay_per_use" });
  await cancelSubscription(tenant.context, world);
  const leaving = await world.billing(tenant);
  expect(leaving).toMatchObject({ cancelAtPeriodEnd: true, pendingPlan: null, refusing: null });
  await world.goTo(later(leaving.periodEnd, 60_000));
  await becomes(tenant, { status: "canceled", isSubscribed: false, refusing: "unpaid" });
  expect(await world.ring(tenant)).toBe("not_covered");
  expect(await world.mails(tenant, "subscription_ended")).toBe(1);
  await expect(changePlan(tenant.context, { plan: "professional" }, world)).rejects.toThrow("Choose a plan first");

  expect((await world.checkOut(tenant, "starter")).answer.status).toBe(303);
  await becomes(tenant, { plan: "starter", status: "active", refusing: null });
  expect(await world.ring(tenant)).toBe("connect");
});

test("a renewal that is declined: callers are still answered, the owner is told and pays with another card", async () => {
  const tenant = await payer("starter");
  const { url } = await openPortal(tenant.context, world);
  await world.submit(`${url}/card`, CARDS.failsLater);
  const { periodEnd } = await world.billing(tenant);
  await world.goTo(later(periodEnd, 2 * HOUR_MS));
  await becomes(tenant, { status: "past_due", refusing: null });
  expect(await world.ring(tenant)).toBe("connect");
  expect(await world.mails(tenant, "payment_failed")).toBe(1);
  await expect(payOpenInvoices(tenant.context, world)).rejects.toThrow(/Your card was declined\. Nothing was changed/);

  const card = await openPortal(tenant.context, world);
  await world.submit(`${card.url}/card`, CARDS.good);
  expect(await payOpenInvoices(tenant.context, world)).toEqual({ paidCents: 2_900 });
  expect(await world.billing(tenant)).toMatchObject({ status: "active" });
  expect(await payOpenInvoices(tenant.context, world)).toEqual({ paidCents: 0 });
});

test("a renewal that nobody pays ends the subscription after the last try: calls are refused and the owner is told", async () => {
  const tenant = await payer("starter");
  const { url } = await openPortal(tenant.context, world);
  await world.submit(`${url}/card`, CARDS.failsLater);
  const { periodEnd } = await world.billing(tenant);
  await world.goTo(later(periodEnd, 20 * DAY_MS));
  await becomes(tenant, { status: "canceled", refusing: "unpaid" });
  expect(await world.ring(tenant)).toBe("not_covered");
  expect(await world.mails(tenant, "subscription_ended")).toBe(1);
});

test("pay per use costs what was called, and what was called under it is paid when a plan takes its place", async () => {
  const tenant = await payer("pay_per_use");
  await agrees(tenant, 0);
  await world.use(tenant, 3);
  await agrees(tenant, 45);
  await world.goTo(later(world.now(), 60_000));
  expect(await world.billing(tenant)).toMatchObject({ refusing: null, usage: [{ used: 3, included: null }, {}] });
  expect(await changePlan(tenant.context, { plan: "starter" }, world)).toEqual({ when: "now" });
  const { invoices } = await world.billing(tenant);
  expect(invoices[0]).toMatchObject({ status: "paid", totalCents: 2_900 + 45 });
  await agrees(tenant, 2_900);
});

test("notices that come late, each three times and in reverse order leave what Stripe has, audited once", async () => {
  const tenant = await payer("starter");
  await world.settled();
  await world.deliver({ hold: true, duplicates: 2 });
  try {
    const customer = await world.customerOf(tenant);
    const [subscription] = (await world.stripe.subscriptions.list({ customer })).data;
    const id = subscription?.id ?? "";
    // Three times in Stripe's dashboard, of which we hear nothing yet.
    await world.stripe.subscriptions.update(id, { cancel_at_period_end: true });
    await world.stripe.subscriptions.update(id, { cancel_at_period_end: false });
    await world.stripe.subscriptions.update(id, { cancel_at_period_end: true });
    expect(await world.billing(tenant)).toMatchObject({ cancelAtPeriodEnd: false });
    const count = world.outcomes.length;
    await world.release("reversed");
    await expect.poll(() => world.outcomes.length, waiting).toBe(count + 9);
    expect(world.outcomes.slice(count).filter((outcome) => outcome === "repeated")).toHaveLength(6);
  } finally {
    await world.deliver({});
  }
  expect(await world.billing(tenant)).toMatchObject({ cancelAtPeriodEnd: true });
  const audited = await world.query(
    "select 1 from audit_log where organization_id = $1 and action = 'subscription.changed' and details ? 'cancelAtPeriodEnd'",
    [tenant.organizationId],
  );
  expect(audited).toHaveLength(1);
});
