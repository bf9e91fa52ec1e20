import type { IncomingMessage, ServerResponse } from "node:http";
import { goBack, isRedirectUri, readDecision, replyConsentPage, replyRefusalPage } from "../oauth/consent";
import type { GrantBook, Tokens } from "../oauth/grants";
import { readBody } from "../server/body";
import { replyJson } from "../server/reply";
import type { Fault } from "../stand-in";
import { organizationUri, userUri } from "./shapes";
import type { World } from "./world";

const FORM_LIMIT_BYTES = 16 * 1024;
const DEFAULT_ACCOUNT = "host@example.test";

/** What the page says of a scope. Source: developer.calendly.com/docs/authentication/scopes. */
const WORDS: Readonly<Record<string, string>> = {
  "users:read": "See basic information of you",
  "event_types:read": "See event types and their available times",
  "availability:read": "See when you and your event types are available",
  "scheduled_events:read": "See scheduled events and who is invited",
  "scheduled_events:write": "Book and cancel scheduled events",
  "webhooks:read": "See webhook subscriptions",
  "webhooks:write": "Make and delete webhook subscriptions",
};

export interface OauthWorld {
  readonly grants: GrantBook;
  readonly world: World;
  /** Where this Calendly is. */
  readonly base: string;
}

/** GET /oauth/authorize: Calendly's page of consent. A challenge is kept when one is sent; its method must be S256. */
export async function answerAuthorization(
  grants: GrantBook,
  request: IncomingMessage,
  response: ServerResponse,
  query: URLSearchParams,
): Promise<void> {
  const refuse = (code: string, reason: string) => replyRefusalPage(response, "Calendly", code, reason);
  const clientId = query.get("client_id") ?? "";
  const redirectUri = query.get("redirect_uri") ?? "";
  const scopes = (query.get("scope") ?? "").split(" ").filter(Boolean);
  const challenge = query.get("code_challenge") ?? undefined;
  if (clientId === "") return refuse("invalid_client", "Client authentication failed due to unknown client.");
  if (!isRedirectUri(redirectUri))
    return refuse(
      "invalid_redirect_uri",
      "The requested redirect uri is malformed or doesn't match client redirect URI.",
    );
  if (query.get("response_type") !== "code")
    return refuse("unsupported_response_type", "The authorization server does not support this response type.");
  if (scopes.length === 0) return refuse("invalid_scope", "No API access is granted until scopes are requested.");
  const strange = scopes.filter((scope) => !(scope in WORDS));
  if (strange.length > 0) return refuse("invalid_scope", `The requested scope is unknown: ${strange.join(" ")}`);
  const method = query.get("code_challenge_method");
  if ((challenge !== undefined || method !== null) && (method !== "S256" || !/^[\w-]{43}$/.test(challenge ?? "")))
    return refuse("invalid_code_challenge_method", "The code challenge method must be S256.");
  if (request.method !== "POST") {
    return replyConsentPage(response, {
      vendorName: "Calendly",
      clientId,
      redirectUri,
      scopes: scopes.map((scope) => ({ scope, words: WORDS[scope] ?? scope })),
      account: { label: "Calendly account", value: DEFAULT_ACCOUNT },
    });
  }
  const decision = await readDecision(request);
  if (!decision) return refuse("invalid_request", "Choose an account, and allow or deny.");
  const state = query.get("state") ?? undefined;
  const allowed = scopes.filter((scope) => decision.scopes.includes(scope));
  if (!decision.allowed || allowed.length === 0) {
    const error_description = "The resource owner or authorization server denied the request.";
    return goBack(response, redirectUri, { error: "access_denied", error_description, state });
  }
  const code = grants.addCode({
    account: decision.account,
    clientId,
    redirectUri,
    scopes: allowed,
    challenge,
    offline: true,
  });
  goBack(response, redirectUri, { code, state });
}

