import type { IncomingMessage, ServerResponse } from "node:http";
import type { Clock } from "../controls/clock";
import { GrantBook } from "../oauth/grants";
import { delayAnswer, misbehave } from "../oauth/trouble";
import { readBody } from "../server/body";
import { replyJson } from "../server/reply";
import type { Controls, Fault, StandIn } from "../stand-in";
import { errorOfStatus, expired, HubspotApiError, invalidInput, missingScopes, unauthenticated } from "./api-error";
import { HubspotControl } from "./control";
import { TYPES, typeOf, World, type ObjectType } from "./model";
import {
  answerAboutToken,
  answerAccessToken,
  answerAccount,
  answerAuthorization,
  answerRefreshToken,
  answerToken,
} from "./oauth";
import {
  archiveObject,
  associate,
  changeObject,
  createObject,
  listAssociations,
  listObjects,
  readObject,
  type Call,
} from "./objects";
import { searchObjects } from "./search";

const BASE = "/hubspot";
const BODY_LIMIT_BYTES = 512 * 1024;

/** What a request asks for: its name, which faults hit too, and what answers it. */
interface Wanted {
  readonly operation: string;
  readonly type: ObjectType;
  readonly changes: boolean;
  readonly answer: (call: Call) => { readonly status: number; readonly body?: object };
}

/**
 * HubSpot for any number of accounts, in memory: OAuth (`/hubspot/oauth/authorize`, `/hubspot/oauth/2026-03/token` with introspect and revoke, and versions 1 and 3),
 * `/hubspot/account-info/v3/details` and CRM v3 below `/hubspot/crm/v3/objects/{tickets,notes,contacts}` with search and associations; controls below `/control/hubspot` (see
 * control.ts). The account is the one typed on the page of consent.
 *
 * Faults of vendor "hubspot" hit "token" and "tickets.create", "notes.create", "contacts.search", "contacts.update" and the like. Beside the
 * usual kinds: `slow` does at once what was asked and answers afterMs later (5 s); `expired-token` and `revoked` end the access token or the
 * whole consent there and then; of a change that is answered as done `no-write` keeps nothing, `duplicate` keeps it twice, and `late-failure`
 * takes it back after afterMs, or when it is told to.
 */
export function createHubspotStandIn(controls: Controls, clock: Clock): StandIn {
  const world = new World();
  const grants = new GrantBook(() => clock.nowMs(), { lifetimeS: 1800, accessPrefix: "CO", refreshPrefix: "na1-" });
  const control = new HubspotControl(world, grants, () => clock.nowMs());

  async function answerApi(
    wanted: Wanted,
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
  ): Promise<void> {
    const fault = controls.takeFault("hubspot", wanted.operation);
    const replyStatus = (status: number) => replyError(response, errorOfStatus(status));
    if (await misbehave(fault, request, response, clock, replyStatus)) return;
    const body = await readBody(request, BODY_LIMIT_BYTES);
    const answered = answerWanted(wanted, request, url, body, fault);
    controls.log("hubspot", wanted.operation, { status: answered.status });
    await delayAnswer(fault, response, clock);
    if (answered instanceof HubspotApiError) return replyError(response, answered);
    if (!answered.body) return void response.writeHead(answered.status).end();
    replyJson(response, answered.status, answered.body);
  }

  function answerWanted(
    { type, changes, operation, answer }: Wanted,
    request: IncomingMessage,
    url: URL,
    body: Buffer,
    fault: Fault | undefined,
  ): ReturnType<Wanted["answer"]> | HubspotApiError {
    try {
      const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? "")?.[1] ?? "";
      if (fault?.kind === "expired-token") grants.expire(token);
      if (fault?.kind === "revoked") grants.revoke(token);
      const grant = grants.find(token);
      if (grant === "expired") throw expired();
      if (!grant) throw unauthenticated();
      const scopes = changes ? TYPES[type].writes : TYPES[type].reads;
      if (!scopes.every((scope) => grant.scopes.includes(scope))) throw missingScopes(scopes);
      const portal = world.portal(grant.account);
      return answer({ world, clock, portal, query: url.searchParams, body: parse(body), operation, fault });
    } catch (error) {
      if (error instanceof HubspotApiError) return error;
      throw error;
    }
  }

  async function answerOauth(request: IncomingMessage, response: ServerResponse, url: URL): Promise<boolean> {
    const path = url.pathname.slice(BASE.length);
    const method = request.method ?? "";
    if (path === "/oauth/authorize" && /^(GET|POST)$/.test(method)) {
      await answerAuthorization(grants, request, response, url.searchParams);
      return true;
    }
    const token = /^\/oauth\/v1\/(refresh|access)-tokens\/([^/]+)$/.exec(path);
    if (token && /^(GET|DELETE)$/.test(method)) {
      if (token[1] === "refresh") answerRefreshToken({ grants, world }, method, token[2] ?? "", response);
      else answerAccessToken({ grants, world }, token[2] ?? "", response);
      return true;
    }
    if (path === "/account-info/v3/details" && method === "GET") {
      answerAccount({ grants, world }, request, response);
      return true;
    }
    const [, , about] = /^\/oauth\/(v[13]|2026-03)\/token(?:\/(introspect|revoke))?$/.exec(path) ?? [undefined, "", ""];
    if (about === "" || method !== "POST") return false;
    if (about) {
      await answerAboutToken({ grants, world }, about, request, response);
      return true;
    }
    const fault = controls.takeFault("hubspot", "token");
    const replyStatus = (status: number) => replyError(response, errorOfStatus(status));
    if (await misbehave(fault, request, response, clock, replyStatus)) return true;
    await delayAnswer(fault, response, clock);
    const outcome = await answerToken({ grants, world }, request, response, fault);
    controls.log("hubspot", "token", { outcome });
    return true;
  }

  return {
    vendor: "hubspot",
    async handleRequest(request, response, url) {
      if (await control.handle(request, response, url)) return true;
      if (!url.pathname.startsWith(`${BASE}/`)) return false;
      if (await answerOauth(request, response, url)) return true;
      const wanted = wantedOf(request.method ?? "", url.pathname.slice(BASE.length));
      if (wanted) await answerApi(wanted, request, response, url);
      else replyError(response, errorOfStatus(404));
      return true;
    },
    async close() {},
  };
}

