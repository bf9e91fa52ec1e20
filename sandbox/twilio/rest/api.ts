import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { endOf } from "../../controls/accounts";
import type { Fault } from "../../stand-in";
import { BodyTooLargeError, readBody } from "../../server/body";
import { replyJson } from "../../server/reply";
import type { Exchange } from "../telephony/exchange";
import { rfc2822 } from "../telephony/call-params";
import { ApiError, notFound } from "./api-error";
import { callRoutes } from "./calls";
import { conferenceRoutes } from "./conferences";
import { messageRoutes } from "./messages";
import { addressRoutes } from "./addresses";
import { callerIdRoutes } from "./caller-ids";
import { availableNumberRoutes } from "./available-numbers";
import { incomingNumberRoutes } from "./incoming-numbers";
import { pricedCountries, priceList } from "./pricing";
import { recordingRoutes } from "./recordings";
import type { ApiResponse, Route } from "./request";

const PREFIX = /^\/2010-04-01\/Accounts(?:\/([^/]+?))?(\/.*?)?(?:\.json)?$/;
/** Another host at Twilio: pricing.twilio.com. */
const PRICING = "/v1/PhoneNumbers/Countries";
const MAX_BODY_BYTES = 256 * 1024;

/** Twilio's REST API, version 2010-04-01, for one account. */
export class Api {
  private readonly routes: readonly Route[];

  constructor(private readonly exchange: Exchange) {
    this.routes = [
      { method: "GET", pattern: /^$/, handle: () => ({ status: 200, json: this.renderAccount() }) },
      {
        method: "GET",
        pattern: /^\/Balance$/,
        handle: () => ({ status: 200, json: this.renderBalance() }),
      },
      ...callRoutes(exchange),
      ...availableNumberRoutes(exchange),
      ...incomingNumberRoutes(exchange),
      ...addressRoutes(exchange),
      ...callerIdRoutes(exchange),
      ...messageRoutes(exchange),
      ...recordingRoutes(exchange),
      ...conferenceRoutes(exchange),
    ];
  }

  async handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<boolean> {
    const isPricing = url.pathname.startsWith(PRICING);
    const match = isPricing ? [] : PREFIX.exec(url.pathname);
    if (match === null) return false;
    const [, accountSid = "", path = ""] = match;
    const method = request.method ?? "GET";
    const operation = isPricing ? "pricing.fetch" : operationOf(method, path);
    try {
      const form = new URLSearchParams((await readBody(request, MAX_BODY_BYTES)).toString("utf8"));
      this.exchange.log("api", { method, path: url.pathname, operation, user: endOf(userOf(request)) });
      const delayMs = this.exchange.controls.latencyMs("twilio", "api");
      if (delayMs > 0) await new Promise((resolve) => this.exchange.clock.after(delayMs, () => resolve(undefined)));
      const fault = this.exchange.controls.takeFault("twilio", operation);
      if (fault !== undefined && this.actOut(fault, request, response)) return true;
      this.authenticate(request, path);
      if (isPricing) {
        if (method !== "GET") throw new ApiError(405, 20004, `Method ${method} is not allowed on ${url.pathname}`);
        replyJson(response, 200, url.pathname === PRICING ? pricedCountries() : priceList(url.pathname));
        return true;
      }
      if (accountSid !== this.exchange.accountSid) throw notFound(url.pathname);
      this.reply(response, this.route(method, path, url, form));
    } catch (error) {
      if (error instanceof ApiError) replyJson(response, error.status, error.toJson());
      else if (error instanceof BodyTooLargeError)
        replyJson(response, 413, new ApiError(413, 20001, error.message).toJson());
      else throw error;
    }
    return true;
  }

  private route(method: string, path: string, url: URL, form: URLSearchParams): ApiResponse {
    let pathExists = false;
    for (const route of this.routes) {
      const match = route.pattern.exec(path);
      if (match === null) continue;
      pathExists = true;
      if (route.method === method) return route.handle({ url, path: match.slice(1), form });
    }
    if (pathExists) throw new ApiError(405, 20004, `Method ${method} is not allowed on ${url.pathname}`);
    throw notFound(url.pathname);
  }

