import { afterAll, beforeAll, expect, test } from "vitest";
import Stripe from "stripe";
import { v7 as uuidv7 } from "uuid";
import type { MeterReading } from "@/lib/adapters/stripe/payments";
import { PaymentsError } from "@/lib/adapters/stripe/payments-error";
import type { SubscriptionSnapshot } from "@/lib/adapters/stripe/subscription";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { withSystemSql } from "@/lib/db/transaction";
import { openCall } from "@/lib/services/inbound/open-call";
import {
  createTestDatabase,
  createTestOrganization,
  type TestDatabase,
  type TestOrganization,
  withOwner,
} from "@/scripts/test/database";
import { getBilling } from "./get-billing";
import { meterUsage } from "./meter-usage";
import { receiveStripeNotice } from "./receive-stripe-notice";
import { recordUsage } from "./record-usage";
import { sendUsageAlerts } from "./send-usage-alerts";
import { syncSubscription } from "./sync-subscription";

const now = new Date();
const hours = (count: number) => new Date(now.getTime() + count * 3_600_000);
const SECRET = "whsec_of_this_test";
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

/** An organization with a row as Stripe, or sign-up, would have left it. */
async function organizationOn(
  plan: string,
  status = "active",
  more: { customerId?: string; subscriptionId?: string; trialEndsAt?: Date } = {},
): Promise<TestOrganization> {
  const tenant = await createTestOrganization(database.url);
  await query("update users set email_verified_at = now() where id = $1", [tenant.userId]);
  await query(
    `insert into subscriptions (organization_id, plan, status, period_start, period_end, stripe_customer_id, stripe_subscription_id,
       trial_ends_at, updated_at) values ($1, $2, $3, $4, $5, $6, $7, $8, now())`,
    [
      tenant.organizationId,
      plan,
      status,
      hours(-240),
      hours(480),
      more.customerId ?? null,
      more.subscriptionId ?? null,
      more.trialEndsAt ?? null,
    ],
  );
  return tenant;
}

type PastCall = { answered?: boolean; disposition?: string; status?: string; durationMs?: number };

async function plantCall(tenant: TestOrganization, call: PastCall = {}): Promise<string> {
  const { answered = true, disposition = null, status = "completed", durationMs = 61_000 } = call;
  const id = uuidv7();
  await query(
    `insert into calls (organization_id, id, business_id, agent_id, agent_version_id, direction, from_number, to_number, status, call_day,
       started_at, answered_at, ended_at, duration_ms, disposition, updated_at)
     values ($1, $2, $3, $4, $5, 'inbound', '+14155550134', '+14155550100', $6::call_status, $7::timestamptz::date, $7, $8, $9, $10, $11, now())`,
    [
      tenant.organizationId,
      id,
      tenant.businessId,
      tenant.agentId,
      tenant.agentVersionId,
      status,
      hours(-2),
      answered ? hours(-2) : null,
      status === "in_progress" ? null : hours(-1),
      answered ? durationMs : null,
      disposition,
    ],
  );
  return id;
}

const record = (tenant: TestOrganization, ids: readonly string[]) =>
  withSystemSql("test", (sql) =>
    recordUsage(
      sql,
      ids.map((callId) => ({ organizationId: tenant.organizationId, callId })),
    ),
  );

async function use(tenant: TestOrganization, calls: number, durationMs = 6_000): Promise<void> {
  const ids = await Promise.all(Array.from({ length: calls }, () => plantCall(tenant, { durationMs })));
  await record(tenant, ids);
}

const ring = (tenant: TestOrganization, sid = `CA${uuidv7()}`) =>
  openCall(
    { providerCallSid: sid, from: "+14155550134", to: tenant.phoneNumber, hasRoom: true },
    { tokenSecret: "t".repeat(40), now, killSwitches: [] },
  );

const snapshot = (more: Partial<SubscriptionSnapshot> = {}): SubscriptionSnapshot => ({
  id: `sub_${uuidv7()}`,
  plan: "professional",
  status: "active",
  periodStart: hours(-1),
  periodEnd: hours(700),
  trialEndsAt: null,
  cancelAtPeriodEnd: false,
  pendingPlan: null,
  ...more,
});

const rowOf = async (tenant: TestOrganization) =>
  (
    await query<{ plan: string; status: string; cancel_at_period_end: boolean }>(
      "select plan, status, cancel_at_period_end from subscriptions where organization_id = $1",
      [tenant.organizationId],
    )
  )[0];

