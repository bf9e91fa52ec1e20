import type { IncomingMessage, ServerResponse } from "node:http";
import { readBody } from "../../server/body";
import { replyJson } from "../../server/reply";
import { renderCall } from "../rest/calls";
import { renderMessage } from "../rest/messages";
import type { Accounts } from "../accounts";
import type { Exchange } from "../telephony/exchange";
import { toE164 } from "../telephony/phone-numbers";
import { readBehaviour, readScript } from "../telephony/script";
import type { StatusConditions } from "../telephony/status-delivery";

const MAX_BODY_BYTES = 32 * 1024 * 1024;
const PATHS = /^\/sandbox\/(calls|messages|people|twilio)(?:\/([^/]+))?$/;

/**
 * The telephone network's controls, for scripts and for the sandbox's page. JSON in and out, errors are `{ error }`.
 *
 * POST /sandbox/calls { from?, to, script? } → 201 { callSid } · GET /sandbox/calls · GET /sandbox/calls/{callSid} ·
 * DELETE /sandbox/calls/{callSid} hangs up · GET /sandbox/messages?to={e164}, the newest 100 text messages first · GET /sandbox/people · PUT, DELETE /sandbox/people/{e164} ·
 * GET /sandbox/twilio/{alerts|pacer|rate|status-delivery} · PUT /sandbox/twilio/status-delivery { duplicate?, reorder?, delayMs? } ·
 * PUT /sandbox/twilio/rate { callsPerSecond } · PUT /sandbox/twilio/numbers { numbers } ports numbers into the account that it does not have.
 */
export class ControlApi {
  constructor(
    private readonly accounts: Accounts,
    private readonly defaultFrom: string,
  ) {}

  /** Of the sandbox's own account. */
  private get exchange(): Exchange {
    return this.accounts.own;
  }

  async handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<boolean> {
    const match = PATHS.exec(url.pathname);
    if (match === null) return false;
    const [, area = "", key] = match;
    try {
      const body = request.method === "POST" || request.method === "PUT" ? await readJson(request) : {};
      const answer = this.answer(
        request.method ?? "GET",
        area,
        key === undefined ? undefined : decodeURIComponent(key),
        body,
        url.searchParams,
      );
      if (answer === undefined)
        replyJson(response, 404, { error: `${request.method ?? ""} is not offered at ${url.pathname}.` });
      else replyJson(response, answer.status, answer.json);
    } catch (error) {
      if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
      replyJson(response, 400, { error: error.message });
    }
    return true;
  }

  private answer(
    method: string,
    area: string,
    key: string | undefined,
    body: Record<string, unknown>,
    query: URLSearchParams,
  ): { status: number; json: unknown } | undefined {
    if (area === "messages") return method === "GET" && key === undefined ? this.messages(query.get("to")) : undefined;
    if (area === "calls") return this.calls(method, key, body);
    if (area === "people") return this.people(method, key, body);
    return this.network(method, key, body);
  }

  private calls(
    method: string,
    key: string | undefined,
    body: Record<string, unknown>,
  ): { status: number; json: unknown } | undefined {
    if (key === undefined && method === "POST") {
      const { from = this.defaultFrom, to, script } = body;
      if (typeof from !== "string" || typeof to !== "string")
        throw new TypeError("from and to must be phone numbers like +14155550123");
      const exchange = this.accounts.reachedAt(to);
      const { call } = exchange.placeCall({ from, to, script: script === undefined ? undefined : readScript(script) });
      return { status: 201, json: { callSid: call.sid } };
    }
    if (key === undefined && method === "GET") {
      const newestFirst = this.accounts.all().flatMap((each) => [...each.calls.values()].reverse().slice(0, 100));
      return { status: 200, json: { calls: newestFirst.slice(0, 100).map(renderCall) } };
    }
    const exchange = key === undefined ? undefined : this.accounts.holding(key);
    const call = exchange?.calls.get(key ?? "");
    if (exchange === undefined || call === undefined) return undefined;
    const person = exchange.persons.get(call.sid);
    if (method === "GET")
      return {
        status: 200,
        json: { ...renderCall(call), end_reason: call.endReason, events: person?.log.events ?? [] },
      };
    if (method === "DELETE") {
      if (person === undefined) call.end("completed", "hung up by hand");
      else person.hangUp();
      return { status: 200, json: renderCall(call) };
    }
    return undefined;
  }