  private authenticate(request: IncomingMessage, path: string): void {
    const { accountSid, authToken } = this.exchange;
    const account = this.exchange.options.account?.();
    const isKey = account?.apiKeys.some(({ sid, secret }) => isUser(request, sid, secret)) ?? false;
    if (!isKey && !isUser(request, accountSid, authToken)) throw new ApiError(401, 20003, "Authenticate");
    // Standard keys may all but the account itself.
    if (isKey && path === "") throw new ApiError(401, 20003, "Authentication Error - invalid username");
    if (account?.testCredentials)
      throw new ApiError(403, 20008, "Resource not accessible with Test Account Credentials");
    if (account && account.status !== "active" && path !== "")
      throw new ApiError(403, 20005, `Account ${accountSid} is not active`);
  }

  private reply(response: ServerResponse, answer: ApiResponse): void {
    if (answer.body !== undefined) {
      response.writeHead(answer.status, {
        "content-type": answer.body.type,
        "content-length": answer.body.bytes.length,
      });
      response.end(answer.body.bytes);
    } else if (answer.json === undefined) {
      response.writeHead(answer.status);
      response.end();
    } else {
      replyJson(response, answer.status, answer.json);
    }
  }

  /** Acts a fault out; false when the request goes on as usual. */
  private actOut(fault: Fault, request: IncomingMessage, response: ServerResponse): boolean {
    if (fault.kind === "status") {
      const status = fault.status ?? 500;
      const [code, message] =
        status === 429 ? [20429, "Too Many Requests"] : [20500, "An internal server error has occurred"];
      replyJson(response, status, new ApiError(status, code, message).toJson());
      return true;
    }
    const act = (): void => {
      if (fault.kind === "drop") request.destroy();
      else if (fault.kind === "garbage")
        response.writeHead(200, { "content-type": "application/json" }).end('{"sid": \u0000');
    };
    if ((fault.afterMs ?? 0) > 0) this.exchange.clock.after(fault.afterMs ?? 0, act);
    else act();
    return true;
  }

  private renderBalance(): Record<string, unknown> {
    const balance = this.exchange.options.account?.()?.balance ?? "100.00";
    return { account_sid: this.exchange.accountSid, balance, currency: "USD" };
  }

  private renderAccount(): Record<string, unknown> {
    const { accountSid } = this.exchange;
    const account = this.exchange.options.account?.();
    return {
      sid: accountSid,
      owner_account_sid: accountSid,
      friendly_name: account?.friendlyName ?? "Sandbox",
      status: account?.status ?? "active",
      type: account?.type ?? "Full",
      auth_token: "",
      date_created: rfc2822(new Date(0)),
      date_updated: rfc2822(new Date(0)),
      uri: `/2010-04-01/Accounts/${accountSid}.json`,
      subresource_uris: {},
    };
  }
}

function isUser(request: IncomingMessage, user: string, password: string): boolean {
  const [scheme, encoded] = (request.headers.authorization ?? "").split(" ");
  const given = Buffer.from(encoded ?? "", "base64");
  const wanted = Buffer.from(`${user}:${password}`);
  return scheme?.toLowerCase() === "basic" && given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** Who signs in: an account's or a key's SID. */
export const userOf = (request: IncomingMessage): string =>
  Buffer.from((request.headers.authorization ?? "").split(" ")[1] ?? "", "base64")
    .toString("utf8")
    .split(":")[0] ?? "";

/** The account that a path names; undefined for a path that is not the API's. */
export const accountSidOf = (path: string): string | undefined => PREFIX.exec(path)?.[1];

/** The name that faults use: POST /Calls is "calls.create", POST /Calls/CA… "calls.update", GET "calls.fetch" or "calls.list". */
function operationOf(method: string, path: string): string {
  const parts = path.split("/").filter((part) => part !== "");
  const isOne = parts.length % 2 === 0;
  const name = (isOne ? parts[parts.length - 2] : parts[parts.length - 1]) ?? "account";
  const resource = name.charAt(0).toLowerCase() + name.slice(1);
  if (method === "DELETE") return `${resource}.delete`;
  if (method === "POST") return `${resource}.${isOne ? "update" : "create"}`;
  return `${resource}.${isOne ? "fetch" : "list"}`;
}