test("the ledger has each answered call once, its minutes rounded up to a tenth, and nothing that was refused, missed or is open", async () => {
  const tenant = await organizationOn("professional");
  const answered = await plantCall(tenant, { durationMs: 61_000 });
  const others = await Promise.all([
    plantCall(tenant, { answered: false, status: "no_answer" }),
    plantCall(tenant, { disposition: "refused", status: "failed" }),
    plantCall(tenant, { status: "in_progress" }),
  ]);
  await Promise.all([record(tenant, [answered, ...others]), record(tenant, [answered]), record(tenant, [answered])]);
  const entries = await query<{ call_id: string; kind: string; quantity: string }>(
    "select call_id, kind, quantity::float8::text as quantity from usage_entries where organization_id = $1 order by kind",
    [tenant.organizationId],
  );
  expect(entries).toEqual([
    { call_id: answered, kind: "call", quantity: "1" },
    { call_id: answered, kind: "minutes", quantity: "1.1" },
  ]);
});

test("a caller who comes back from a person is one call still, and the minutes from then on are added once and told to Stripe as such", async () => {
  const customerId = `cus_${uuidv7()}`;
  const tenant = await organizationOn("professional", "active", { customerId, subscriptionId: `sub_${uuidv7()}` });
  const callId = await plantCall(tenant, { status: "escalated", disposition: "transferred", durationMs: 3_600_000 });
  await record(tenant, [callId]);
  // 20 minutes with the person, then 90 seconds more with the agent.
  await query("update calls set status = 'in_progress', ended_at = null, duration_ms = null where id = $1", [callId]);
  await query(
    `insert into call_events (organization_id, call_id, call_day, seq, type, at, body)
     select organization_id, id, call_day, 1000001, 'line.connected', $2, '{}' from calls where id = $1`,
    [callId, new Date(hours(-1).getTime() + 20 * 60_000)],
  );
  await record(tenant, [callId]);
  await query(
    `update calls set status = 'completed', ended_at = $2::timestamptz, duration_ms = extract(epoch from $2::timestamptz - answered_at) * 1000
     where id = $1`,
    [callId, new Date(hours(-1).getTime() + 21.5 * 60_000)],
  );
  await Promise.all([record(tenant, [callId]), record(tenant, [callId])]);
  await record(tenant, [callId]);

  const readings: { kind: string; quantity: string; identifier: string }[] = [];
  const payments = { sendReading: async (reading: MeterReading) => void readings.push(reading) };
  await meterUsage(payments, { organizationId: tenant.organizationId });
  await meterUsage(payments, { organizationId: tenant.organizationId });
  const told = readings.map(({ kind, quantity }) => `${kind} ${quantity}`).sort();
  expect(told).toEqual(["call 1", "minutes 1.5", "minutes 60"]);
  expect(new Set(readings.map(({ identifier }) => identifier)).size).toBe(3);
});

test("at the limit Starter's next call is refused in words, the one in progress goes on, and the record says why", async () => {
  const tenant = await organizationOn("starter");
  await use(tenant, 109);
  const inProgress = `CA${uuidv7()}`;
  const first = await ring(tenant, inProgress);
  expect(first.kind).toBe("connect");
  await query("update calls set status = 'in_progress', answered_at = started_at where provider_call_sid = $1", [
    inProgress,
  ]);

  const sid = `CA${uuidv7()}`;
  expect(await ring(tenant, sid)).toEqual({ kind: "not_covered" });
  expect(await ring(tenant, sid)).toEqual({ kind: "not_covered" });
  expect((await ring(tenant, inProgress)).kind).toBe("connect");
  const rows = await query("select status, disposition, end_reason from calls where provider_call_sid = $1", [sid]);
  expect(rows).toEqual([
    { status: "failed", disposition: "refused", end_reason: "Refused: what the plan includes is used up" },
  ]);
  const billing = await getBilling(tenant.context, { payments: null, now });
  expect(billing).toMatchObject({ plan: "starter", refusing: null, stripe: "not_set_up" });
  expect(billing?.usage[0]).toMatchObject({ limit: "calls", used: 109, included: 100, percent: 109 });
});

