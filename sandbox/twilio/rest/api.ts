import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Fault } from "../../stand-in";
import { BodyTooLargeError, readBody } from "../../server/body";
import { replyJson } from "../../server/reply";
import type { Exchange } from "../telephony/exchange";
import { rfc2822 } from "../telephony/call-params";
import { ApiError, notFound } from "./api-error";
import { callRoutes } from "./calls";
import { conferenceRoutes } from "./conferences";
import { messageRoutes } from "./messages";
import { numberRoutes } from "./numbers";
import { recordingRoutes } from "./recordings";
import type { ApiResponse, Route } from "./request";

const PREFIX = /^\/2010-04-01\/Accounts(?:\/([^/]+?))?(\/.*?)?(?:\.json)?$/;
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
        handle: () => ({ status: 200, json: { account_sid: exchange.accountSid, balance: "100.00", currency: "USD" } }),
      },
      ...callRoutes(exchange),
      ...numberRoutes(exchange),
      ...messageRoutes(exchange),
      ...recordingRoutes(exchange),
      ...conferenceRoutes(exchange),
    ];
  }

  async handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<boolean> {
    const match = PREFIX.exec(url.pathname);
    if (match === null) return false;
    const [, accountSid = "", path = ""] = match;
    const method = request.method ?? "GET";
    const operation = operationOf(method, path);
    try {
      const form = new URLSearchParams((await readBody(request, MAX_BODY_BYTES)).toString("utf8"));
      this.exchange.log("api", { method, path: url.pathname, operation });
      const delayMs = this.exchange.controls.latencyMs("twilio", "api");
      if (delayMs > 0) await new Promise((resolve) => this.exchange.clock.after(delayMs, () => resolve(undefined)));
      const fault = this.exchange.controls.takeFault("twilio", operation);
      if (fault !== undefined && this.actOut(fault, request, response)) return true;
      this.authenticate(request);
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

  private authenticate(request: IncomingMessage): void {
    const [scheme, encoded] = (request.headers.authorization ?? "").split(" ");
    const given = Buffer.from(encoded ?? "", "base64");
    const wanted = Buffer.from(`${this.exchange.accountSid}:${this.exchange.authToken}`);
    if (scheme?.toLowerCase() === "basic" && given.length === wanted.length && timingSafeEqual(given, wanted)) return;
    throw new ApiError(401, 20003, "Authenticate");
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

  private renderAccount(): Record<string, unknown> {
    const { accountSid } = this.exchange;
    return {
      sid: accountSid,
      owner_account_sid: accountSid,
      friendly_name: "Sandbox",
      status: "active",
      type: "Full",
      auth_token: "",
      date_created: rfc2822(new Date(0)),
      date_updated: rfc2822(new Date(0)),
      uri: `/2010-04-01/Accounts/${accountSid}.json`,
      subresource_uris: {},
    };
  }
}

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