/** Source: HubSpot's published specs of contacts, tickets, notes (v3) and associations (v4). */
function wantedOf(method: string, path: string): Wanted | undefined {
  const [, version, typeText = "", rest = ""] = /^\/crm\/(v3|v4)\/objects\/([^/]+)(\/.*)?$/.exec(path) ?? [];
  const type = typeOf(typeText);
  if (!type) return undefined;
  const reading = (name: string, answer: (call: Call) => object): Wanted => ({
    operation: `${type}.${name}`,
    type,
    changes: false,
    answer: (call) => ({ status: 200, body: answer(call) }),
  });
  const changing = (name: string, status: number, answer: (call: Call) => object | void): Wanted => ({
    operation: `${type}.${name}`,
    type,
    changes: true,
    answer: (call) => {
      const body = answer(call);
      return body ? { status, body } : { status };
    },
  });
  const link = /^\/([^/]+)\/associations\/(?:default\/)?([^/]+)\/([^/]+)(?:\/[^/]+)?$/.exec(rest);
  if (link && method === "PUT")
    return changing("associate", 200, (call) => associate(call, type, link[1] ?? "", link[2] ?? "", link[3] ?? ""));
  const links = /^\/([^/]+)\/associations\/([^/]+)$/.exec(rest);
  if (links && method === "GET")
    return reading("associations", (call) => listAssociations(call, type, links[1] ?? "", links[2] ?? ""));
  if (version === "v4") return undefined;
  const id = decodeURIComponent(/^\/([^/]+)$/.exec(rest)?.[1] ?? "");
  switch (`${method} ${rest === "" || rest === "/search" ? rest : id && "/{id}"}`) {
    case "POST ":
      return changing("create", 201, (call) => createObject(call, type));
    case "GET ":
      return reading("list", (call) => listObjects(call, type));
    case "POST /search":
      return reading("search", (call) => searchObjects(call, type));
    case "GET /{id}":
      return reading("get", (call) => readObject(call, type, id));
    case "PATCH /{id}":
      return changing("update", 200, (call) => changeObject(call, type, id));
    case "DELETE /{id}":
      return changing("archive", 204, (call) => archiveObject(call, type, id));
  }
  return undefined;
}

function replyError(response: ServerResponse, error: HubspotApiError): void {
  replyJson(response, error.status, error.body(), error.status === 429 ? { "retry-after": "1" } : {});
}

function parse(body: Buffer): unknown {
  if (body.length === 0) return undefined;
  try {
    return JSON.parse(body.toString("utf8")) as unknown;
  } catch {
    throw invalidInput("Invalid input JSON on line 1, column 1");
  }
}
