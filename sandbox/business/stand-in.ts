import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { z } from "zod";
import { explainIssues } from "../controls/control-input";
import { readBody } from "../server/body";
import { SIGNED_IN_PATH } from "./mcp-oauth";
import { createBusinessHooks, HOOKS_PATH } from "./hooks";
import { createBusinessMcp, MCP_PATH } from "./mcp";
import { cutConnection } from "../server/cut";
import { replyJson } from "../server/reply";
import type { Controls, Fault, StandIn } from "../stand-in";

/** The key that its API takes, as `Authorization: Bearer`. */
export const BUSINESS_KEY = "sandbox-business-key";

const BASE = "/business/api";
const MOST_BYTES = 64_000;
const SLOW_MS = 60_000;

const ORDERS: Readonly<Record<string, { state: string; carrier: string; expected: string; total: string }>> = {
  "1001": { state: "on its way", carrier: "Swift Parcel", expected: "Thursday", total: "49 dollars" },
  "1002": { state: "being packed", carrier: "Swift Parcel", expected: "Friday", total: "120 dollars" },
  "1003": { state: "delivered", carrier: "Harbour Post", expected: "yesterday", total: "18 dollars" },
};

const ticketInput = z.object({
  subject: z.string().min(1).max(500),
  phone: z.string().max(40).optional(),
  urgent: z.boolean().optional(),
});
type Ticket = { number: number; subject: string; phone: string | null; urgent: boolean };

/**
 * A small business's own system, for tools to be tried with: GET /business/api/orders/{number} (1001 to 1003) → `{ order }`, and
 * POST /business/api/tickets `{ subject, phone?, urgent? }` → `{ ticket }`; the same Idempotency-Key again gets the same ticket. GET
 * /business/api/tickets lists them. All with the key `sandbox-business-key`. Faults of vendor "business" hit the operations "orders.get" and
 * "tickets.create"; beside the usual kinds `redirect` sends on to a private address, `endless` answers without end, and `no-write` says yes and
 * writes nothing. Its MCP server is at /business/mcp, and for who signs in by OAuth at /business/mcp-oauth.
 * /business/hooks/… takes webhooks.
 */
export function createBusinessStandIn(controls: Controls): StandIn {
  const tickets = new Map<string, Ticket>();
  let nextNumber = 501;

  async function misbehave(
    { kind, status, afterMs }: Fault,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    if (kind === "drop") return cutConnection(request);
    if (kind === "status") return replyJson(response, status ?? 500, { error: "Something went wrong here." });
    if (kind === "redirect") return void response.writeHead(302, { location: "http://169.254.169.254/latest/" }).end();
    if (kind === "garbage") return void response.writeHead(200, { "content-type": "application/json" }).end("{]<<<");
    if (kind === "endless") {
      response.writeHead(200, { "content-type": "application/json" });
      const chunk = Buffer.alloc(65_536, "a");
      const endless = new Readable({ read: () => void endless.push(chunk) });
      response.once("close", () => endless.destroy());
      return void endless.pipe(response);
    }
    await waitMs(afterMs ?? SLOW_MS, response);
    replyJson(response, 504, { error: "Too late." });
  }

  async function createTicket(request: IncomingMessage, response: ServerResponse, fault: Fault | undefined) {
    const body = (await readBody(request, MOST_BYTES)).toString("utf8");
    if (fault?.kind === "no-write") return replyJson(response, 200, { ok: true });
    if (fault) return misbehave(fault, request, response);
    const parsed = ticketInput.safeParse(parse(body));
    if (!parsed.success) return replyJson(response, 422, { error: explainIssues(parsed.error) });
    const key = String(request.headers["idempotency-key"] ?? `none ${nextNumber}`);
    const { subject, phone, urgent } = parsed.data;
    const ticket = tickets.get(key) ?? { number: nextNumber++, subject, phone: phone ?? null, urgent: urgent ?? false };
    tickets.set(key, ticket);
    controls.log("business", "ticket", { number: ticket.number });
    replyJson(response, 201, { ticket });
  }

  async function answer(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    if (request.headers.authorization !== `Bearer ${BUSINESS_KEY}`)
      return replyJson(response, 401, { error: "The key is not right." });
    const number = /^\/orders\/([^/]+)$/.exec(path)?.[1];
    if (number !== undefined && request.method === "GET") {
      const fault = controls.takeFault("business", "orders.get");
      if (fault) return misbehave(fault, request, response);
      const order = ORDERS[number];
      controls.log("business", "order", { number, found: order !== undefined });
      return order
        ? replyJson(response, 200, { order: { number, ...order } })
        : replyJson(response, 404, { error: "There is no such order." });
    }
    if (path === "/tickets" && request.method === "POST")
      return createTicket(request, response, controls.takeFault("business", "tickets.create"));
    if (path === "/tickets" && request.method === "GET")
      return replyJson(response, 200, { tickets: [...tickets.values()] });
    replyJson(response, 404, { error: "There is nothing here." });
  }

  const mcp = createBusinessMcp(controls, BUSINESS_KEY, misbehave);
  const hooks = createBusinessHooks(controls, BUSINESS_KEY, misbehave);
  return {
    vendor: "business",
    async handleRequest(request, response, url) {
      if (url.pathname.startsWith(HOOKS_PATH)) {
        await hooks.answer(request, response, url);
        return true;
      }
      if (await mcp.signIn(request, response, url)) return true;
      if (url.pathname === MCP_PATH || url.pathname === SIGNED_IN_PATH) {
        await mcp.answer(request, response, url);
        return true;
      }
      if (!url.pathname.startsWith(`${BASE}/`)) return false;
      await answer(request, response, url.pathname.slice(BASE.length));
      return true;
    },
    close: () => mcp.close(),
  };
}

function waitMs(ms: number, response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    response.once("close", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
