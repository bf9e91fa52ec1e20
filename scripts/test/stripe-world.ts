import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type Stripe from "stripe";
import { v7 as uuidv7 } from "uuid";
import { METER_EVENTS } from "@/lib/adapters/stripe/catalog";
import { stripeClient } from "@/lib/adapters/stripe/client";
import { createPayments, type Payments } from "@/lib/adapters/stripe/payments";
import type { Billing } from "@/lib/contracts/billing";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { withSystemSql } from "@/lib/db/transaction";
import type { PlanKey } from "@/lib/domain/billing/plans";
import { getBilling } from "@/lib/services/billing/get-billing";
import { meterUsage } from "@/lib/services/billing/meter-usage";
import { receiveStripeNotice } from "@/lib/services/billing/receive-stripe-notice";
import { recordUsage } from "@/lib/services/billing/record-usage";
import { startCheckout } from "@/lib/services/billing/start-checkout";
import { forgetAnswers } from "@/lib/services/billing/stripe-answers";
import { openCall } from "@/lib/services/inbound/open-call";
import { type Sandbox, startSandbox } from "@/sandbox/server/start";
import {
  createTestDatabase,
  createTestOrganization,
  type TestDatabase,
  type TestOrganization,
  withOwner,
} from "./database";

const SECRET = "whsec_of_the_test_world";

/** Cards of Stripe's test mode. */
export const CARDS = {
  good: "4242424242424242",
  declined: "4000000000000002",
  asksOnce: "4000002500003155",
  /** Is saved, and fails at every charge. */
  failsLater: "4000000000000341",
} as const;

/**
 * The product's billing against the sandbox's Stripe: its own database, real webhooks over a socket, and Stripe's clock in hand. What a test
 * asks of the product it asks at `now()`, which is Stripe's time.
 */
export class StripeWorld {
  readonly outcomes: string[] = [];
  private aheadMs = 0;

  private constructor(
    readonly database: TestDatabase,
    readonly sandbox: Sandbox,
    readonly payments: Payments,
    readonly stripe: Stripe,
    private readonly web: Server,
  ) {}

  static async open(): Promise<StripeWorld> {
    process.env["NEXTAUTH_SECRET"] ||= "s".repeat(40);
    const database = await createTestDatabase();
    process.env["DATABASE_URL"] = database.url;
    await useDatabase(database.url, 8);
    const held: { world?: StripeWorld } = {};
    const web = await startWeb((rawBody, signature) => {
      if (!held.world) throw new Error("not open yet");
      return held.world.receive(rawBody, signature);
    });
    const sandbox = await startSandbox({
      accountSid: `AC${"0".repeat(32)}`,
      authToken: "twilio-token",
      deepgramKeys: "any",
      stripeWebhook: {
        url: `http://127.0.0.1:${(web.address() as AddressInfo).port}/api/webhooks/stripe`,
        secret: SECRET,
      },
    });
    const settings = { secretKey: "sk_test_world", baseUrl: sandbox.url };
    const payments = createPayments(settings);
    held.world = new StripeWorld(database, sandbox, payments, stripeClient(settings), web);
    await payments.setUp();
    return held.world;
  }

  async close(): Promise<void> {
    await this.sandbox.close();
    this.web.close();
    await closeDatabase();
    await this.database.drop();
  }

  now(): Date {
    return new Date(Date.now() + this.aheadMs);
  }

  /** Moves Stripe's clock forward to a moment, doing all that falls due on the way. */
  async goTo(at: Date): Promise<void> {
    await this.control("clock", { to: Math.ceil(at.getTime() / 1_000) });
    this.aheadMs = Math.max(this.aheadMs, at.getTime() - Date.now() + 1_000);
  }

  /** How Stripe's webhooks are sent from now on. */
  deliver(settings: { hold?: boolean; duplicates?: number; order?: "as-happened" | "reversed" | "shuffled" }) {
    return this.control("webhooks", settings, "PUT");
  }

  release(order: "as-happened" | "reversed") {
    return this.control("webhooks/release", { order });
  }

  /** An organization on trial, as sign-up leaves it, whose owner's address is confirmed. */
  async organization(): Promise<TestOrganization> {
    const tenant = await createTestOrganization(this.database.url);
    const now = this.now();
    const ends = new Date(now.getTime() + 14 * 86_400_000);
    await this.query(
      `insert into subscriptions (organization_id, plan, status, period_start, period_end, trial_ends_at, updated_at)
       values ($1, 'starter', 'trialing', $2, $3, $3, now())`,
      [tenant.organizationId, now, ends],
    );
    return tenant;
  }

  /** Chooses a plan and types a card on Stripe's page. Answers with the page, or where it leads. */
  async checkOut(tenant: TestOrganization, plan: PlanKey, card: string = CARDS.good) {
    const { url } = await startCheckout(tenant.context, { plan }, { payments: this.payments, now: this.now() });
    return { url, answer: await this.submit(url, card) };
  }

  submit(url: string, card: string) {
    return submitForm(url, { number: card, expiry: "12 / 34", cvc: "123", name: "Ann Person" });
  }

  /** Presses a button of one of Stripe's pages. */
  press(url: string, fields: Record<string, string> = {}) {
    return submitForm(url, fields);
  }

