import type { IncomingMessage, ServerResponse } from "node:http";
import { randomUUID } from "node:crypto";
import { BodyTooLargeError, readBody } from "../server/body";
import { replyJson } from "../server/reply";
import type { Controls, StandIn } from "../stand-in";
import { PushBrowser, takeApart } from "./browser";
import { checkVapid } from "./vapid";

/** What arrived at a browser. `text` null: nobody could read it, `problem` says why. */
export type ArrivedPush = {
  id: string;
  endpoint: string;
  text: string | null;
  problem: string | null;
  ttlSeconds: number;
  urgency: string;
  topic: string | null;
  receivedAt: string;
};

export interface PushStandIn extends StandIn {
  readonly vendor: "push";
}

const MOST_BYTES = 4096;
const MOST_KEPT = 500;
const URGENCIES = new Set(["very-low", "low", "normal", "high"]);

/**
 * A push service and the browsers at it (RFC 8030, 8291, 8292): POST /push/{id} takes a push as a real one does, and reads it, as a real one
 * cannot. For tests POST /control/push/subscriptions `{ applicationServerKey? }` → `{ id, endpoint, keys }`, what a browser's
 * PushSubscription.toJSON() has · DELETE /control/push/subscriptions/{id}: gone from now on · GET /control/push/messages?endpoint= →
 * `{ messages }`, newest first. Faults of vendor "push" hit the operation "send".
 */
export function createPushStandIn(
  controls: Controls,
  { baseUrl, nowMs }: { baseUrl: () => string; nowMs: () => number },
): PushStandIn {
  const browsers = new Map<string, PushBrowser>();
  const arrived: ArrivedPush[] = [];
  const endpointOf = (id: string) => `${baseUrl()}/push/${id}`;

  async function take(request: IncomingMessage, response: ServerResponse, id: string): Promise<void> {
    const refuse = (status: number, reason: string, headers: Record<string, string> = {}) => {
      controls.log("push", "refused", { id, status, reason });
      replyJson(response, status, { reason }, headers);
    };
    const header = (name: string) => String(request.headers[name] ?? "");
    const body = await readBody(request, MOST_BYTES).catch((error: unknown) => {
      if (error instanceof BodyTooLargeError) return null;
      throw error;
    });
    const fault = controls.takeFault("push", "send");
    if (fault?.kind === "drop") return void request.socket.destroy();
    if (fault) return refuse(fault.status ?? 503, "a fault was asked for", { "retry-after": "20" });
    const browser = browsers.get(id);
    if (!browser) return refuse(404, "there is no such subscription");
    if (browser.isGone) return refuse(410, "the browser has unsubscribed");
    if (body === null) return refuse(413, `a push has ${MOST_BYTES} bytes at most`);
    const signed = checkVapid(request.headers.authorization, { audience: new URL(baseUrl()).origin, nowMs: nowMs() });
    if ("status" in signed) return refuse(signed.status, signed.reason);
    if (browser.applicationServerKey !== null && browser.applicationServerKey !== signed.key)
      return refuse(403, "the subscription is another sender's");
    if (!/^\d{1,9}$/.test(header("ttl"))) return refuse(400, "TTL is missing");
    const topic = header("topic");
    if (topic !== "" && !/^[\w-]{1,32}$/.test(topic)) return refuse(400, "Topic is no 32 characters of base64url");
    const urgency = header("urgency") || "normal";
    if (!URGENCIES.has(urgency)) return refuse(400, "Urgency is none of the four");
    if (header("content-encoding") !== "aes128gcm") return refuse(415, "Content-Encoding must be aes128gcm");
    const shape = problemOf(() => takeApart(body));
    if (shape.problem !== null) return refuse(400, shape.problem);
    const { value: text, problem } = problemOf(() => browser.read(body));
    const receivedAt = new Date(nowMs()).toISOString();
    const push = {
      id: randomUUID(),
      endpoint: endpointOf(id),
      text,
      problem,
      urgency,
      topic: topic || null,
      receivedAt,
    };
    arrived.unshift({ ...push, ttlSeconds: Number(header("ttl")) });
    arrived.length = Math.min(arrived.length, MOST_KEPT);
    controls.log("push", "push", { id, bytes: body.length, urgency, problem });
    replyJson(response, 201, {}, { location: `${baseUrl()}/push/message/${push.id}`, ttl: header("ttl") });
  }

  async function control(request: IncomingMessage, response: ServerResponse, url: URL, path: string): Promise<void> {
    const [, id] = /^\/control\/push\/subscriptions\/([0-9a-f-]{36})$/.exec(path) ?? [];
    const route = `${request.method} ${path}`;
    if (route === "GET /control/push/messages") {
      const endpoint = url.searchParams.get("endpoint");
      const messages = arrived.filter((push) => endpoint === null || push.endpoint === endpoint);
      return replyJson(response, 200, { messages });
    }
    if (route === "POST /control/push/subscriptions") {
      const given = (await readBody(request, MOST_BYTES)).toString("utf8") || "{}";
      const { applicationServerKey } = JSON.parse(given) as { applicationServerKey?: string };
      const browser = new PushBrowser(applicationServerKey ?? null);
      browsers.set(browser.id, browser);
      return replyJson(response, 201, { id: browser.id, endpoint: endpointOf(browser.id), keys: browser.keys });
    }
    const browser = id && request.method === "DELETE" ? browsers.get(id) : undefined;
    if (!browser) return replyJson(response, 404, { error: `${route} is not offered.` });
    browser.isGone = true;
    replyJson(response, 200, {});
  }

  return {
    vendor: "push",
    async close() {},
    async handleRequest(request, response, url) {
      const path = url.pathname.replace(/\/+$/, "");
      const [, id] = /^\/push\/([0-9a-f-]{36})$/.exec(path) ?? [];
      if (path.startsWith("/control/push/")) await control(request, response, url, path);
      else if (id && request.method === "POST") await take(request, response, id);
      else return false;
      return true;
    },
  };
}

function problemOf<T>(work: () => T): { value: T; problem: null } | { value: null; problem: string } {
  try {
    return { value: work(), problem: null };
  } catch (error) {
    return { value: null, problem: error instanceof Error ? error.message : String(error) };
  }
}
