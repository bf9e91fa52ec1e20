import type { BoundRequest } from "@/lib/domain/tools/http-tool/bind-request";
import type { Integration, OAuth, RevokeRequest } from "./integration";
import { text } from "./reading";

/** OAuth 2.0, authorization code (RFC 6749, 7636): what is sent, and what an answer means. */

export type Client = { id: string; secret: string };
/** `expiresAtMs` null: the vendor does not say. */
export type Tokens = { access: string; refresh: string | null; expiresAtMs: number | null };

/** Where the person goes to give their consent. `origin`: where the vendor is. */
export function authorizeUrl(
  { auth, scopes }: Integration & { auth: OAuth },
  origin: string,
  of: { clientId: string; redirectUri: string; state: string; challenge: string },
): URL {
  const url = new URL(`${origin}${auth.authorize.path}`);
  const params: Record<string, string> = {
    response_type: "code",
    client_id: of.clientId,
    redirect_uri: of.redirectUri,
    ...(scopes.length > 0 ? { scope: scopes.map(({ scope }) => scope).join(auth.scopeSeparator) } : {}),
    state: of.state,
    ...(auth.pkce ? { code_challenge: of.challenge, code_challenge_method: "S256" } : {}),
    ...auth.authorize.params,
  };
  for (const [name, value] of Object.entries(params)) url.searchParams.set(name, value);
  return url;
}

export type Grant =
  | { grant_type: "authorization_code"; code: string; redirect_uri: string; code_verifier: string }
  | { grant_type: "refresh_token"; refresh_token: string };

/** The request for tokens. It holds secrets: it is never shown nor written down. */
export function tokenRequest(auth: OAuth, origin: string, client: Client, grant: Grant): BoundRequest {
  const { code_verifier: verifier, ...rest } = { code_verifier: "", ...grant };
  const fields: Record<string, string> = {
    ...rest,
    ...(auth.pkce && verifier !== "" ? { code_verifier: verifier } : {}),
    ...(auth.clientAuth === "form" ? { client_id: client.id, client_secret: client.secret } : {}),
  };
  const basic: Record<string, string> =
    auth.clientAuth === "basic" ? { authorization: `Basic ${btoa(`${client.id}:${client.secret}`)}` } : {};
  return {
    method: "POST",
    url: new URL(`${origin}${auth.token.path}`),
    headers: { accept: "application/json", ...typeOf(auth.tokenBody), ...basic },
    body: auth.tokenBody === "json" ? JSON.stringify(fields) : new URLSearchParams(fields).toString(),
  };
}

export function revokeRequest({ method, path, form, json, headers }: RevokeRequest, origin: string): BoundRequest {
  const type = form ? typeOf("form") : json === undefined ? {} : typeOf("json");
  const body = form ? new URLSearchParams(form).toString() : json === undefined ? null : JSON.stringify(json);
  return {
    method,
    url: new URL(`${origin}${path}`),
    headers: { accept: "application/json", ...type, ...headers },
    body,
  };
}

const typeOf = (body: "form" | "json") => ({
  "content-type": body === "form" ? "application/x-www-form-urlencoded" : "application/json",
});

/** The consent is gone, or never was: asking again changes nothing. */
const GONE = new Set([
  "invalid_grant",
  "BAD_REFRESH_TOKEN",
  "BAD_AUTH_CODE",
  "invalid_refresh_token",
  "invalid_code",
  "code_already_used",
  "token_revoked",
  "token_expired",
  "invalid_auth",
  "account_inactive",
]);

export type TokenAnswer =
  | { tokens: Tokens; granted: string[] | null; json: unknown }
  /** `revoked`: whoever owns the account has to give their consent again. */
  | { problem: string; revoked: boolean };

export function readTokens(status: number, body: string, nowMs: number): TokenAnswer {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return { problem: `it answered with something else (${status})`, revoked: false };
  }
  const access = text(json, "access_token") ?? text(json, "authed_user.access_token");
  if (status >= 200 && status < 300 && access !== null) {
    const seconds = Number(text(json, "expires_in") ?? Number.NaN);
    const granted = text(json, "scope");
    return {
      tokens: {
        access,
        refresh: text(json, "refresh_token"),
        expiresAtMs: Number.isFinite(seconds) ? nowMs + seconds * 1000 : null,
      },
      granted: granted === null ? null : granted.split(/[\s,]+/).filter(Boolean),
      json,
    };
  }
  const code = text(json, "error") ?? text(json, "status") ?? "";
  return { problem: `it refused (${status}${/^\w+$/.test(code) ? `, ${code}` : ""})`, revoked: GONE.has(code) };
}