  async billing(tenant: TestOrganization): Promise<Billing> {
    const customerId = await this.customerOf(tenant);
    if (customerId) forgetAnswers(customerId);
    const billing = await getBilling(tenant.context, { payments: this.payments, now: this.now() });
    if (!billing) throw new Error("no billing");
    return billing;
  }

  async customerOf({ organizationId }: TestOrganization): Promise<string> {
    const rows = await this.query<{ id: string | null }>(
      "select stripe_customer_id as id from subscriptions where organization_id = $1",
      [organizationId],
    );
    return rows[0]?.id ?? "";
  }

  /** Calls that were answered and ended a moment ago, in the ledger and at Stripe. */
  async use(tenant: TestOrganization, calls: number): Promise<void> {
    const { organizationId, businessId, agentId, agentVersionId, phoneNumber } = tenant;
    const planted = await this.query<{ id: string }>(
      `insert into calls (organization_id, id, business_id, agent_id, agent_version_id, direction, from_number, to_number, status, call_day,
         started_at, answered_at, ended_at, duration_ms, updated_at)
       select $1, gen_random_uuid(), $2, $3, $4, 'inbound', '+14155550134', $5, 'completed', ($6::timestamptz at time zone 'UTC')::date, $6, $6, $6, 60000, now()
       from generate_series(1, $7) returning id`,
      [organizationId, businessId, agentId, agentVersionId, phoneNumber, new Date(this.now().getTime() - 500), calls],
    );
    const used = planted.map(({ id: callId }) => ({ organizationId, callId }));
    await withSystemSql("test", (sql) => recordUsage(sql, used));
    while ((await meterUsage(this.payments)).sent > 0);
  }

  /** Many calls in one entry of the ledger, and at Stripe. */
  async useMany({ organizationId }: TestOrganization, calls: number): Promise<void> {
    await this.query(
      "insert into usage_entries (organization_id, call_id, kind, quantity, at) values ($1, gen_random_uuid(), 'call', $2, $3)",
      [organizationId, calls, new Date(this.now().getTime() - 500)],
    );
    await meterUsage(this.payments);
  }

  /** Waits until Stripe has told all that it had to tell. */
  async settled(): Promise<void> {
    for (;;) {
      const response = await fetch(`${this.sandbox.url}/control/stripe`);
      if (((await response.json()) as { webhooksUnderWay: number }).webhooksUnderWay === 0) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** What becomes of a call to the organization now. */
  async ring(tenant: TestOrganization): Promise<string> {
    const call = { providerCallSid: `CA${uuidv7()}`, from: "+14155550134", to: tenant.phoneNumber, hasRoom: true };
    const options = { tokenSecret: "t".repeat(40), now: this.now(), killSwitches: [] };
    return (await openCall(call, options)).kind;
  }

  /** The sum of a customer's meter at Stripe within a period. */
  async metered(tenant: TestOrganization, kind: keyof typeof METER_EVENTS, since: Date): Promise<number> {
    const meters = await this.stripe.billing.meters.list({ limit: 100 });
    const meter = meters.data.find(({ event_name: name }) => name === METER_EVENTS[kind]);
    const minute = (at: Date) => Math.floor(at.getTime() / 60_000) * 60;
    const { data } = await this.stripe.billing.meters.listEventSummaries(meter?.id ?? "", {
      customer: await this.customerOf(tenant),
      start_time: minute(since),
      end_time: minute(this.now()) + 60,
    });
    return data.reduce((sum, { aggregated_value: value }) => sum + value, 0);
  }

  async mails({ email }: TestOrganization, kind: string): Promise<number> {
    const rows = await this.query<{ n: number }>(
      `select count(*)::int as n from outgoing_mail where "to" = $1 and message ->> 'kind' = $2`,
      [email, kind],
    );
    return rows[0]?.n ?? 0;
  }

  query<T extends object>(text: string, values: unknown[] = []): Promise<T[]> {
    return withOwner(this.database.url, async (sql) => (await sql.query<T>(text, values)).rows);
  }

  private async receive(rawBody: string, signature: string | null) {
    const deps = { payments: this.payments, secret: SECRET, now: new Date() };
    const outcome = await receiveStripeNotice({ rawBody, signature }, deps);
    this.outcomes.push(outcome);
    return outcome;
  }

  private async control(path: string, body: object, method = "POST"): Promise<void> {
    const response = await fetch(`${this.sandbox.url}/control/stripe/${path}`, { method, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(await response.text());
  }
}

/** Answers notices as the web app does: only what was taken in is acknowledged. */
function startWeb(receive: (rawBody: string, signature: string | null) => Promise<string>): Promise<Server> {
  const server = createServer((request, response) => {
    let rawBody = "";
    request.setEncoding("utf8").on("data", (chunk: string) => (rawBody += chunk));
    request.on("end", () => {
      const signature = request.headers["stripe-signature"];
      receive(rawBody, typeof signature === "string" ? signature : null).then(
        (outcome) => response.writeHead(outcome === "forged" ? 400 : 204).end(),
        () => response.writeHead(500).end(),
      );
    });
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

async function submitForm(url: string, fields: Record<string, string>) {
  const response = await fetch(url, { method: "POST", body: new URLSearchParams(fields), redirect: "manual" });
  return { status: response.status, location: response.headers.get("location"), text: await response.text() };
}
