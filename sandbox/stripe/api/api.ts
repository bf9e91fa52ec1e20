import type { IncomingMessage, ServerResponse } from "node:http";
import type { Account } from "../account";
import { API_VERSION } from "../account";
import { cutConnection } from "../../server/cut";
import { readBody } from "../../server/body";
import { replyJson } from "../../server/reply";
import type { AccountBook, StripeKey } from "../../controls/accounts";
import type { Controls, Fault } from "../../stand-in";
import { newId } from "../world";
import { StripeApiError } from "./api-error";
import { accountRoutes } from "./account";
import { catalogRoutes } from "./catalog";
import { checkoutRoutes } from "./checkout";
import { customerRoutes } from "./customers";
import { eventRoutes } from "./events";
import { decodeForm } from "./form";
import { IdempotencyBook } from "./idempotency";
import { invoiceRoutes } from "./invoices";
import { meterRoutes } from "./meters";
import { Params } from "./params";
import { portalRoutes } from "./portal";
import { present } from "./present";
import type { Route } from "./route";
import { scheduleRoutes } from "./schedules";
import { subscriptionRoutes } from "./subscriptions";

const BODY_LIMIT_BYTES = 1024 * 1024;
const ROUTES: readonly Route[] = [
  ...accountRoutes,
  ...customerRoutes,
  ...catalogRoutes,
  ...meterRoutes,
  ...checkoutRoutes,
  ...portalRoutes,
  ...subscriptionRoutes,
  ...scheduleRoutes,
  ...invoiceRoutes,
  ...eventRoutes,
];

interface Answer {
  readonly status: number;
  readonly body: object;
}

/** Stripe's REST API under /v1/: authentication, versions, idempotency, expansion and errors in Stripe's shapes around the endpoints. */
export class StripeApi {
  private readonly idempotency = new IdempotencyBook();

  constructor(
    private readonly account: Account,
    private readonly controls: Controls,
  ) {}

  async handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<boolean> {
    if (!url.pathname.startsWith("/v1/")) return false;
    const requestId = newId("req", 14);
    const path = url.pathname.replace(/\/+$/, "");
    const method = request.method ?? "GET";
    const text = method === "GET" ? url.search.slice(1) : (await readBody(request, BODY_LIMIT_BYTES)).toString("utf8");
    const match = findRoute(method, path);
    const operation = match?.route.operation ?? "unknown";
    const fault = this.controls.takeFault("stripe", operation);
    if (fault && this.failBefore(request, response, fault, requestId)) return true;
    const delayMs = this.controls.latencyMs("stripe", operation);
    if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
    const version = headerOf(request, "stripe-version") ?? API_VERSION;
    const key = method === "POST" ? headerOf(request, "idempotency-key") : undefined;
    const headers: Record<string, string> = {
      "request-id": requestId,
      "stripe-version": version,
      "cache-control": "no-cache, no-store",
      ...(key !== undefined && { "idempotency-key": key, "original-request": requestId }),
    };
    let answer: Answer;
    try {
      const caller = authenticate(request, this.controls.accounts);
      if (match) checkPermission(caller, match.route);
      if (!/^\d{4}-\d{2}-\d{2}(\.[a-z]+)?$/.test(version)) {
        throw new StripeApiError(400, "invalid_request_error", `Invalid Stripe API version: ${version}`);
      }
      const before = key === undefined ? undefined : this.idempotency.find(key, path, text, this.account.nowS());
      if (before) {
        headers["idempotent-replayed"] = "true";
        answer = before;
      } else {
        answer = this.run(match, method, path, text, { id: requestId, idempotency_key: key ?? null }, caller.account);
        // What was refused before anything was done is not kept: the same key may come again, corrected.
        if (key !== undefined && (answer.status < 400 || answer.status === 402)) {
          this.idempotency.save(key, path, text, this.account.nowS(), answer);
        }
      }
    } catch (error) {
      if (!(error instanceof StripeApiError)) throw error;
      answer = { status: error.status, body: error.body(requestId) };
    }
    if (answer.status >= 400 && answer.status < 500) headers["stripe-should-retry"] = "false";
    this.controls.log("stripe", operation, {
      method,
      path,
      status: answer.status,
      requestId,
      ...(key && { idempotencyKey: key }),
    });
    // The work is done and its answer lost: a client that tries again with its key must get this answer.
    if (fault?.kind === "drop") cutConnection(request);
    else if (fault?.kind !== "stall") replyJson(response, answer.status, answer.body, headers);
    return true;
  }

