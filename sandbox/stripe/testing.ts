import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import Stripe from "stripe";
import { startSandbox, type Sandbox } from "../server/start";

/** What an endpoint got: the bytes as they came, and the header that signs them. */
interface ReceivedWebhook {
  readonly body: string;
  readonly headers: IncomingHttpHeaders;
}

/** An endpoint for webhooks: it answers with `status` and keeps what it got. */
export async function openWebhookEnd() {
  const received: ReceivedWebhook[] = [];
  const waiting = new Set<() => void>();
  const state = { status: 200 };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      received.push({ body: Buffer.concat(chunks).toString("utf8"), headers: request.headers });
      response.writeHead(state.status).end();
      for (const wake of waiting) wake();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    state,
    /** Resolves as soon as `enough` says so. */
    until: (enough: () => boolean) =>
      new Promise<void>((resolve) => {
        const look = () => {
          if (!enough()) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

/** A sandbox and Stripe's own SDK for it. */
export async function openStripe(options: { webhook?: { url: string; secret: string } } = {}) {
  const sandbox = await startSandbox({
    accountSid: `AC${"1".repeat(32)}`,
    authToken: "t",
    deepgramKeys: "any",
    ...(options.webhook && { stripeWebhook: options.webhook }),
  });
  return { sandbox, stripe: clientFor(sandbox, "sk_test_sandbox"), close: () => sandbox.close() };
}

/** A control of the sandbox's Stripe: its clock, how webhooks are sent. */
export async function control(sandbox: Sandbox, path: string, body: object, method = "POST") {
  const response = await fetch(`${sandbox.url}/control/stripe/${path}`, { method, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as { now: number; released: number };
}

/** A plan and usage by subscription, paid with that card. */
export async function subscribe(stripe: Stripe, name: string, payment = "pm_card_visa") {
  const catalog = await makeCatalog(stripe, name);
  const customer = await stripe.customers.create({ email: `${name}@example.test` });
  const method = await stripe.paymentMethods.attach(payment, { customer: customer.id });
  await stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: method.id } });
  return { catalog, customer };
}

/** Stripe's SDK for a sandbox, with a key. */
export function clientFor(sandbox: Sandbox, key: string): Stripe {
  return new Stripe(key, {
    host: "127.0.0.1",
    port: sandbox.port,
    protocol: "http",
    telemetry: false,
    maxNetworkRetries: 1,
  });
}

/** A plan and minutes by usage: 100 included, then 12 cents each. */
export async function makeCatalog(stripe: Stripe, name: string) {
  const meter = await stripe.billing.meters.create({
    display_name: `${name} minutes`,
    event_name: `${name}_minutes`,
    default_aggregation: { formula: "sum" },
  });
  const plan = (title: string, cents: number) =>
    stripe.prices.create({
      currency: "usd",
      unit_amount: cents,
      recurring: { interval: "month" },
      lookup_key: `${name}_${title}`,
      product_data: { name: `${name} ${title}` },
    });
  const usage = await stripe.prices.create({
    currency: "usd",
    product_data: { name: `${name} minutes` },
    recurring: { interval: "month", usage_type: "metered", meter: meter.id },
    billing_scheme: "tiered",
    tiers_mode: "graduated",
    tiers: [
      { up_to: 100, unit_amount: 0 },
      { up_to: "inf", unit_amount: 12 },
    ],
  });
  return { meter, usage, starter: await plan("starter", 2_000), growth: await plan("growth", 5_000) };
}

/** Sends a form to a hosted page, as a browser does. Follows nothing. */
export async function submit(url: string, fields: Record<string, string>) {
  const response = await fetch(url, { method: "POST", body: new URLSearchParams(fields), redirect: "manual" });
  return { status: response.status, location: response.headers.get("location"), text: await response.text() };
}

/** A card as it is typed in. */
export const card = (number: string) => ({ number, expiry: "12 / 34", cvc: "123", name: "Ann Person" });
