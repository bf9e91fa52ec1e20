import {
  checkResourceAllowed,
  discoverOAuthServerInfo,
  exchangeAuthorization,
  extractWWWAuthenticateParams,
  OAuthError,
  type OAuthTokens,
  refreshAuthorization,
  registerClient,
  resourceUrlFromServerUrl,
  startAuthorization,
  validateAuthorizationResponseIssuer,
} from "@modelcontextprotocol/client";
import type { BoundRequest } from "@/lib/domain/tools/http-tool/bind-request";
import { sendRequest } from "../http-tool/send-request";
import type { GuardOptions } from "../web-fetch/address-guard";

type Metadata = NonNullable<Parameters<typeof startAuthorization>[1]["metadata"]>;

/** Where a server is signed in to, as whom and for what: nothing of it is secret. */
export type McpSignIn = {
  issuer: string;
  metadata: Metadata;
  clientId: string;
  /** RFC 8707: the server that tokens are for. */
  resource: string;
  scope: string | null;
  redirectUri: string;
};

export type McpTokens = { access: string; refresh: string | null; expiresInS: number | null };
/** `isRevoked`: the consent is good for nothing any more. */
export type McpOAuthProblem = { problem: string; isRevoked?: boolean };

export type McpOAuth = {
  /** Finds out where a server is signed in to, and gives the page on which a person does so. Never rejects. */
  begin(
    address: string,
    of: { clientId: string; clientSecret: string | null; redirectUri: string; state: string },
  ): Promise<{ url: string; verifier: string; signIn: McpSignIn; clientSecret: string | null } | McpOAuthProblem>;
  /** `iss`: what the page of consent says of whose it is (RFC 9207). Never rejects. */
  finish(
    signIn: McpSignIn,
    of: { code: string; iss: string | null; verifier: string; clientSecret: string | null },
  ): Promise<McpTokens | McpOAuthProblem>;
  /** Never rejects. */
  renew(signIn: McpSignIn, of: { refresh: string; clientSecret: string | null }): Promise<McpTokens | McpOAuthProblem>;
};

const TIMEOUT_MS = 8000;

/** What is wrong, in words for people. */
class SignInProblem extends Error {}

/**
 * Signs in to MCP servers as the protocol says: protected resource metadata (RFC 9728), authorization server metadata (RFC 8414), a registration of our own
 * where it is offered (RFC 7591), PKCE by S256 and the resource named (RFC 8707). By the protocol's kit, all of whose requests go through the guarded sender.
 */
export function createMcpOAuth(guard: GuardOptions): McpOAuth {
  const fetchFn = guardedFetch(guard);
  return {
    begin: (address, of) =>
      inWords(async () => {
        const challenge = await askUnsigned(address, fetchFn);
        const found = await discoverOAuthServerInfo(address, {
          fetchFn,
          ...(challenge.resourceMetadataUrl ? { resourceMetadataUrl: challenge.resourceMetadataUrl } : {}),
        });
        const { authorizationServerMetadata: metadata, authorizationServerUrl: issuer, resourceMetadata } = found;
        if (!metadata) throw new SignInProblem("it does not say where it is signed in to");
        if (!metadata.code_challenge_methods_supported?.includes("S256"))
          throw new SignInProblem("where it is signed in to has no PKCE, without which a sign-in could be stolen");
        const own = resourceUrlFromServerUrl(address);
        const named = resourceMetadata?.resource;
        if (named !== undefined && !checkResourceAllowed({ requestedResource: own, configuredResource: named }))
          throw new SignInProblem("it names another server as what one signs in to");
        const resource = named ?? own.href;
        const scope = challenge.scope ?? (resourceMetadata?.scopes_supported?.join(" ") || null);
        const { redirectUri, state } = of;
        const client = of.clientId
          ? { client_id: of.clientId, ...(of.clientSecret ? { client_secret: of.clientSecret } : {}) }
          : await register(issuer, metadata, redirectUri, scope, fetchFn);
        const { authorizationUrl, codeVerifier } = await startAuthorization(issuer, {
          metadata,
          clientInformation: client,
          redirectUrl: redirectUri,
          state,
          resource: new URL(resource),
          ...(scope ? { scope } : {}),
        });
        if (authorizationUrl.protocol !== "https:" && !guard.allow.includes(authorizationUrl.host))
          throw new SignInProblem("its page of consent has no secure address");
        const signIn = { issuer, metadata, clientId: client.client_id, resource, scope, redirectUri };
        const clientSecret = "client_secret" in client ? (client.client_secret ?? null) : null;
        return { url: authorizationUrl.href, verifier: codeVerifier, signIn, clientSecret };
      }),
    finish: (signIn, { code, iss, verifier, clientSecret }) =>
      inWords(async () => {
        const { issuer, metadata, redirectUri, resource } = signIn;
        validateAuthorizationResponseIssuer({
          iss: iss ?? undefined,
          expectedIssuer: metadata.issuer,
          issParameterSupported: metadata.authorization_response_iss_parameter_supported === true,
        });
        const tokens = await exchangeAuthorization(issuer, {
          ...{ metadata, redirectUri, fetchFn, authorizationCode: code, codeVerifier: verifier },
          ...(iss === null ? {} : { iss }),
          clientInformation: clientOf(signIn, clientSecret),
          resource: new URL(resource),
        });
        return tokensOf(tokens, null);
      }),
    renew: (signIn, { refresh, clientSecret }) =>
      inWords(async () => {
        const tokens = await refreshAuthorization(signIn.issuer, {
          ...{ metadata: signIn.metadata, fetchFn, refreshToken: refresh },
          clientInformation: clientOf(signIn, clientSecret),
          resource: new URL(signIn.resource),
        });
        return tokensOf(tokens, refresh);
      }),
  };
}

