import { randomUUID } from "node:crypto";
import { request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { request as httpsRequest } from "node:https";
import type { Fault } from "../stand-in";
import { connectionOverrides, type ConnectionOverrides } from "./webhook-overrides";
import { signRequest, type FormParams } from "./signature";

export interface WebhookRequest {
  readonly url: string;
  readonly method: "GET" | "POST";
  readonly params: FormParams;
  /** The same for retries and duplicates of one event. */
  readonly idempotencyToken?: string;
  /** A fault to act out instead of, or on top of, the real request. */
  readonly fault?: Fault | undefined;
  /** Signs with a wrong key, as a forger would. */
  readonly forged?: boolean;
}

export type WebhookResponse =
  | {
      readonly ok: true;
      readonly status: number;
      readonly contentType: string;
      readonly body: Buffer;
      readonly url: string;
    }
  | { readonly ok: false; readonly errorCode: number; readonly message: string; readonly url: string };

/** TwiML longer than 64 KB is refused (error 11750); nothing beyond this is read. */
const MAX_BODY_BYTES = 5 * 1024 * 1024;
const MAX_REDIRECTS = 5;

class WebhookFailure extends Error {
  constructor(
    readonly errorCode: number,
    readonly phase: "connect" | "read" | "address",
    message: string,
  ) {
    super(message);
  }
}

/**
 * Asks the customer's server as Twilio does: form-encoded, signed, 15 s at most, one retry when the connection could
 * not be made (both adjustable by the URL's fragment), redirects followed with GET. Never throws: a failure comes back
 * with Twilio's error code (11200 bad status, 11205 no connection, 11210 bad host name).
 */
export async function sendWebhook(authToken: string, webhook: WebhookRequest): Promise<WebhookResponse> {
  const overrides = connectionOverrides(webhook.url);
  const token = webhook.idempotencyToken ?? randomUUID();
  const startedAt = performance.now();
  for (let attempt = 0; ; attempt += 1) {
    const leftMs = overrides.totalMs - (performance.now() - startedAt);
    try {
      const answer = await attemptOnce(authToken, webhook, token, overrides, Math.max(1, leftMs));
      if (answer.status < 400 || !shouldRetry(overrides, attempt, startedAt, answer.status < 500 ? "4xx" : "5xx")) {
        if (answer.status < 400) return { ok: true, ...answer };
        return { ok: false, errorCode: 11200, message: `HTTP status ${answer.status}`, url: webhook.url };
      }
    } catch (error) {
      const failure = error instanceof WebhookFailure ? error : new WebhookFailure(11205, "connect", String(error));
      const reason = failure.phase === "read" ? "rt" : "ct";
      if (failure.phase === "address" || !shouldRetry(overrides, attempt, startedAt, reason)) {
        return { ok: false, errorCode: failure.errorCode, message: failure.message, url: webhook.url };
      }
      await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER_MS));
    }
  }
}

/** How long Twilio waits is not documented; asked again at once, a server that restarts would only refuse again. */
const RETRY_AFTER_MS = 500;

function shouldRetry(overrides: ConnectionOverrides, attempt: number, startedAt: number, reason: string): boolean {
  if (attempt >= overrides.retries || performance.now() - startedAt >= overrides.totalMs) return false;
  return overrides.retryOn.has("all") || overrides.retryOn.has(reason);
}

interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: Buffer;
  readonly url: string;
}

async function attemptOnce(
  authToken: string,
  webhook: WebhookRequest,
  token: string,
  overrides: ConnectionOverrides,
  leftMs: number,
): Promise<Answer> {
  const faulted = await actOutFault(webhook, overrides, leftMs);
  if (faulted !== undefined) return faulted;
  let url = webhook.url.split("#")[0] ?? webhook.url;
  let method = webhook.method;
  let params = webhook.params;
  for (let hop = 0; ; hop += 1) {
    const answer = await exchange(
      authToken,
      { url, method, params, forged: webhook.forged ?? false },
      token,
      overrides,
      leftMs,
    );
    const location = answer.headers.location;
    if (answer.status < 300 || answer.status >= 400 || location === undefined) {
      return { status: answer.status, contentType: answer.headers["content-type"] ?? "", body: answer.body, url };
    }
    if (hop >= MAX_REDIRECTS) throw new WebhookFailure(11215, "address", "Too many HTTP redirects");
    url = new URL(location, url).toString();
    method = "GET";
    params = {};
  }
}

