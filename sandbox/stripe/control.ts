import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import { explainIssues } from "../controls/control-input";
import { readBody } from "../server/body";
import { replyJson } from "../server/reply";
import type { Account } from "./account";

const BODY_LIMIT_BYTES = 64 * 1024;
const MAX_STEP_S = 400 * 86_400;

const order = z.enum(["as-happened", "reversed", "shuffled"]);
const clockInput = z.union([
  z.strictObject({ advanceSeconds: z.number().int().min(1).max(MAX_STEP_S) }),
  z.strictObject({ to: z.number().int().min(1) }),
]);
const deliveryInput = z.strictObject({
  hold: z.boolean().default(false),
  duplicates: z.number().int().min(0).max(10).default(0),
  delayMs: z.number().int().min(0).max(600_000).default(0),
  order: order.default("as-happened"),
});
const releaseInput = z.strictObject({ order: order.default("as-happened") });
const resendInput = z.strictObject({ event: z.string().min(1) });
const endpointInput = z.strictObject({ url: z.url(), secret: z.string().min(1) });
const settingsInput = z.strictObject({ afterLastAttempt: z.enum(["cancel", "leave", "mark_unpaid"]) });

class BadInputError extends Error {}

/**
 * Stripe's controls, for tests and the sandbox's page:
 *
 * GET /control/stripe · POST /control/stripe/clock `{ advanceSeconds }` or `{ to }` (Unix seconds) · GET, PUT /control/stripe/webhooks
 * `{ hold?, duplicates?, delayMs?, order? }` · POST /control/stripe/webhooks/release `{ order? }` · POST /control/stripe/webhooks/resend
 * `{ event }` · POST /control/stripe/endpoint `{ url, secret }` · PUT /control/stripe/settings `{ afterLastAttempt }`. Bad input is 400 `{ error }`.
 */
export class StripeControl {
  constructor(private readonly account: Account) {}

  async handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<boolean> {
    const path = url.pathname.replace(/\/+$/, "");
    if (!/^\/control\/stripe(\/|$)/.test(path)) return false;
    try {
      const answer = await this.answer(request, `${request.method} ${path}`);
      if (answer) replyJson(response, 200, answer);
      else replyJson(response, 404, { error: `${request.method} ${path} is no control of the sandbox's Stripe.` });
    } catch (error) {
      if (!(error instanceof BadInputError)) throw error;
      replyJson(response, 400, { error: error.message });
    }
    return true;
  }

  private async answer(request: IncomingMessage, route: string): Promise<object | undefined> {
    const { account } = this;
    switch (route) {
      case "GET /control/stripe":
        return this.summary();
      case "POST /control/stripe/clock": {
        const input = await readInput(request, clockInput);
        const bySeconds = "to" in input ? input.to - account.nowS() : input.advanceSeconds;
        if (bySeconds < 0) throw new BadInputError("The clock goes forward only.");
        if (bySeconds > MAX_STEP_S) throw new BadInputError("The clock can be moved by at most 400 days at once.");
        account.advance(bySeconds);
        return this.summary();
      }
      case "GET /control/stripe/webhooks":
        return { settings: account.webhooks.settings, deliveries: account.webhooks.list() };
      case "PUT /control/stripe/webhooks":
        account.webhooks.settings = await readInput(request, deliveryInput);
        return { settings: account.webhooks.settings };
      case "POST /control/stripe/webhooks/release":
        return { released: account.webhooks.release((await readInput(request, releaseInput)).order) };
      case "POST /control/stripe/webhooks/resend":
        return { resent: account.webhooks.resend((await readInput(request, resendInput)).event) };
      case "POST /control/stripe/endpoint": {
        const { url, secret } = await readInput(request, endpointInput);
        return account.addEndpoint(url, { secret }).endpoint;
      }
      case "PUT /control/stripe/settings":
        account.afterLastAttempt = (await readInput(request, settingsInput)).afterLastAttempt;
        return this.summary();
    }
    return undefined;
  }

  private summary(): object {
    const { account } = this;
    const { store } = account;
    return {
      now: account.nowS(),
      aheadSeconds: account.ahead,
      afterLastAttempt: account.afterLastAttempt,
      webhooks: account.webhooks.settings,
      webhooksUnderWay: account.webhooks.underWay,
      customers: store.customers.size,
      subscriptions: store.subscriptions.size,
      invoices: store.invoices.size,
      meterEvents: store.meterEvents.length,
      events: store.events.size,
    };
  }
}

async function readInput<T>(request: IncomingMessage, schema: z.ZodType<T>): Promise<T> {
  const text = (await readBody(request, BODY_LIMIT_BYTES)).toString("utf8");
  let value: unknown;
  try {
    value = JSON.parse(text || "{}");
  } catch {
    throw new BadInputError("The body is not JSON.");
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new BadInputError(explainIssues(parsed.error));
  return parsed.data;
}
