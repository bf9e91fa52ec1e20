import type { IncomingMessage, ServerResponse } from "node:http";
import type { Clock } from "../controls/clock";
import { GrantBook } from "../oauth/grants";
import { delayAnswer, misbehave } from "../oauth/trouble";
import { readBody } from "../server/body";
import { replyJson } from "../server/reply";
import type { Controls, Fault, StandIn } from "../stand-in";
import { badRequest, errorOfStatus, GoogleApiError, insufficientScopes, invalidCredentials } from "./api-error";
import { CALENDAR_ROUTES } from "./calendar-api";
import type { Answer, Call, Route } from "./call";
import { GoogleControl } from "./control";
import { GMAIL_ROUTES } from "./gmail-api";
import { answerAuthorization, answerRevoke, answerToken } from "./oauth";
import { World } from "./world";

const BASE = "/google";
/** Where each API begins. */
const APIS: readonly (readonly [string, readonly Route[]])[] = [
  [`${BASE}/calendar/v3`, CALENDAR_ROUTES],
  [`${BASE}/gmail/v1`, GMAIL_ROUTES],
];
const SCOPE = "https://www.googleapis.com/auth/";
const BODY_LIMIT_BYTES = 256 * 1024;

/**
 * Google for any number of accounts, in memory: OAuth 2.0 (`/google/o/oauth2/v2/auth`, `/google/token`, `/google/revoke`), Calendar v3 below
 * `/google/calendar/v3` and Gmail v1 below `/google/gmail/v1` (what is sent comes into the sandbox's inbox too); controls below `/control/google` (see control.ts). The account is the one typed on the page of consent.
 *
 * Faults of vendor "google" hit "token", "revoke" and the API's methods by their names ("events.insert", "freebusy.query" …). Beside the usual
 * kinds: `slow` does at once what was asked and answers afterMs later (5 s); `expired-token` and `revoked` end the access token or the whole
 * consent there and then; and of a change that is answered as done `no-write` keeps nothing, `wrong-slot` keeps it a day later, `hour-off` an
 * hour later, `changed` (mail) for somebody else, `duplicate` twice, and `late-failure` takes it back after afterMs, or when it is told to.
 */
export function createGoogleStandIn(controls: Controls, clock: Clock, deliver: Call["deliver"]): StandIn {
  const world = new World();
  const grants = new GrantBook(() => clock.nowMs(), {
    lifetimeS: 3600,
    accessPrefix: "ya29.",
    refreshPrefix: "1//0",
  });
  const control = new GoogleControl(world, grants, () => clock.nowMs());

  async function answerApi(
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
    [api, routes]: (typeof APIS)[number],
  ): Promise<void> {
    const path = url.pathname.slice(api.length);
    const matching = routes.filter((route) => route.path.test(path));
    const route = matching.find((one) => one.method === request.method);
    if (!route) return replyJson(response, matching.length > 0 ? 405 : 404, errorOfStatus(404).body());
    const fault = controls.takeFault("google", route.operation);
    const replyStatus = (status: number) => replyError(response, errorOfStatus(status), fault);
    if (await misbehave(fault, request, response, clock, replyStatus)) return;
    const body = await readBody(request, BODY_LIMIT_BYTES);
    const answered = await answerRoute(route, path, request, url, body, fault);
    controls.log("google", route.operation, { status: answered.status });
    await delayAnswer(fault, response, clock);
    if (answered instanceof GoogleApiError) return replyError(response, answered, fault);
    if (!answered.body) return void response.writeHead(answered.status).end();
    replyJson(response, answered.status, answered.body, answered.etag ? { etag: answered.etag } : {});
  }

  async function answerRoute(
    route: Route,
    path: string,
    request: IncomingMessage,
    url: URL,
    body: Buffer,
    fault: Fault | undefined,
  ): Promise<Answer | GoogleApiError> {
    try {
      const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? "")?.[1] ?? "";
      if (fault?.kind === "expired-token") grants.expire(token);
      if (fault?.kind === "revoked") grants.revoke(token);
      const grant = grants.find(token);
      if (!grant || grant === "expired") throw invalidCredentials();
      if (!route.scopes.some((scope) => grant.scopes.includes(scope.startsWith("https:") ? scope : SCOPE + scope)))
        throw insufficientScopes();
      const parts = route.path.exec(path)?.slice(1) ?? [];
      return await route.answer({
        world,
        clock,
        account: world.account(grant.account),
        scopes: grant.scopes,
        query: url.searchParams,
        parts: parts.map(decode),
        body: body.length > 0 ? parse(body) : undefined,
        ifMatch: request.headers["if-match"],
        operation: route.operation,
        fault,
        deliver,
      });
    } catch (error) {
      if (error instanceof GoogleApiError) return error;
      throw error;
    }
  }

  async function answerOauth(
    operation: "token" | "revoke",
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
  ) {
    if (request.method !== "POST") return replyJson(response, 405, { error: "invalid_request" });
    const fault = controls.takeFault("google", operation);
    const replyStatus = (status: number) => replyJson(response, status, { error: "internal_failure" });
    if (await misbehave(fault, request, response, clock, replyStatus)) return;
    await delayAnswer(fault, response, clock);
    if (operation === "revoke") return answerRevoke(grants, request, response, url.searchParams);
    controls.log("google", "token", { outcome: await answerToken(grants, request, response, fault) });
  }

  return {
    vendor: "google",
    async handleRequest(request, response, url) {
      const { pathname } = url;
      if (await control.handle(request, response, url)) return true;
      if (!pathname.startsWith(`${BASE}/`)) return false;
      const api = APIS.find(([path]) => pathname.startsWith(`${path}/`));
      if (api) await answerApi(request, response, url, api);
      else if (pathname === `${BASE}/token`) await answerOauth("token", request, response, url);
      else if (pathname === `${BASE}/revoke`) await answerOauth("revoke", request, response, url);
      else if (pathname === `${BASE}/o/oauth2/v2/auth` && /^(GET|POST)$/.test(request.method ?? ""))
        await answerAuthorization(grants, request, response, url.searchParams);
      else return false;
      return true;
    },
    async close() {},
  };
}

function replyError(response: ServerResponse, error: GoogleApiError, fault: Fault | undefined): void {
  replyJson(response, error.status, error.body(), fault?.status === 429 ? { "retry-after": "1" } : undefined);
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw badRequest();
  }
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8")) as unknown;
  } catch {
    throw new GoogleApiError(400, "parseError", "Parse Error");
  }
}
