import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { checkAddress, checkUrl, guardedLookup, type Resolve } from "../web-fetch/address-guard";
import { WebFetchError } from "../web-fetch/web-fetch-error";
import { encryptPush, type PushKeys } from "./encrypt-push";
import { vapidAuthorization, type VapidKeys } from "./vapid";

export type PushAddress = { endpoint: string; keys: PushKeys };

export type PushOrder = {
  text: string;
  /** At the service, a later one of this name takes the place of an earlier one: 32 characters of base64url at most. */
  topic: string;
  urgency: "normal" | "high";
  /** How long the service keeps it for a browser that is not there. */
  keepSeconds: number;
};

/** `gone`: the browser does not want to be told any more, or never will hear us. `refused`: this push can never go. */
export type PushResult =
  | { kind: "taken" }
  | { kind: "gone" | "refused"; problem: string }
  | { kind: "later"; problem: string; retryAfterMs: number | null };

export type PushService = {
  /** Throws WebFetchError when nothing may be sent there, or nothing could be read there. */
  check(address: PushAddress): Promise<void>;
  /** Never throws. */
  send(to: PushAddress, order: PushOrder): Promise<PushResult>;
};

type Settings = {
  keys: VapidKeys;
  subject: string;
  /** `host:port` of the only push services that may be named; "public": all of the public internet. */
  services: readonly string[] | "public";
  resolve: Resolve;
  nowMs?: () => number;
  timeoutMs?: number;
};

/**
 * Web Push (RFC 8030): the address comes from a browser, so it is looked at as any stranger's address is, both when it is given and at each
 * sending.
 */
export function createPushService(settings: Settings): PushService {
  const { keys, subject, services, resolve, nowMs = Date.now, timeoutMs = 15_000 } = settings;
  const allow = services === "public" ? [] : services;
  const checked = (endpoint: string): URL => {
    const url = checkUrl(endpoint, { allow });
    if (services === "public" ? url.protocol === "https:" : allow.includes(hostAndPort(url))) return url;
    throw services === "public"
      ? new WebFetchError("bad_address", "A push service is reached by https alone.")
      : new WebFetchError("blocked", "Pushes of this installation go to its own stand-in alone, not to real browsers.");
  };
  return {
    async check({ endpoint, keys: theirs }) {
      const url = checked(endpoint);
      try {
        encryptPush("", theirs);
      } catch {
        throw new WebFetchError("bad_address", "The browser's keys are none. Turn it off and on again.");
      }
      await checkAddress(url.href, { allow, resolve });
    },
    async send({ endpoint, keys: theirs }, { text, topic, urgency, keepSeconds }) {
      let url: URL;
      let body: Buffer;
      try {
        url = checked(endpoint);
        body = encryptPush(text, theirs);
      } catch (error) {
        if (error instanceof RangeError) return { kind: "refused", problem: error.message };
        return { kind: "gone", problem: error instanceof WebFetchError ? error.message : "its keys are none" };
      }
      const headers = {
        authorization: vapidAuthorization(keys, { audience: url.origin, subject, nowMs: nowMs() }),
        "content-encoding": "aes128gcm",
        "content-type": "application/octet-stream",
        "content-length": body.length,
        ttl: keepSeconds,
        urgency,
        topic,
      };
      return post(url, headers, body, { lookup: guardedLookup(url, { allow, resolve }), timeoutMs });
    },
  };
}

const hostAndPort = ({ hostname, port, protocol }: URL) =>
  `${hostname}:${port || (protocol === "https:" ? "443" : "80")}`;

function post(
  url: URL,
  headers: Record<string, string | number>,
  body: Buffer,
  { lookup, timeoutMs }: { lookup: ReturnType<typeof guardedLookup>; timeoutMs: number },
): Promise<PushResult> {
  return new Promise((resolve) => {
    const request = (url.protocol === "https:" ? requestHttps : requestHttp)(url, {
      method: "POST",
      lookup,
      agent: false,
      headers,
      signal: AbortSignal.timeout(timeoutMs),
    });
    request.once("response", (response) => {
      resolve(resultOf(response.statusCode ?? 0, response.headers["retry-after"]));
      // Of what it says nothing is wanted.
      response.destroy();
    });
    request.once("error", (error) =>
      resolve(
        error instanceof WebFetchError && error.problem === "blocked"
          ? { kind: "gone", problem: "its address leads into a private network" }
          : { kind: "later", problem: "the push service could not be reached", retryAfterMs: null },
      ),
    );
    request.end(body);
  });
}

/** RFC 8030, 5 and 7.3; services answer 401 and 403 to whom was not told of this installation's key. */
function resultOf(status: number, retryAfter: string | undefined): PushResult {
  const problem = `the push service answered ${status}`;
  if (status >= 200 && status < 300) return { kind: "taken" };
  if (status === 401 || status === 403 || status === 404 || status === 410) return { kind: "gone", problem };
  if (status === 429 || status >= 500) {
    const seconds = Number(retryAfter);
    const isGiven = retryAfter !== undefined && Number.isFinite(seconds) && seconds >= 0;
    return { kind: "later", problem, retryAfterMs: isGiven ? seconds * 1000 : null };
  }
  return { kind: "refused", problem };
}
