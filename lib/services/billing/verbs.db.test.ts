import { afterAll, beforeAll, expect, test } from "vitest";
import { v7 as uuidv7 } from "uuid";
import type { Payments } from "@/lib/adapters/stripe/payments";
import { PaymentsError } from "@/lib/adapters/stripe/payments-error";
import type { SubscriptionSnapshot } from "@/lib/adapters/stripe/subscription";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { createTestDatabase, createTestOrganization, type TestDatabase, withOwner } from "@/scripts/test/database";
import { cancelSubscription } from "./cancel-subscription";
import { changePlan } from "./change-plan";
import { getBilling } from "./get-billing";
import { openPortal } from "./open-portal";
import { resumeSubscription } from "./resume-subscription";
import { startCheckout } from "./start-checkout";

const now = new Date();
const inDays = (count: number) => new Date(now.getTime() + count * 86_400_000);
let database: TestDatabase;

beforeAll(async () => {
  process.env.NEXTAUTH_SECRET ||= "s".repeat(40);
  database = await createTestDatabase();
  process.env.DATABASE_URL = database.url;
  await useDatabase(database.url, 6);
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

const query = <T extends object>(text: string, values: unknown[] = []) =>
  withOwner(database.url, async (sql) => (await sql.query<T>(text, values)).rows);

async function payer(role: "owner" | "manager" = "owner") {
  const tenant = await createTestOrganization(database.url, { role });
  await query("update users set email_verified_at = now() where id = $1", [tenant.userId]);
  return tenant;
}

/** One customer of Stripe, in memory: what the verbs ask of it and nothing of its wire. */
function account(subscription: SubscriptionSnapshot | null = null) {
  const customerId = `cus_${uuidv7()}`;
  const state = { subscription, checkouts: [] as string[], declines: false };
  const change = (more: Partial<SubscriptionSnapshot>) => {
    if (state.subscription) state.subscription = { ...state.subscription, ...more };
  };
  const payments: Payments = {
    setUp: () => Promise.resolve([]),
    createCustomer: () => Promise.resolve(customerId),
    startCheckout({ plan }) {
      state.checkouts.push(plan);
      return Promise.resolve("https://checkout.example/1");
    },
    openPortal: (_, returnUrl) => Promise.resolve(`https://portal.example/?back=${returnUrl}`),
    findSubscription: () => Promise.resolve(state.subscription),
    changePlan(_, plan) {
      if (state.declines)
        return Promise.reject(new PaymentsError("declined", "Your card was declined.", "card_declined"));
      change({ plan });
      return Promise.resolve("now");
    },
    quoteChange: () => Promise.resolve({ dueCents: 7_000, creditCents: 2_900 }),
    payOpenInvoices: () => Promise.resolve(0),
    cancelAtPeriodEnd: () => Promise.resolve(change({ cancelAtPeriodEnd: true })),
    keepAsIs: () => Promise.resolve(change({ cancelAtPeriodEnd: false })),
    listInvoices: () => Promise.reject(new PaymentsError("unreachable", "away", null)),
    previewInvoice: () => Promise.resolve(null),
    sendReading: () => Promise.resolve(),
  };
  return { state, payments };
}

const running = (plan: SubscriptionSnapshot["plan"]): SubscriptionSnapshot => ({
  id: `sub_${uuidv7()}`,
  plan,
  status: "active",
  periodStart: inDays(-3),
  periodEnd: inDays(27),
  trialEndsAt: null,
  cancelAtPeriodEnd: false,
  pendingPlan: null,
});

test("a manager reads and changes nothing of it", async () => {
  const { context } = await payer("manager");
  const { payments, state } = account(running("starter"));
  const forbidden = expect.objectContaining({ code: "FORBIDDEN" });
  await expect(getBilling(context, { payments, now })).rejects.toThrow(forbidden);
  await expect(startCheckout(context, { plan: "starter" }, { payments, now })).rejects.toThrow(forbidden);
  await expect(changePlan(context, { plan: "enterprise" }, { payments })).rejects.toThrow(forbidden);
  await expect(openPortal(context, { payments })).rejects.toThrow(forbidden);
  await expect(cancelSubscription(context, { payments })).rejects.toThrow(forbidden);
  await expect(resumeSubscription(context, { payments })).rejects.toThrow(forbidden);
  expect(state).toMatchObject({ checkouts: [], subscription: { plan: "starter", cancelAtPeriodEnd: false } });
});

test("choosing a plan opens a payment page and changes nothing before it is paid", async () => {
  const tenant = await payer();
  const { payments, state } = account();
  const choose = () => startCheckout(tenant.context, { plan: "professional" }, { payments, now });
  expect(await Promise.all([choose(), choose()])).toEqual(Array(2).fill({ url: "https://checkout.example/1" }));
  expect(state.checkouts).toEqual(["professional", "professional"]);
  const billing = await getBilling(tenant.context, { payments, now });
  expect(billing).toMatchObject({
    plan: "starter",
    status: "trialing",
    isSubscribed: false,
    stripe: "away",
    invoices: [],
  });
  await expect(startCheckout(tenant.context, { plan: "gold" }, { payments, now })).rejects.toThrow(
    expect.objectContaining({ code: "INVALID" }),
  );
  await expect(startCheckout(tenant.context, { plan: "starter" }, { payments: null, now })).rejects.toThrow(
    expect.objectContaining({ code: "UNAVAILABLE" }),
  );
  state.subscription = running("professional");
  await expect(choose()).rejects.toThrow(expect.objectContaining({ code: "CONFLICT" }));
});

test("a customer that Stripe does not know any more is made anew", async () => {
  const tenant = await payer();
  const lost = account();
  await startCheckout(tenant.context, { plan: "starter" }, { payments: lost.payments, now });
  const { payments, state } = account();
  const knows: Payments["findSubscription"] = () =>
    Promise.reject(new PaymentsError("refused", "No such customer", "resource_missing"));
  const order = { plan: "professional" };
  expect(
    await startCheckout(tenant.context, order, { payments: { ...payments, findSubscription: knows }, now }),
  ).toEqual({
    url: "https://checkout.example/1",
  });
  expect(state.checkouts).toEqual(["professional"]);
  state.subscription = running("starter");
  expect(await changePlan(tenant.context, order, { payments })).toEqual({ when: "now" });
});

test("who has not confirmed their address pays for nothing", async () => {
  const tenant = await payer();
  await query("update users set email_verified_at = null where id = $1", [tenant.userId]);
  const { payments, state } = account();
  await expect(startCheckout(tenant.context, { plan: "starter" }, { payments, now })).rejects.toThrow(
    expect.objectContaining({ code: "FORBIDDEN" }),
  );
  expect(state.checkouts).toEqual([]);
});

test("a declined card leaves the plan; an upgrade, a cancellation and its taking back are in force at once and audited", async () => {
  const tenant = await payer();
  const { payments, state } = account();
  await startCheckout(tenant.context, { plan: "starter" }, { payments, now });
  await expect(changePlan(tenant.context, { plan: "professional" }, { payments })).rejects.toThrow(
    "Choose a plan first",
  );
  state.subscription = running("starter");
  state.declines = true;
  await expect(changePlan(tenant.context, { plan: "professional" }, { payments })).rejects.toThrow(
    /Your card was declined\. Nothing was changed/,
  );
  // What Stripe has is taken over all the same: the page that is shown next must be true.
  expect(await getBilling(tenant.context, { payments, now })).toMatchObject({ plan: "starter", status: "active" });

  state.declines = false;
  expect(await changePlan(tenant.context, { plan: "professional" }, { payments })).toEqual({ when: "now" });
  await expect(changePlan(tenant.context, { plan: "professional" }, { payments })).rejects.toThrow("your plan already");
  expect(await getBilling(tenant.context, { payments, now })).toMatchObject({
    plan: "professional",
    status: "active",
    isSubscribed: true,
  });
  await cancelSubscription(tenant.context, { payments });
  expect(await getBilling(tenant.context, { payments, now })).toMatchObject({ cancelAtPeriodEnd: true });
  await resumeSubscription(tenant.context, { payments });
  expect(await getBilling(tenant.context, { payments, now })).toMatchObject({ cancelAtPeriodEnd: false });
  const audited = await query<{ action: string; actor_id: string }>(
    "select action, actor_id from audit_log where organization_id = $1 order by seq",
    [tenant.organizationId],
  );
  expect(audited.map(({ action }) => action)).toEqual([
    "checkout.started",
    "subscription.changed",
    "plan.changed",
    "subscription.changed",
    "subscription.canceled",
    "subscription.changed",
    "subscription.resumed",
    "subscription.changed",
  ]);
  expect(audited.map(({ actor_id }) => actor_id).filter((id) => id !== tenant.userId)).toEqual(["stripe"]);
});
