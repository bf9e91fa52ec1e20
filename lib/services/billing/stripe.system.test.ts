import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { linesOf, METER_EVENTS } from "@/lib/adapters/stripe/catalog";
import { stripeClient } from "@/lib/adapters/stripe/client";
import { createPayments, type Payments } from "@/lib/adapters/stripe/payments";
import type { PlanKey } from "@/lib/domain/billing/plans";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { withSystemSql } from "@/lib/db/transaction";
import { type Sandbox, startSandbox } from "@/sandbox/server/start";
import { createTestDatabase, createTestOrganization, type TestDatabase, withOwner } from "@/scripts/test/database";
import { plantCalls } from "@/scripts/test/plant-call";
import { getBilling } from "./get-billing";
import { meterUsage } from "./meter-usage";
import { receiveStripeNotice } from "./receive-stripe-notice";
import { recordUsage } from "./record-usage";
import { startCheckout } from "./start-checkout";

const SECRET = "whsec_of_the_system_test";
const settings = { secretKey: "sk_test_system", baseUrl: "" };
const waiting = { timeout: 20_000, interval: 50 };
let database: TestDatabase;
let sandbox: Sandbox;
let payments: Payments;
let web: Server;
const outcomes: string[] = [];

/** Answers notices as the web app does: only what was taken in is acknowledged. */
function startWeb(): Promise<Server> {
  const server = createServer((request, response) => {
    let rawBody = "";
    request.setEncoding("utf8").on("data", (chunk: string) => (rawBody += chunk));
    request.on("end", () => {
      const signature = request.headers["stripe-signature"];
      receiveStripeNotice(
        { rawBody, signature: typeof signature === "string" ? signature : null },
        { payments, secret: SECRET, now: new Date() },
      ).then(
        (outcome) => {
          outcomes.push(outcome);
          response.writeHead(outcome === "forged" ? 400 : 204).end();
        },
        () => response.writeHead(500).end(),
      );
    });
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

beforeAll(async () => {
  process.env.NEXTAUTH_SECRET ||= "s".repeat(40);
  database = await createTestDatabase();
  process.env.DATABASE_URL = database.url;
  await useDatabase(database.url, 8);
  web = await startWeb();
  const url = `http://127.0.0.1:${(web.address() as AddressInfo).port}/api/webhooks/stripe`;
  sandbox = await startSandbox({
    accountSid: `AC${"0".repeat(32)}`,
    authToken: "twilio-token",
    deepgramKeys: "any",
    stripeWebhook: { url, secret: SECRET },
  });
  settings.baseUrl = sandbox.url;
  payments = createPayments(settings);
  await payments.setUp();
});
afterAll(async () => {
  await sandbox.close();
  web.close();
  await closeDatabase();
  await database.drop();
});

test("what is paid at Stripe is in force here by its own notices, and usage is the same number in ledger, screen and meter", async () => {
  const tenant = await createTestOrganization(database.url);
  await withOwner(database.url, (sql) =>
    sql.query("update users set email_verified_at = now() where id = $1", [tenant.userId]),
  );
  const billing = () => getBilling(tenant.context, { payments, now: new Date() });
  await startCheckout(tenant.context, { plan: "professional" }, { payments, now: new Date() });
  expect(await billing()).toMatchObject({ plan: "starter", status: "trialing", isSubscribed: false });

  const customerId = await customerOf(tenant.organizationId);
  await pay(customerId, "professional");
  await expect.poll(billing, waiting).toMatchObject({ plan: "professional", status: "active", isSubscribed: true });
  const afterPaying = await billing();
  expect(afterPaying?.invoices[0]).toMatchObject({ status: "paid", totalCents: 9_900 });

  const calls = await plantCalls(database.url, tenant, [{}, {}, {}]);
  await withOwner(database.url, (sql) =>
    sql.query(
      `update calls set status = 'completed', answered_at = now() - interval '70 seconds', started_at = now() - interval '71 seconds',
         ended_at = now(), duration_ms = 70000 where organization_id = $1`,
      [tenant.organizationId],
    ),
  );
  await withSystemSql("test", (sql) =>
    recordUsage(
      sql,
      calls.map((callId) => ({ organizationId: tenant.organizationId, callId })),
    ),
  );
  expect(await meterUsage(payments)).toEqual({ sent: 6, failed: 0 });
  const shown = (await billing())?.usage.map(({ used }) => used);
  expect(shown?.[0]).toBe(3);
  expect(shown?.[1]).toBeCloseTo(3.6);
  await expect.poll(() => metered(customerId, "call"), waiting).toBe(3);
  await expect.poll(() => metered(customerId, "minutes"), waiting).toBeCloseTo(3.6);
  expect(outcomes).not.toContain("forged");
});

const customerOf = (organizationId: string) =>
  withOwner(database.url, async (sql) => {
    const { rows } = await sql.query<{ id: string }>(
      "select stripe_customer_id as id from subscriptions where organization_id = $1",
      [organizationId],
    );
    return rows[0]?.id ?? "";
  });

/** As Checkout's page does for a good card. */
async function pay(customerId: string, plan: PlanKey): Promise<void> {
  const stripe = stripeClient(settings);
  const card = await stripe.paymentMethods.attach("pm_card_visa", { customer: customerId });
  await stripe.customers.update(customerId, { invoice_settings: { default_payment_method: card.id } });
  await stripe.subscriptions.create({ customer: customerId, items: await linesOf(stripe, plan) });
}

async function metered(customerId: string, kind: keyof typeof METER_EVENTS): Promise<number> {
  const stripe = stripeClient(settings);
  const meters = await stripe.billing.meters.list({ limit: 100 });
  const meter = meters.data.find(({ event_name }) => event_name === METER_EVENTS[kind]);
  const minute = Math.floor(Date.now() / 60_000) * 60;
  const window = { customer: customerId, start_time: minute - 600, end_time: minute + 600 };
  const { data } = await stripe.billing.meters.listEventSummaries(meter?.id ?? "", window);
  return data.reduce((sum, { aggregated_value }) => sum + aggregated_value, 0);
}