test("the limit is exact: twelve who ring in one moment get what is left, and a call that was hung up before its answer was known keeps its place", async () => {
  const tenant = await organizationOn("starter");
  await use(tenant, 106);
  // Its end came from the carrier; that it was answered stands in a journal not written yet.
  const hungUp = await plantCall(tenant, { answered: false });
  await query("update calls set ended_at = now() where id = $1", [hungUp]);
  // Nobody waits for a verdict on these: refused, tests, and what ended long ago without an answer.
  await plantCall(tenant, { answered: false, disposition: "refused" });
  await plantCall(tenant, { answered: false });
  const rings = await Promise.all(Array.from({ length: 12 }, () => ring(tenant)));
  expect(rings.filter(({ kind }) => kind === "connect")).toHaveLength(3);
  expect(rings.filter(({ kind }) => kind === "not_covered")).toHaveLength(9);

  await query("update calls set answered_at = started_at where id = $1", [hungUp]);
  await record(tenant, [hungUp]);
  expect((await ring(tenant)).kind).toBe("not_covered");
});

test("an ended trial and an unpaid subscription answer nobody; overage, a past-due payment and no row at all do", async () => {
  const ended = await organizationOn("starter", "trialing", { trialEndsAt: hours(-1) });
  const unpaid = await organizationOn("enterprise", "unpaid");
  const pastDue = await organizationOn("professional", "past_due");
  const none = await createTestOrganization(database.url);
  expect((await ring(ended)).kind).toBe("not_covered");
  expect((await ring(unpaid)).kind).toBe("not_covered");
  expect((await ring(pastDue)).kind).toBe("connect");
  expect((await ring(none)).kind).toBe("connect");
});

test("a sync takes over what Stripe says and audits it once; an answer to an earlier question never overwrites a later one", async () => {
  const customerId = `cus_${uuidv7()}`;
  const tenant = await organizationOn("starter", "trialing", { customerId, trialEndsAt: hours(50) });
  const paid = snapshot();
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  let asked = () => {};
  const wasAsked = new Promise<void>((resolve) => (asked = resolve));
  const slow = syncSubscription(
    { customerId },
    {
      payments: {
        async findSubscription() {
          asked();
          await held;
          return { ...paid, plan: "starter" };
        },
      },
    },
  );
  await wasAsked;
  expect(await syncSubscription({ customerId }, { payments: { findSubscription: () => Promise.resolve(paid) } })).toBe(
    true,
  );
  release();
  expect(await slow).toBe(false);
  expect(await syncSubscription({ customerId }, { payments: { findSubscription: () => Promise.resolve(paid) } })).toBe(
    false,
  );
  expect(await rowOf(tenant)).toEqual({ plan: "professional", status: "active", cancel_at_period_end: false });
  const audited = await query<{ details: { plan: unknown } }>(
    "select details from audit_log where organization_id = $1 and action = 'subscription.changed'",
    [tenant.organizationId],
  );
  expect(audited).toHaveLength(1);
  expect(audited[0]?.details.plan).toEqual({ before: "starter", after: "professional" });
});

test("a payment that was begun and declined leaves the trial; one that fails later is mailed to those who pay", async () => {
  const customerId = `cus_${uuidv7()}`;
  const tenant = await organizationOn("starter", "trialing", { customerId, trialEndsAt: hours(50) });
  const say = (found: SubscriptionSnapshot | null) =>
    syncSubscription({ customerId }, { payments: { findSubscription: () => Promise.resolve(found) } });
  const mails = async () =>
    (
      await query<{ n: number }>(
        `select count(*)::int as n from outgoing_mail where "to" = $1 and message ->> 'kind' = 'payment_failed'`,
        [tenant.email],
      )
    )[0]?.n;
  expect(await say(snapshot({ status: "incomplete" }))).toBe(false);
  expect(await say(null)).toBe(false);
  expect(await rowOf(tenant)).toMatchObject({ plan: "starter", status: "trialing" });
  await say(snapshot());
  expect(await mails()).toBe(0);
  await say(snapshot({ status: "past_due" }));
  await say(snapshot({ status: "past_due" }));
  expect(await mails()).toBe(1);
  await say(snapshot({ status: "canceled" }));
  expect(await rowOf(tenant)).toMatchObject({ status: "canceled" });
});