/** A fault of the network between Twilio and the customer: the request never arrives as it should. */
async function actOutFault(
  webhook: WebhookRequest,
  overrides: ConnectionOverrides,
  leftMs: number,
): Promise<Answer | undefined> {
  const { fault } = webhook;
  if (fault === undefined) return undefined;
  if (fault.kind === "drop") throw new WebhookFailure(11205, "connect", "HTTP connection failure (fault: drop)");
  if (fault.kind === "status") {
    return {
      status: fault.status ?? 500,
      contentType: "text/plain",
      body: Buffer.from("fault: status"),
      url: webhook.url,
    };
  }
  if (fault.kind === "garbage") {
    return { status: 200, contentType: "text/xml", body: Buffer.from("<Resp\u0000onse"), url: webhook.url };
  }
  await new Promise((resolve) => setTimeout(resolve, Math.min(fault.afterMs ?? overrides.readMs, leftMs)));
  throw new WebhookFailure(11205, "read", `HTTP connection failure: no answer in time (fault: ${fault.kind})`);
}

function exchange(
  authToken: string,
  outgoing: { url: string; method: "GET" | "POST"; params: FormParams; forged: boolean },
  token: string,
  overrides: ConnectionOverrides,
  leftMs: number,
): Promise<{ status: number; headers: IncomingHttpHeaders; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const form = new URLSearchParams(outgoing.params).toString();
    let target: URL;
    try {
      target = new URL(outgoing.url);
      if (target.protocol !== "http:" && target.protocol !== "https:") throw new TypeError("not http");
    } catch {
      reject(new WebhookFailure(11100, "address", `Invalid URL format: ${outgoing.url}`));
      return;
    }
    if (outgoing.method === "GET" && form !== "") target.search += (target.search === "" ? "?" : "&") + form;
    const key = outgoing.forged ? `not-${authToken}` : authToken;
    const signedUrl = outgoing.method === "GET" ? target.toString() : outgoing.url;
    const body = outgoing.method === "POST" ? form : "";
    const send = target.protocol === "https:" ? httpsRequest : httpRequest;
    const outgoingRequest = send(target, {
      method: outgoing.method,
      agent: false,
      headers: {
        "content-type": "application/x-www-form-urlencoded; charset=UTF-8",
        "content-length": Buffer.byteLength(body),
        accept: "*/*",
        "user-agent": "TwilioProxy/1.1",
        "i-twilio-idempotency-token": token,
        "x-twilio-signature": signRequest(key, signedUrl, outgoing.method === "POST" ? outgoing.params : {}),
        "x-home-region": "us1",
      },
    });
    let phase: "connect" | "read" = "connect";
    const fail = (code: number, message: string): void => {
      clearTimeout(timer);
      outgoingRequest.destroy();
      reject(new WebhookFailure(code, phase, message));
    };
    let timer = setTimeout(
      () => fail(11205, "HTTP connection failure: connect timeout"),
      Math.min(overrides.connectMs, leftMs),
    );
    const connected = (): void => {
      phase = "read";
      clearTimeout(timer);
      timer = setTimeout(
        () => fail(11205, "HTTP connection failure: no answer in time"),
        Math.min(overrides.readMs, leftMs),
      );
    };
    outgoingRequest.once("socket", (socket) =>
      socket.once(target.protocol === "https:" ? "secureConnect" : "connect", connected),
    );
    outgoingRequest.once("error", (error: NodeJS.ErrnoException) => {
      fail(error.code === "ENOTFOUND" ? 11210 : 11205, `HTTP connection failure: ${error.code ?? error.message}`);
    });
    outgoingRequest.once("response", (response) => {
      const parts: Buffer[] = [];
      let bytes = 0;
      response.on("data", (part: Buffer) => {
        bytes += part.length;
        if (bytes > MAX_BODY_BYTES) fail(11750, "Response body too large");
        else parts.push(part);
      });
      response.once("error", (error) => fail(11205, `HTTP connection failure: ${error.message}`));
      response.once("end", () => {
        clearTimeout(timer);
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) });
      });
    });
    outgoingRequest.end(body);
  });
}