  private run(
    match: { route: Route; ids: string[] } | undefined,
    method: string,
    path: string,
    text: string,
    cause: { readonly id: string; readonly idempotency_key: string | null },
    key: StripeKey | undefined,
  ): Answer {
    try {
      if (!match) {
        const message = `Unrecognized request URL (${method}: ${path}). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`;
        throw new StripeApiError(404, "invalid_request_error", message);
      }
      this.account.catchUp();
      this.account.request = cause;
      const params = new Params(decodeForm(text));
      const expand = params.strings("expand");
      const body = match.route.answer({ account: this.account, params, ids: match.ids, key });
      params.finish();
      return { status: 200, body: present(body, this.account.store, expand) };
    } catch (error) {
      if (!(error instanceof StripeApiError)) throw error;
      return { status: error.status, body: error.body(cause.id) };
    } finally {
      this.account.request = { id: null, idempotency_key: null };
    }
  }

  /** Does what a fault says before any work; false when the fault comes after the work (drop or stall with afterMs). */
  private failBefore(request: IncomingMessage, response: ServerResponse, fault: Fault, requestId: string): boolean {
    if (fault.kind === "status") {
      const status = fault.status ?? 500;
      const error =
        status === 429
          ? new StripeApiError(
              429,
              "invalid_request_error",
              "Request rate limit exceeded. Learn more about rate limits here https://stripe.com/docs/rate-limits.",
              { code: "rate_limit" },
            )
          : new StripeApiError(status, "api_error", "An unknown error occurred");
      replyJson(response, status, error.body(requestId), { "request-id": requestId });
      return true;
    }
    if (fault.kind === "garbage") {
      response.writeHead(200, { "content-type": "application/json", "request-id": requestId });
      response.end("<html>not what you asked for");
      return true;
    }
    if (fault.kind === "half-open") return true;
    if ((fault.afterMs ?? 0) > 0) return false;
    if (fault.kind === "drop") cutConnection(request);
    return true;
  }
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

type Caller = { readonly key: string; readonly account: StripeKey | undefined };

/** @throws 401 unless a test key, or one that the controls name, came as bearer token or as the user name of basic authentication. */
function authenticate(request: IncomingMessage, accounts: AccountBook): Caller {
  const [scheme = "", credentials = ""] = (request.headers.authorization ?? "").split(" ");
  const key =
    scheme.toLowerCase() === "basic"
      ? (Buffer.from(credentials, "base64").toString("utf8").split(":")[0] ?? "")
      : credentials;
  const account = accounts.stripe(key);
  if (account || /^(sk|rk)_test_\w+$/.test(key)) return { key, account };
  if (key === "") {
    const message =
      "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). See https://stripe.com/docs/api#authentication for details, or we can help at https://support.stripe.com/.";
    throw new StripeApiError(401, "invalid_request_error", message);
  }
  throw new StripeApiError(401, "invalid_request_error", `Invalid API Key provided: ${starred(key)}`);
}

/** @throws 403 for a restricted key of the controls' that lacks what the endpoint asks for */
function checkPermission({ key, account }: Caller, { permission }: Route): void {
  if (!account || permission === undefined || !key.startsWith("rk_") || account.permissions.includes(permission))
    return;
  throw new StripeApiError(
    403,
    "invalid_request_error",
    `The provided key '${starred(key)}' does not have the required permissions for this endpoint on account 'acct_sandbox'. Having the '${permission}' permission would allow this request to continue.`,
  );
}

const starred = (key: string): string =>
  key.length > 12 ? `${key.slice(0, 8)}${"*".repeat(key.length - 12)}${key.slice(-4)}` : "*".repeat(key.length);

function findRoute(method: string, path: string): { route: Route; ids: string[] } | undefined {
  const asked = path.split("/");
  let best: { route: Route; ids: string[] } | undefined;
  for (const route of ROUTES) {
    const [routeMethod, template = ""] = route.on.split(" ");
    const parts = template.split("/");
    if (routeMethod !== method || parts.length !== asked.length) continue;
    const ids: string[] = [];
    const fits = parts.every((part, index) => {
      const given = asked[index] ?? "";
      if (!part.startsWith(":")) return part === given;
      ids.push(given);
      return given !== "";
    });
    // A fixed path goes before one with an id in the same place.
    if (fits && (!best || ids.length < best.ids.length)) best = { route, ids };
  }
  return best;
}