test("notices: forged, altered and old ones change nothing; a failure is done again; a repetition is not", async () => {
  const customerId = `cus_${uuidv7()}`;
  const tenant = await organizationOn("starter", "trialing", { customerId, trialEndsAt: hours(50) });
  const { webhooks } = new Stripe("sk_test");
  const event = {
    id: `evt_${uuidv7()}`,
    object: "event",
    type: "invoice.paid",
    data: { object: { object: "invoice", customer: customerId } },
  };
  const rawBody = JSON.stringify(event, null, 2);
  const seconds = Math.floor(now.getTime() / 1_000);
  const sign = (secret = SECRET, timestamp = seconds) =>
    webhooks.generateTestHeaderString({ payload: rawBody, secret, timestamp });
  let asked = 0;
  let works = true;
  const payments = {
    findSubscription() {
      asked += 1;
      if (!works) throw new PaymentsError("unreachable", "away", null);
      return Promise.resolve(snapshot());
    },
  };
  const receive = (body: string, signature: string | null) =>
    receiveStripeNotice({ rawBody: body, signature }, { payments, secret: SECRET, now });

  const bad: [string, string | null][] = [
    [rawBody, null],
    [rawBody, "t=1,v1=00"],
    [rawBody, sign("whsec_other")],
    [rawBody, sign(SECRET, seconds - 301)],
    [JSON.stringify(event), sign()],
  ];
  for (const [body, signature] of bad) expect(await receive(body, signature)).toBe("forged");
  expect(asked).toBe(0);

  works = false;
  await expect(receive(rawBody, sign())).rejects.toThrow("away");
  works = true;
  expect(await receive(rawBody, sign(SECRET, seconds - 299))).toBe("done");
  expect(await rowOf(tenant)).toMatchObject({ plan: "professional", status: "active" });
  expect(await receive(rawBody, sign())).toBe("repeated");
  expect(asked).toBe(2);
});

test("meters get each entry once, also when the process dies between sending and noting it", async () => {
  const customerId = `cus_${uuidv7()}`;
  const tenant = await organizationOn("professional", "active", { customerId, subscriptionId: `sub_${uuidv7()}` });
  await use(tenant, 3, 90_000);
  const taken = new Map<string, MeterReading>();
  let failing = 2;
  const payments = {
    sendReading(reading: MeterReading) {
      // Stripe keeps one of each identifier; its answer to the first ones is lost.
      taken.set(reading.identifier, reading);
      failing -= 1;
      return failing >= 0 ? Promise.reject(new PaymentsError("unreachable", "lost", null)) : Promise.resolve();
    },
  };
  await Promise.all([meterUsage(payments), meterUsage(payments)]);
  await meterUsage(payments);
  expect(await meterUsage(payments)).toEqual({ sent: 0, failed: 0 });
  const sum = (kind: string) =>
    [...taken.values()]
      .filter((reading) => reading.kind === kind)
      .reduce((all, { quantity }) => all + Number(quantity), 0);
  const billing = await getBilling(tenant.context, { payments: null, now });
  expect([sum("call"), sum("minutes")]).toEqual([3, 4.5]);
  expect(billing?.usage.map(({ used }) => used)).toEqual([3, 4.5]);
  expect([...taken.values()].every((reading) => reading.customerId === customerId)).toBe(true);
});

test("owners and admins are told at 80 and at 100 %, once in a period", async () => {
  const tenant = await organizationOn("starter");
  const mails = async () =>
    (
      await query<{ n: number }>(
        `select count(*)::int as n from outgoing_mail where "to" = $1 and message ->> 'kind' = 'usage_alert'`,
        [tenant.email],
      )
    )[0]?.n;
  await use(tenant, 79);
  await sendUsageAlerts(now);
  expect(await mails()).toBe(0);
  await use(tenant, 1);
  await Promise.all([sendUsageAlerts(now), sendUsageAlerts(now)]);
  expect(await mails()).toBe(1);
  await use(tenant, 25);
  await sendUsageAlerts(now);
  await sendUsageAlerts(now);
  expect(await mails()).toBe(2);
  // In the product too, and not mailed a second time.
  const told = await query(
    `select n.title, d.channel from notifications n left join notification_deliveries d on d.notification_id = n.id
     where n.organization_id = $1 order by n.id`,
    [tenant.organizationId],
  );
  expect(told).toEqual([
    { title: "80 % of your plan's calls are used", channel: null },
    { title: "All calls of your plan are used", channel: null },
  ]);
});
