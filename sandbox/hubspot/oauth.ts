import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { goBack, isRedirectUri, readDecision, replyConsentPage, replyRefusalPage } from "../oauth/consent";
import type { GrantBook, Tokens } from "../oauth/grants";
import { readBody } from "../server/body";
import { replyJson } from "../server/reply";
import type { Fault } from "../stand-in";
import { expired, notFound, unauthenticated } from "./api-error";
import type { World } from "./model";

const FORM_LIMIT_BYTES = 16 * 1024;
const DEFAULT_ACCOUNT = "sandbox-company.test";

/** What HubSpot's page says of a scope. Source: developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/scopes. */
const WORDS: Readonly<Record<string, string>> = {
  oauth: "Basic information of the account",
  tickets: "View and change tickets",
  "crm.objects.contacts.read": "View properties and other details about contacts",
  "crm.objects.contacts.write": "Create, delete, or make changes to contacts",
};

/** HubSpot's page of consent, /oauth/authorize. PKCE's challenge is kept when one is sent. All `scope`s are given or none; `optional_scope`s may be left out. */
export async function answerAuthorization(
  grants: GrantBook,
  request: IncomingMessage,
  response: ServerResponse,
  query: URLSearchParams,
): Promise<void> {
  const refuse = (reason: string) => replyRefusalPage(response, "HubSpot", "invalid_request", reason);
  const clientId = query.get("client_id") ?? "";
  const redirectUri = query.get("redirect_uri") ?? "";
  const listOf = (name: string) => (query.get(name) ?? "").split(" ").filter(Boolean);
  const [needed, optional] = [listOf("scope"), listOf("optional_scope")];
  const challenge = query.get("code_challenge") ?? undefined;
  if (clientId === "") return refuse("The client_id is missing.");
  if (!isRedirectUri(redirectUri)) return refuse("The redirect_uri is missing or is no address of this app.");
  if (needed.length === 0) return refuse("The scope is missing.");
  if (challenge !== undefined && query.get("code_challenge_method") !== "S256")
    return refuse("The code_challenge_method must be S256.");
  if (request.method !== "POST") {
    return replyConsentPage(response, {
      vendorName: "HubSpot",
      clientId,
      redirectUri,
      scopes: [...needed, ...optional].map((scope) => ({ scope, words: WORDS[scope] ?? scope })),
      account: { label: "HubSpot account", value: DEFAULT_ACCOUNT },
    });
  }
  const decision = await readDecision(request);
  if (!decision) return refuse("Choose an account, and allow or deny.");
  const state = query.get("state") ?? undefined;
  if (!decision.allowed || needed.some((scope) => !decision.scopes.includes(scope))) {
    const error_description = "The user denied access to the app";
    return goBack(response, redirectUri, { error: "access_denied", error_description, state });
  }
  const scopes = [...needed, ...optional.filter((scope) => decision.scopes.includes(scope))];
  const code = grants.addCode({ account: decision.account, clientId, redirectUri, scopes, challenge, offline: true });
  goBack(response, redirectUri, { code, state });
}

/** POST /oauth/2026-03/token (and versions 1 and 3): a code or a refresh token for an access token. */
export async function answerToken(
  { grants, world }: { grants: GrantBook; world: World },
  request: IncomingMessage,
  response: ServerResponse,
  fault: Fault | undefined,
): Promise<string> {
  const form = new URLSearchParams((await readBody(request, FORM_LIMIT_BYTES)).toString("utf8"));
  const refuse = (status: string, message: string, error = "invalid_request") => {
    const body = { error, error_description: message, status, message, correlationId: randomUUID() };
    replyJson(response, 400, body);
    return status;
  };
  const clientId = form.get("client_id") ?? "";
  if (clientId === "") return refuse("BAD_CLIENT_ID", "missing or invalid client id", "invalid_client");
  if (!form.get("client_secret"))
    return refuse("BAD_CLIENT_SECRET", "missing or invalid client secret", "invalid_client");
  const give = ({ grant, accessToken, expiresInS }: Tokens) => {
    replyJson(response, 200, {
      token_type: "bearer",
      token_use: "access_token",
      access_token: accessToken,
      refresh_token: grant.refreshToken,
      expires_in: expiresInS,
      hub_id: world.portal(grant.account).hubId,
      scopes: grant.scopes,
    });
    return "ok";
  };
  if (form.get("grant_type") === "authorization_code") {
    const redirectUri = form.get("redirect_uri") ?? undefined;
    const verifier = form.get("code_verifier") ?? undefined;
    const tokens = grants.redeem(form.get("code") ?? "", { clientId, redirectUri, verifier });
    if (tokens === "redirect") return refuse("BAD_REDIRECT_URI", "missing or invalid redirect uri", "invalid_grant");
    if (typeof tokens === "string") return refuse("BAD_AUTH_CODE", "missing or unknown auth code", "invalid_grant");
    return give(tokens);
  }
  if (form.get("grant_type") === "refresh_token") {
    const refreshToken = form.get("refresh_token") ?? "";
    if (fault?.kind === "revoked") grants.revoke(refreshToken);
    const tokens = grants.refresh(refreshToken, clientId);
    return tokens ? give(tokens) : refuse("BAD_REFRESH_TOKEN", "missing or invalid refresh token", "invalid_grant");
  }
  return refuse("BAD_GRANT_TYPE", "missing or invalid grant type", "unsupported_grant_type");
}

