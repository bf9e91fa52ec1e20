import type { Controls, StandIn } from "../stand-in";
import { Account } from "./account";
import { StripeApi } from "./api/api";
import { StripeControl } from "./control";
import { HostedPages } from "./hosted/pages";

export interface StripeStandInOptions {
  /** The sandbox's own address, which hosted pages live below. */
  readonly baseUrl: () => string;
  readonly nowMs: () => number;
  /** An endpoint that is there from the start and gets every event, signed with this secret. */
  readonly webhook?: { readonly url: string; readonly secret: string };
}

export interface StripeStandIn extends StandIn {
  readonly vendor: "stripe";
  readonly account: Account;
}

const CATCH_UP_MS = 5_000;

/** Stripe for one test account, in memory: the API under /v1/, hosted pages under /stripe/, controls under /control/stripe. */
export function createStripeStandIn(controls: Controls, options: StripeStandInOptions): StripeStandIn {
  const account = new Account(controls, options.nowMs, options.baseUrl);
  if (options.webhook) account.addEndpoint(options.webhook.url, { secret: options.webhook.secret });
  const api = new StripeApi(account, controls);
  const hosted = new HostedPages(account);
  const control = new StripeControl(account);
  // Trials and periods end whether or not anybody asks.
  const ticker = setInterval(() => account.catchUp(), CATCH_UP_MS);
  ticker.unref();
  return {
    vendor: "stripe",
    account,
    async handleRequest(request, response, url) {
      return (
        (await api.handle(request, response, url)) ||
        (await control.handle(request, response, url)) ||
        (await hosted.handle(request, response, url))
      );
    },
    close() {
      clearInterval(ticker);
      account.close();
      return Promise.resolve();
    },
  };
}
