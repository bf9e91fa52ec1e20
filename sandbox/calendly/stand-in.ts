import type { IncomingMessage, ServerResponse } from "node:http";
import type { Clock } from "../controls/clock";
import { GrantBook } from "../oauth/grants";
import { delayAnswer, misbehave } from "../oauth/trouble";
import { readBody } from "../server/body";
import { replyJson } from "../server/reply";
import type { Controls, Fault, StandIn } from "../stand-in";
import { ROUTES, type Route } from "./api";
import {
  CalendlyApiError,
  errorOfStatus,
  expired,
  insufficientScope,
  invalidArgument,
  unauthenticated,
} from "./api-error";
import type { Answer } from "./call";
import { CalendlyControl } from "./control";
import { countRequest } from "./limits";
import { answerAuthorization, answerIntrospect, answerRevoke, answerToken } from "./oauth";
import { World } from "./world";

const BASE = "/calendly";
const BODY_LIMIT_BYTES = 256 * 1024;
const TOKEN_LIFETIME_S = 7200;
const USED_UP = { "x-ratelimit-limit": "500", "x-ratelimit-remaining": "0", "x-ratelimit-reset": "60" };

/**
 * Calendly for any number of accounts, in memory: OAuth 2.1 (`/calendly/oauth/authorize`, token, revoke, introspect; refresh tokens are good
 * once) and API v2 with the Scheduling API below `/calendly` (users/me, event_types, event_type_available_times, invitees, scheduled_events with
 * invitees and cancellation); controls below `/control/calendly` (see control.ts). The account is the one typed on the page of consent.
 *
 * Faults of vendor "calendly" hit "token", "revoke" and the endpoints by name ("available_times.list", "invitees.create",
 * "scheduled_events.cancel" …). Beside the usual kinds: `slow` does at once what was asked and answers afterMs later (5 s); `expired-token` and
 * `revoked` end the access token or the whole consent there and then; of a change that is answered as done `no-write` keeps nothing,
 * `wrong-slot` keeps it a day later, `hour-off` an hour later, `duplicate` twice, and `late-failure` takes it back after afterMs, or when told.
 */
export function createCalendlyStandIn(controls: Controls, clock: Clock): StandIn {
  const world = new World();
  const grants = new GrantBook(() => clock.nowMs(), {
    lifetimeS: TOKEN_LIFETIME_S,
    accessPrefix: "eyJ",
    refreshPrefix: "",
    rotates: true,
  });
  const control = new CalendlyControl(world, grants, () => clock.nowMs());

  async function answerApi(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const path = url.pathname.slice(BASE.length);
    const route = ROUTES.find((one) => one.method === request.method && one.path.test(path));
    if (!route) return replyJson(response, 404, errorOfStatus(404).body());
    const fault = controls.takeFault("calendly", route.operation);
    const replyStatus = (status: number) =>
      replyJson(response, status, errorOfStatus(status).body(), status === 429 ? USED_UP : undefined);
    if (await misbehave(fault, request, response, clock, replyStatus)) return;
    const body = await readBody(request, BODY_LIMIT_BYTES);
    const headers: Record<string, string> = {};
    const answered = answerRoute(route, request, url, body, fault, headers);
    controls.log("calendly", route.operation, { status: answered.status });
    await delayAnswer(fault, response, clock);
    replyJson(
      response,
      answered.status,
      answered instanceof CalendlyApiError ? answered.body() : answered.body,
      headers,
    );
  }

  function answerRoute(
    route: Route,
    request: IncomingMessage,
    url: URL,
    body: Buffer,
    fault: Fault | undefined,
    headers: Record<string, string>,
  ): Answer | CalendlyApiError {
    try {
      const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? "")?.[1] ?? "";
      if (fault?.kind === "expired-token") grants.expire(token);
      if (fault?.kind === "revoked") grants.revoke(token);
      const grant = grants.find(token);
      if (grant === "expired") throw expired();
      if (!grant) throw unauthenticated();
      const account = world.account(grant.account);
      const allowance = countRequest(account, route.operation === "invitees.create", clock.nowMs());
      Object.assign(headers, allowance.headers);
      if (allowance.refused) throw allowance.refused;
      const has = (scope: string) =>
        grant.scopes.includes(scope) || grant.scopes.includes(scope.replace(/:read$/, ":write"));
      if (!route.scopes.every(has)) throw insufficientScope(route.scopes);
      return route.answer({
        world,
        clock,
        account,
        base: baseOf(url),
        query: url.searchParams,
        parts: route.path.exec(url.pathname.slice(BASE.length))?.slice(1) ?? [],
        body: body.length > 0 ? parse(body) : undefined,
        operation: route.operation,
        fault,
      });
    } catch (error) {
      if (error instanceof CalendlyApiError) return error;
      throw error;
    }
  }

  async function answerOauth(request: IncomingMessage, response: ServerResponse, url: URL): Promise<boolean> {
    const operation = url.pathname.slice(`${BASE}/oauth/`.length);
    if (operation === "authorize" && /^(GET|POST)$/.test(request.method ?? "")) {
      await answerAuthorization(grants, request, response, url.searchParams);
      return true;
    }
    if (!/^(token|revoke|introspect)$/.test(operation) || request.method !== "POST") return false;
    const fault = controls.takeFault("calendly", operation);
    const replyStatus = (status: number) => replyJson(response, status, { error: "server_error" });
    if (await misbehave(fault, request, response, clock, replyStatus)) return true;
    await delayAnswer(fault, response, clock);
    const oauth = { grants, world, base: baseOf(url) };
    if (operation === "revoke") await answerRevoke(grants, request, response);
    else if (operation === "introspect") await answerIntrospect(oauth, request, response);
    else controls.log("calendly", "token", { outcome: await answerToken(oauth, request, response, fault) });
    return true;
  }

  return {
    vendor: "calendly",
    async handleRequest(request, response, url) {
      if (await control.handle(request, response, url, baseOf(url))) return true;
      if (!url.pathname.startsWith(`${BASE}/`)) return false;
      if (url.pathname.startsWith(`${BASE}/oauth/`)) return answerOauth(request, response, url);
      await answerApi(request, response, url);
      return true;
    },
    async close() {},
  };
}

const baseOf = (url: URL) => `${url.origin}${BASE}`;

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8")) as unknown;
  } catch {
    throw invalidArgument({ parameter: "body", message: "is not valid JSON" });
  }
}
