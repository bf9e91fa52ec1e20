import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import { goBack, isRedirectUri, readDecision, replyConsentPage, replyRefusalPage } from "../oauth/consent";
import { GrantBook, type Tokens } from "../oauth/grants";
import { readBody } from "../server/body";
import { replyJson } from "../server/reply";
import type { Controls } from "../stand-in";

/** The same MCP server for whoever is signed in by OAuth. */
export const SIGNED_IN_PATH = "/business/mcp-oauth";
const BASE = "/business/oauth";
const SCOPE = "warehouse.tools";
const FORM_LIMIT_BYTES = 16 * 1024;

const Registration = z.object({
  client_name: z.string().min(1).max(200),
  redirect_uris: z.array(z.string()).min(1).max(10),
  token_endpoint_auth_method: z.string().optional(),
});

/**
 * How the business's MCP server at /business/mcp-oauth is signed in to, as the protocol says: protected resource metadata (RFC 9728), authorization
 * server metadata (RFC 8414) of /business/oauth, registration (RFC 7591), authorization with PKCE by S256 and the resource named (RFC 8707), with the issuer in what
 * comes back (RFC 9207), and refresh tokens that are good once. Faults of vendor "business": "oauth.token" `revoked` takes the consent back; "oauth.register"
 * `status` refuses; "mcp.signed-in" `expired-token` ends the access token.
 */
