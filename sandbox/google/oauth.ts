import type { IncomingMessage, ServerResponse } from "node:http";
import { goBack, isRedirectUri, readDecision, replyConsentPage, replyRefusalPage } from "../oauth/consent";
import type { GrantBook, Tokens } from "../oauth/grants";
import { readBody } from "../server/body";
import { replyJson } from "../server/reply";
import type { Fault } from "../stand-in";

const FORM_LIMIT_BYTES = 16 * 1024;
const AUTH = "https://www.googleapis.com/auth/";
const DEFAULT_ACCOUNT = "owner@example.test";

/** What Google's page says of a scope. Source: developers.google.com/identity/protocols/oauth2/scopes#calendar. */
const WORDS: Readonly<Record<string, string>> = {
  [`${AUTH}calendar`]: "See, edit, share, and permanently delete all the calendars you can access",
  [`${AUTH}calendar.readonly`]: "See and download any calendar you can access",
  [`${AUTH}calendar.events`]: "View and edit events on all your calendars",
  [`${AUTH}calendar.events.readonly`]: "View events on all your calendars",
  [`${AUTH}calendar.freebusy`]: "View your availability in your calendars",
  [`${AUTH}calendar.events.freebusy`]: "See the availability on Google calendars you have access to",
  [`${AUTH}calendar.calendarlist.readonly`]: "See the list of Google calendars you're subscribed to",
  [`${AUTH}gmail.send`]: "Send email on your behalf",
  [`${AUTH}gmail.compose`]: "Manage drafts and send emails",
  [`${AUTH}gmail.metadata`]: "View your email message metadata such as labels and headers, but not the email body",
  openid: "Associate you with your personal info on Google",
  email: "See your primary Google Account email address",
};

/**
 * Google's page of consent. Source: developers.google.com/identity/protocols/oauth2/web-server. PKCE by S256 is asked for, as Google recommends;
 * a refresh token comes only with access_type=offline, and again only with prompt=consent.
 */
export async function answerAuthorization(
  grants: GrantBook,
  request: IncomingMessage,
  response: ServerResponse,
  query: URLSearchParams,
): Promise<void> {
  const refuse = (code: string, reason: string) => replyRefusalPage(response, "Google", code, reason);
  const clientId = query.get("client_id") ?? "";
  const redirectUri = query.get("redirect_uri") ?? "";
  const scopes = (query.get("scope") ?? "").split(" ").filter(Boolean);
  const challenge = query.get("code_challenge") ?? "";
  if (clientId === "") return refuse("invalid_request", "Missing required parameter: client_id");
  if (!isRedirectUri(redirectUri))
    return refuse("redirect_uri_mismatch", "This app's request is invalid: redirect_uri");
  if (query.get("response_type") !== "code")
    return refuse("unsupported_response_type", "Invalid response_type: it must be code");
  if (scopes.length === 0) return refuse("invalid_request", "Missing required parameter: scope");
  const strange = scopes.filter(
    (scope) => !scope.startsWith("https://") && !["openid", "email", "profile"].includes(scope),
  );
  if (strange.length > 0) return refuse("invalid_scope", `Some requested scopes were invalid: ${strange.join(", ")}`);
  if (query.get("code_challenge_method") !== "S256" || !/^[\w-]{43}$/.test(challenge))
    return refuse("invalid_request", "Missing or invalid code_challenge: its method must be S256");
  if (request.method !== "POST") {
    return replyConsentPage(response, {
      vendorName: "Google",
      clientId,
      redirectUri,
      scopes: scopes.map((scope) => ({ scope, words: WORDS[scope] ?? scope })),
      account: { label: "Google account", value: query.get("login_hint") ?? DEFAULT_ACCOUNT },
    });
  }
  const decision = await readDecision(request);
  if (!decision) return refuse("invalid_request", "Choose an account, and allow or deny.");
  const state = query.get("state") ?? undefined;
  const allowed = scopes.filter((scope) => decision.scopes.includes(scope));
  if (!decision.allowed || allowed.length === 0)
    return goBack(response, redirectUri, { error: "access_denied", state });
  const consent = { account: decision.account, clientId, redirectUri, scopes: allowed, challenge };
  const isNew = !grants.knows(consent) || (query.get("prompt") ?? "").split(" ").includes("consent");
  const code = grants.addCode({ ...consent, offline: isNew && query.get("access_type") === "offline" });
  goBack(response, redirectUri, { state, code, scope: allowed.join(" "), authuser: "0", prompt: "consent" });
}

/** POST /token: a code or a refresh token for an access token. Errors as RFC 6749, 5.2 has them. */
export async function answerToken(
  grants: GrantBook,
  request: IncomingMessage,
  response: ServerResponse,
  fault: Fault | undefined,
): Promise<string> {
  const form = await readForm(request);
  const refuse = (error: string, description: string, status = 400) => {
    replyJson(response, status, { error, error_description: description }, { "cache-control": "no-store" });
    return error;
  };
  const clientId = form.get("client_id") ?? "";
  if (clientId === "" || !form.get("client_secret"))
    return refuse("invalid_client", clientId ? "client_secret is missing." : "The OAuth client was not found.", 401);
  const give = ({ grant, accessToken, expiresInS }: Tokens, refreshToken?: string) => {
    const body = {
      access_token: accessToken,
      expires_in: expiresInS,
      ...(refreshToken && { refresh_token: refreshToken }),
      scope: grant.scopes.join(" "),
      token_type: "Bearer",
    };
    replyJson(response, 200, body, { "cache-control": "no-store" });
    return "ok";
  };
  if (form.get("grant_type") === "authorization_code") {
    const redirectUri = form.get("redirect_uri") ?? undefined;
    const verifier = form.get("code_verifier") ?? undefined;
    const tokens = grants.redeem(form.get("code") ?? "", { clientId, redirectUri, verifier });
    if (tokens === "redirect") return refuse("redirect_uri_mismatch", "Bad Request");
    if (tokens === "verifier") return refuse("invalid_grant", "Invalid code verifier.");
    if (tokens === "unknown") return refuse("invalid_grant", "Malformed auth code.");
    return give(tokens, tokens.grant.refreshToken);
  }
  if (form.get("grant_type") === "refresh_token") {
    const refreshToken = form.get("refresh_token") ?? "";
    if (fault?.kind === "revoked") grants.revoke(refreshToken);
    const tokens = grants.refresh(refreshToken, clientId);
    return tokens ? give(tokens) : refuse("invalid_grant", "Token has been expired or revoked.");
  }
  return refuse("unsupported_grant_type", `Invalid grant_type: ${form.get("grant_type") ?? ""}`);
}

/** POST /revoke with `token` in the form or the query: an access or a refresh token, either ends the whole consent. */
export async function answerRevoke(
  grants: GrantBook,
  request: IncomingMessage,
  response: ServerResponse,
  query: URLSearchParams,
): Promise<void> {
  const token = (await readForm(request)).get("token") ?? query.get("token") ?? "";
  if (grants.revoke(token)) return replyJson(response, 200, {});
  replyJson(response, 400, { error: "invalid_token", error_description: "Token expired or revoked" });
}

const readForm = async (request: IncomingMessage) =>
  new URLSearchParams((await readBody(request, FORM_LIMIT_BYTES)).toString("utf8"));