const clientOf = ({ clientId }: McpSignIn, secret: string | null) => ({
  client_id: clientId,
  ...(secret === null ? {} : { client_secret: secret }),
});

const tokensOf = ({ access_token: access, refresh_token, expires_in }: OAuthTokens, before: string | null) => ({
  access,
  refresh: refresh_token ?? before,
  expiresInS: expires_in ?? null,
});

async function register(
  issuer: string,
  metadata: Metadata,
  redirectUri: string,
  scope: string | null,
  fetchFn: typeof fetch,
) {
  if (!metadata.registration_endpoint)
    throw new SignInProblem("it lets no program register itself: ask its provider for a client id, and give that");
  return registerClient(issuer, {
    metadata,
    fetchFn,
    clientMetadata: {
      client_name: "Aybiza",
      redirect_uris: [redirectUri],
      grant_types: ["authorization_code", "refresh_token"],
      response_types: ["code"],
      token_endpoint_auth_method: "none",
      ...(scope ? { scope } : {}),
    },
  });
}

/** What a server says to somebody who has not signed in. */
async function askUnsigned(address: string, fetchFn: typeof fetch) {
  const params = { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "aybiza", version: "1.0.0" } };
  const answer = await fetchFn(address, {
    method: "POST",
    headers: { accept: "application/json, text/event-stream", "content-type": "application/json" },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "initialize", params }),
  });
  return answer.status === 401 ? extractWWWAuthenticateParams(answer) : {};
}

/** The guarded sender as the kit wants one: public addresses alone, no redirects, bounded time and size. */
const guardedFetch =
  (guard: GuardOptions) =>
  async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const headers = Object.fromEntries(new Headers(init.headers));
    const sent = await sendRequest(
      {
        method: (init.method ?? "GET").toUpperCase() as BoundRequest["method"],
        url: new URL(String(input)),
        headers,
        body: init.body == null ? null : String(init.body as string | URLSearchParams),
      },
      {},
      { ...guard, timeoutMs: TIMEOUT_MS, changes: true, keep: ["www-authenticate"] },
    );
    if (sent.kind !== "answer") throw new SignInProblem(sent.problem);
    const { status, text, mediaType } = sent;
    const isBare = status === 204 || status === 304;
    return new Response(isBare ? null : text, { status, headers: { ...sent.headers, "content-type": mediaType } });
  };

async function inWords<T>(work: () => Promise<T>): Promise<T | McpOAuthProblem> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof SignInProblem) return { problem: error.message };
    if (error instanceof OAuthError) {
      const code = String(error.code);
      const isRevoked = ["invalid_grant", "invalid_client", "unauthorized_client"].includes(code);
      return { problem: `it refused the sign-in (${code.slice(0, 60)})`, isRevoked };
    }
    // Words of the kit may hold what a stranger's server has answered.
    return { problem: "what it answers of signing in cannot be understood" };
  }
}