/** POST /oauth/token. Web clients sign in by Basic, native ones by client_id alone and a verifier. A refresh token is good once. */
export async function answerToken(
  { grants, world, base }: OauthWorld,
  request: IncomingMessage,
  response: ServerResponse,
  fault: Fault | undefined,
): Promise<string> {
  const form = await readForm(request);
  const refuse = (error: string, description: string, status = 400) => {
    replyJson(response, status, { error, error_description: description }, { "cache-control": "no-store" });
    return error;
  };
  const basic = readBasic(request.headers.authorization);
  const verifier = form.get("code_verifier") ?? undefined;
  const isNative = !basic && !form.has("client_secret") && (verifier !== undefined || form.has("refresh_token"));
  const clientId = basic?.id ?? (isNative ? (form.get("client_id") ?? "") : "");
  if (clientId === "" || basic?.secret === "")
    return refuse(
      "invalid_client",
      "Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method.",
      401,
    );
  const give = ({ grant, accessToken, expiresInS }: Tokens) => {
    const account = world.account(grant.account);
    const body = {
      token_type: "Bearer",
      access_token: accessToken,
      refresh_token: grant.refreshToken,
      scope: grant.scopes.join(" "),
      created_at: Math.floor(grants.now() / 1000),
      expires_in: expiresInS,
      owner: userUri(base, account),
      organization: organizationUri(base, account),
    };
    replyJson(response, 200, body, { "cache-control": "no-store" });
    return "ok";
  };
  const invalidGrant = () =>
    refuse(
      "invalid_grant",
      "The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.",
    );
  if (form.get("grant_type") === "authorization_code") {
    const redirectUri = form.get("redirect_uri") ?? undefined;
    const tokens = grants.redeem(form.get("code") ?? "", { clientId, redirectUri, verifier });
    return typeof tokens === "string" ? invalidGrant() : give(tokens);
  }
  if (form.get("grant_type") === "refresh_token") {
    const refreshToken = form.get("refresh_token") ?? "";
    if (fault?.kind === "revoked") grants.revoke(refreshToken);
    const tokens = grants.refresh(refreshToken, clientId);
    return tokens ? give(tokens) : invalidGrant();
  }
  return refuse("unsupported_grant_type", "The authorization grant type is not supported by the authorization server.");
}

/** POST /oauth/revoke with client_id, client_secret and an access or a refresh token: the consent is over. What is unknown is answered alike. */
export async function answerRevoke(
  grants: GrantBook,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const form = await readSignedForm(request, response);
  if (!form) return;
  grants.revoke(form.get("token") ?? "");
  replyJson(response, 200, {});
}

/** POST /oauth/introspect with client_id, client_secret and a token. */
export async function answerIntrospect(
  { grants, world, base }: OauthWorld,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const form = await readSignedForm(request, response);
  if (!form) return;
  const token = form.get("token") ?? "";
  const grant = grants.byRefreshToken(token) ?? grants.find(token);
  if (!grant || grant === "expired") return replyJson(response, 200, { active: false });
  const account = world.account(grant.account);
  replyJson(response, 200, {
    active: true,
    scope: grant.scopes.join(" "),
    client_id: grant.clientId,
    token_type: "Bearer",
    owner: userUri(base, account),
    organization: organizationUri(base, account),
  });
}

async function readSignedForm(
  request: IncomingMessage,
  response: ServerResponse,
): Promise<URLSearchParams | undefined> {
  const form = await readForm(request);
  if (!form.get("token")) {
    replyJson(response, 400, { error: "invalid_request", error_description: "Missing required parameter: token." });
    return undefined;
  }
  if (!form.get("client_id") || !form.get("client_secret")) {
    const error_description = "You are not authorized to revoke this token";
    replyJson(response, 403, { error: "unauthorized_client", error_description });
    return undefined;
  }
  return form;
}

function readBasic(header: string | undefined): { id: string; secret: string } | undefined {
  const [, encoded] = /^Basic (\S+)$/i.exec(header ?? "") ?? [];
  if (!encoded) return undefined;
  const [id = "", ...secret] = Buffer.from(encoded, "base64").toString("utf8").split(":");
  return { id: decodeURIComponent(id), secret: secret.join(":") };
}

const readForm = async (request: IncomingMessage) =>
  new URLSearchParams((await readBody(request, FORM_LIMIT_BYTES)).toString("utf8"));