  private messages(to: string | null): { status: number; json: unknown } {
    const sent = [...this.exchange.messages.values()].reverse().filter((message) => to === null || message.to === to);
    return {
      status: 200,
      json: { messages: sent.slice(0, 100).map((message) => renderMessage(this.exchange, message)) },
    };
  }

  private people(
    method: string,
    key: string | undefined,
    body: Record<string, unknown>,
  ): { status: number; json: unknown } | undefined {
    const { people } = this.exchange;
    if (key === undefined)
      return method === "GET" ? { status: 200, json: { people: Object.fromEntries(people) } } : undefined;
    const e164 = toE164(key);
    if (e164 === undefined) throw new TypeError(`"${key}" is not a phone number; write it like +14155550123`);
    if (method === "PUT") {
      const behaviour = readBehaviour(body);
      people.set(e164, behaviour);
      return { status: 200, json: behaviour };
    }
    if (method === "DELETE") {
      people.delete(e164);
      return { status: 200, json: {} };
    }
    return method === "GET" ? { status: 200, json: people.get(e164) ?? null } : undefined;
  }

  private network(
    method: string,
    key: string | undefined,
    body: Record<string, unknown>,
  ): { status: number; json: unknown } | undefined {
    const { exchange } = this;
    if (key === "alerts" && method === "GET") return { status: 200, json: { alerts: exchange.alerts } };
    if (key === "pacer" && method === "GET") return { status: 200, json: exchange.pacer.stats() };
    if (key === "rate") {
      if (method === "PUT") {
        const { callsPerSecond } = body;
        if (typeof callsPerSecond !== "number" || !(callsPerSecond > 0) || callsPerSecond > 10_000)
          throw new TypeError("callsPerSecond must be a number from above 0 to 10000");
        exchange.callsPerSecond = callsPerSecond;
      }
      return { status: 200, json: { callsPerSecond: exchange.callsPerSecond } };
    }
    if (key === "numbers") {
      if (method === "PUT") for (const e164 of readNumbers(body)) exchange.numbers.buy(e164);
      return { status: 200, json: { numbers: exchange.numbers.list().map(({ phoneNumber }) => phoneNumber) } };
    }
    if (key === "status-delivery") {
      if (method === "PUT") exchange.status.conditions = readConditions(body);
      return { status: 200, json: exchange.status.conditions };
    }
    return undefined;
  }
}

function readNumbers({ numbers }: Record<string, unknown>): string[] {
  const list = Array.isArray(numbers) ? (numbers as unknown[]) : [];
  return list.map((number) => {
    const e164 = typeof number === "string" ? toE164(number) : undefined;
    if (e164 === undefined) throw new TypeError("numbers must be a list of phone numbers like +14155550123");
    return e164;
  });
}

function readConditions({
  duplicate = false,
  reorder = false,
  delayMs = 0,
}: Record<string, unknown>): StatusConditions {
  const deliveries = duplicate === true ? 2 : duplicate === false ? 1 : duplicate;
  const order = reorder === true ? "swap" : reorder === false ? "kept" : reorder;
  if (typeof deliveries !== "number" || !Number.isInteger(deliveries) || deliveries < 1 || deliveries > 20)
    throw new TypeError("duplicate must be true, false, or how often each callback is delivered (1 to 20)");
  if (order !== "kept" && order !== "swap" && order !== "reverse")
    throw new TypeError('reorder must be true, false, "swap" or "reverse"');
  if (typeof delayMs !== "number" || !(delayMs >= 0)) throw new TypeError("delayMs must be a number of milliseconds");
  return { deliveries, order, delayMs };
}

async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  const text = (await readBody(request, MAX_BODY_BYTES)).toString("utf8");
  let value: unknown;
  try {
    value = text.trim() === "" ? {} : JSON.parse(text);
  } catch {
    throw new TypeError("The body is not JSON.");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new TypeError("The body must be a JSON object.");
  return value as Record<string, unknown>;
}