export function createMcpOAuthStandIn(controls: Controls) {
  const clients = new Map<string, readonly string[]>();
  /** What each code and token is for. */
  const resources = new Map<string, string>();
  const grants = new GrantBook(Date.now, {
    lifetimeS: 3600,
    accessPrefix: "wh_",
    refreshPrefix: "whr_",
    rotates: true,
  });

  async function register(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const fault = controls.takeFault("business", "oauth.register");
    if (fault) return replyJson(response, fault.status ?? 403, { error: "access_denied" });
    const parsed = Registration.safeParse(parse((await readBody(request, FORM_LIMIT_BYTES)).toString("utf8")));
    if (!parsed.success || !parsed.data.redirect_uris.every(isRedirectUri))
      return replyJson(response, 400, { error: "invalid_redirect_uri" });
    const clientId = `client-${randomUUID()}`;
    clients.set(clientId, parsed.data.redirect_uris);
    controls.log("business", "oauth.registered", { name: parsed.data.client_name });
    replyJson(response, 201, { ...parsed.data, client_id: clientId, token_endpoint_auth_method: "none" });
  }

  async function authorize(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const query = url.searchParams;
    const refuse = (reason: string) => replyRefusalPage(response, "Harbor Warehouse", "invalid_request", reason);
    const clientId = query.get("client_id") ?? "";
    const redirectUri = query.get("redirect_uri") ?? "";
    const challenge = query.get("code_challenge") ?? "";
    const resource = query.get("resource") ?? "";
    if (!clients.get(clientId)?.includes(redirectUri))
      return refuse("This app is not known here, or not at this address.");
    if (query.get("response_type") !== "code") return refuse("The response_type must be code.");
    if (query.get("code_challenge_method") !== "S256" || !/^[\w-]{43}$/.test(challenge))
      return refuse("The code_challenge is missing, or not by S256.");
    if (resource !== `${url.origin}${SIGNED_IN_PATH}`) return refuse("The resource is none that one can sign in to.");
    if (request.method !== "POST")
      return replyConsentPage(response, {
        vendorName: "Harbor Warehouse",
        clientId,
        redirectUri,
        scopes: [{ scope: SCOPE, words: "Use the warehouse's tools in your name" }],
        account: { label: "Warehouse account", value: "owner@harbor.test" },
      });
    const decision = await readDecision(request);
    if (!decision) return refuse("Choose an account, and allow or deny.");
    const state = query.get("state") ?? undefined;
    const iss = `${url.origin}${BASE}`;
    if (!decision.allowed) return goBack(response, redirectUri, { error: "access_denied", state, iss });
    const { account } = decision;
    const code = grants.addCode({ account, clientId, redirectUri, scopes: [SCOPE], challenge, offline: true });
    resources.set(code, resource);
    goBack(response, redirectUri, { code, state, iss });
  }

  async function token(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const form = new URLSearchParams((await readBody(request, FORM_LIMIT_BYTES)).toString("utf8"));
    const text = (name: string) => form.get(name) ?? "";
    const refuse = (error: string, status = 400) => replyJson(response, status, { error });
    const fault = controls.takeFault("business", "oauth.token");
    if (fault?.kind === "revoked") grants.revoke(text("refresh_token"));
    else if (fault) return refuse("server_error", fault.status ?? 500);
    if (!clients.has(text("client_id"))) return refuse("invalid_client", 401);
    const give = ({ grant, accessToken, expiresInS }: Tokens, resource: string) => {
      resources.set(accessToken, resource);
      replyJson(
        response,
        200,
        {
          ...{ access_token: accessToken, token_type: "Bearer", expires_in: expiresInS, scope: grant.scopes.join(" ") },
          refresh_token: grant.refreshToken,
        },
        { "cache-control": "no-store" },
      );
    };
    if (text("grant_type") === "authorization_code") {
      const code = text("code");
      const resource = resources.get(code);
      if (resource === undefined || resource !== text("resource")) return refuse("invalid_target");
      const tokens = grants.redeem(code, {
        clientId: text("client_id"),
        redirectUri: text("redirect_uri"),
        verifier: text("code_verifier"),
      });
      return typeof tokens === "string" ? refuse("invalid_grant") : give(tokens, resource);
    }
    if (text("grant_type") === "refresh_token") {
      const tokens = grants.refresh(text("refresh_token"), text("client_id"));
      controls.log("business", "oauth.refreshed", { ok: tokens !== undefined });
      return tokens ? give(tokens, text("resource")) : refuse("invalid_grant");
    }
    refuse("unsupported_grant_type");
  }

  return {
    /** Whether a request to the server is let in; else it was answered how one signs in. */
    letsIn(request: IncomingMessage, response: ServerResponse, url: URL): boolean {
      const accessToken = /^Bearer (\S+)$/.exec(request.headers.authorization ?? "")?.[1] ?? "";
      if (controls.takeFault("business", "mcp.signed-in")?.kind === "expired-token") grants.expire(accessToken);
      const grant = grants.find(accessToken);
      if (grant && grant !== "expired" && resources.get(accessToken) === `${url.origin}${SIGNED_IN_PATH}`) return true;
      const where = `${url.origin}/.well-known/oauth-protected-resource${SIGNED_IN_PATH}`;
      const challenge = `Bearer error="invalid_token", resource_metadata="${where}", scope="${SCOPE}"`;
      replyJson(response, 401, { error: "invalid_token" }, { "www-authenticate": challenge });
      return false;
    },
    /** Answers what is about signing in; false: it is about something else. */
    async handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<boolean> {
      const issuer = `${url.origin}${BASE}`;
      switch (`${request.method} ${url.pathname}`) {
        case `GET /.well-known/oauth-protected-resource${SIGNED_IN_PATH}`:
          replyJson(response, 200, {
            resource: `${url.origin}${SIGNED_IN_PATH}`,
            authorization_servers: [issuer],
            scopes_supported: [SCOPE],
          });
          return true;
        case `GET /.well-known/oauth-authorization-server${BASE}`:
          replyJson(response, 200, {
            issuer,
            authorization_endpoint: `${issuer}/authorize`,
            token_endpoint: `${issuer}/token`,
            registration_endpoint: `${issuer}/register`,
            response_types_supported: ["code"],
            grant_types_supported: ["authorization_code", "refresh_token"],
            code_challenge_methods_supported: ["S256"],
            token_endpoint_auth_methods_supported: ["none"],
            authorization_response_iss_parameter_supported: true,
          });
          return true;
        case `POST ${BASE}/register`:
          await register(request, response);
          return true;
        case `GET ${BASE}/authorize`:
        case `POST ${BASE}/authorize`:
          await authorize(request, response, url);
          return true;
        case `POST ${BASE}/token`:
          await token(request, response);
          return true;
      }
      return false;
    },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