/** POST /oauth/2026-03/token/introspect and /revoke, with client_id, client_secret, token and token_type_hint: whose it is, or it is forgotten. */
export async function answerAboutToken(
  { grants, world }: { grants: GrantBook; world: World },
  about: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const form = new URLSearchParams((await readBody(request, FORM_LIMIT_BYTES)).toString("utf8"));
  const token = form.get("token") ?? "";
  if (!form.get("client_id") || !form.get("client_secret"))
    return replyJson(response, 400, { error: "invalid_client", error_description: "missing or invalid client" });
  if (about === "revoke") {
    grants.forgetRefreshToken(token);
    return void response.writeHead(204).end();
  }
  const [refresh, access] = [grants.byRefreshToken(token), grants.find(token)];
  const grant = refresh ?? (access === "expired" ? undefined : access);
  if (!grant) return replyJson(response, 200, { active: false });
  const { name, hubId } = world.portal(grant.account);
  replyJson(response, 200, {
    active: true,
    token_use: refresh ? "refresh_token" : "access_token",
    token,
    client_id: grant.clientId,
    hub_id: hubId,
    hub_domain: name,
    user: `owner@${name}`,
    user_id: hubId,
    scopes: grant.scopes,
  });
}

/** DELETE /oauth/v1/refresh-tokens/{token}: that token is forgotten, access tokens live until they expire. GET tells whose it is. */
export function answerRefreshToken(
  { grants, world }: { grants: GrantBook; world: World },
  method: string,
  token: string,
  response: ServerResponse,
): void {
  const grant = grants.byRefreshToken(token);
  if (!grant) return replyJson(response, 404, notFound().body());
  if (method === "DELETE") {
    grants.forgetRefreshToken(token);
    return void response.writeHead(204).end();
  }
  const { name, hubId } = world.portal(grant.account);
  replyJson(response, 200, {
    token,
    token_type: "refresh",
    client_id: grant.clientId,
    hub_id: hubId,
    hub_domain: name,
    user: `owner@${name}`,
    user_id: hubId,
    scopes: grant.scopes,
  });
}

/** GET /oauth/v1/access-tokens/{token}: whose it is. */
export function answerAccessToken(
  { grants, world }: { grants: GrantBook; world: World },
  token: string,
  response: ServerResponse,
): void {
  const grant = grants.find(token);
  if (!grant || grant === "expired") return replyJson(response, 404, notFound().body());
  const { name, hubId } = world.portal(grant.account);
  replyJson(response, 200, {
    token,
    token_type: "access",
    app_id: 1,
    expires_in: 1799,
    hub_id: hubId,
    hub_domain: name,
    user: `owner@${name}`,
    user_id: hubId,
    scopes: grant.scopes,
  });
}

/** GET /account-info/v3/details: which account the token is of. Source: developers.hubspot.com/docs/api-reference/account-account-info-v3. */
export function answerAccount(
  { grants, world }: { grants: GrantBook; world: World },
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const grant = grants.find(/^Bearer (\S+)$/.exec(request.headers.authorization ?? "")?.[1] ?? "");
  if (!grant || grant === "expired")
    return replyJson(response, 401, (grant === "expired" ? expired() : unauthenticated()).body());
  replyJson(response, 200, {
    portalId: world.portal(grant.account).hubId,
    accountType: "STANDARD",
    timeZone: "US/Eastern",
    companyCurrency: "USD",
    additionalCurrencies: [],
    utcOffset: "-05:00",
    utcOffsetMilliseconds: -18_000_000,
    uiDomain: "app.hubspot.com",
    dataHostingLocation: "na1",
  });
}
