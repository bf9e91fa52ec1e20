import { createHash, randomBytes } from "node:crypto";

/** What a person has agreed to on a vendor's page of consent. */
export interface Consent {
  /** Whose account it is, as that vendor names it: an address of mail, a company's name. */
  readonly account: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  /** PKCE's challenge (S256), when the app sent one. */
  readonly challenge: string | undefined;
  /** Whether the app may come back without the person: it gets a refresh token. */
  readonly offline: boolean;
}

export interface Grant {
  readonly account: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  /** Another after each use, where the vendor's are good once. */
  refreshToken: string | undefined;
  revoked: boolean;
}

export interface Tokens {
  readonly grant: Grant;
  readonly accessToken: string;
  readonly expiresInS: number;
}

export interface Redemption {
  readonly clientId: string;
  readonly redirectUri: string | undefined;
  readonly verifier: string | undefined;
}

/** Why a code gave nothing. */
export type CodeProblem = "unknown" | "redirect" | "verifier";

interface Code {
  readonly consent: Consent;
  readonly expiresAtMs: number;
}
interface AccessToken {
  readonly grant: Grant;
  expiresAtMs: number;
}

const CODE_LIFETIME_MS = 600_000;
/** Tokens are said to live a second less than they do, for the way there. */
const MARGIN_S = 1;

/** The codes and tokens of one vendor's OAuth 2.0, in memory. A code is good once, for its own client, address and verifier. */
export class GrantBook {
  private readonly codes = new Map<string, Code>();
  private readonly grants: Grant[] = [];
  private readonly accessTokens = new Map<string, AccessToken>();

  constructor(
    private readonly nowMs: () => number,
    private readonly options: {
      readonly lifetimeS: number;
      readonly accessPrefix: string;
      readonly refreshPrefix: string;
      /** A refresh token is good once, and each use gives the next. */
      readonly rotates?: boolean;
    },
  ) {}

  now(): number {
    return this.nowMs();
  }

  /** Whether this person let this app in before, with at least these scopes. */
  knows({ account, clientId, scopes }: Pick<Consent, "account" | "clientId" | "scopes">): boolean {
    return this.grants.some(
      (grant) =>
        !grant.revoked &&
        grant.account === account &&
        grant.clientId === clientId &&
        scopes.every((scope) => grant.scopes.includes(scope)),
    );
  }

  addCode(consent: Consent): string {
    const code = `4/0${randomBytes(32).toString("base64url")}`;
    this.codes.set(code, { consent, expiresAtMs: this.nowMs() + CODE_LIFETIME_MS });
    return code;
  }

  redeem(code: string, { clientId, redirectUri, verifier }: Redemption): Tokens | CodeProblem {
    const found = this.codes.get(code);
    if (!found || found.consent.clientId !== clientId || found.expiresAtMs <= this.nowMs()) return "unknown";
    if (found.consent.redirectUri !== redirectUri) return "redirect";
    const { challenge } = found.consent;
    if (challenge !== undefined && challenge !== challengeOf(verifier ?? "")) return "verifier";
    this.codes.delete(code);
    return this.grant(found.consent);
  }

  /** Lets an app in without a page, as a test wants it. */
  grant({ account, clientId, scopes, offline }: Omit<Consent, "redirectUri" | "challenge">): Tokens {
    const refreshToken = offline ? this.newRefreshToken() : undefined;
    const grant: Grant = { account, clientId, scopes: [...scopes], refreshToken, revoked: false };
    this.grants.push(grant);
    return this.issue(grant);
  }

  /** A new access token, or undefined when the refresh token is good for nothing (any more). */
  refresh(refreshToken: string, clientId: string): Tokens | undefined {
    const grant = this.byRefreshToken(refreshToken);
    if (grant?.clientId !== clientId) return undefined;
    if (this.options.rotates) grant.refreshToken = this.newRefreshToken();
    return this.issue(grant);
  }

  byRefreshToken(refreshToken: string): Grant | undefined {
    return this.grants.find((grant) => grant.refreshToken === refreshToken && !grant.revoked);
  }

  /** Whose access token this is: "expired" once its time is over, undefined when it never was or was taken back. */
  find(accessToken: string): Grant | "expired" | undefined {
    const found = this.accessTokens.get(accessToken);
    if (!found || found.grant.revoked) return undefined;
    return found.expiresAtMs <= this.nowMs() ? "expired" : found.grant;
  }

  /** Takes back all that came of the consent that this access or refresh token belongs to. */
  revoke(token: string): boolean {
    const grant = this.byRefreshToken(token) ?? this.accessTokens.get(token)?.grant;
    if (!grant || grant.revoked) return false;
    grant.revoked = true;
    return true;
  }

  /** The refresh token alone is forgotten; access tokens live on until they expire. */
  forgetRefreshToken(token: string): boolean {
    const at = this.grants.findIndex((grant) => grant.refreshToken === token);
    if (at >= 0) this.grants.splice(at, 1);
    return at >= 0;
  }

  revokeAccount(account: string): number {
    const open = this.grants.filter((grant) => grant.account === account && !grant.revoked);
    for (const grant of open) grant.revoked = true;
    return open.length;
  }

  /** Access tokens of this account expire now. */
  expireAccount(account: string): number {
    const live = [...this.accessTokens.values()].filter(
      (token) => token.grant.account === account && token.expiresAtMs > this.nowMs(),
    );
    for (const token of live) token.expiresAtMs = this.nowMs();
    return live.length;
  }

  expire(accessToken: string): void {
    const found = this.accessTokens.get(accessToken);
    if (found) found.expiresAtMs = this.nowMs();
  }

  clear(account: string | undefined): void {
    if (account !== undefined) return void this.revokeAccount(account);
    this.codes.clear();
    this.grants.length = 0;
    this.accessTokens.clear();
  }

  list(): readonly { account: string; clientId: string; scopes: readonly string[]; revoked: boolean }[] {
    return this.grants.map(({ account, clientId, scopes, revoked }) => ({ account, clientId, scopes, revoked }));
  }

  private newRefreshToken(): string {
    return `${this.options.refreshPrefix}${randomBytes(32).toString("base64url")}`;
  }

  private issue(grant: Grant): Tokens {
    const { lifetimeS, accessPrefix } = this.options;
    const accessToken = `${accessPrefix}${randomBytes(48).toString("base64url")}`;
    this.accessTokens.set(accessToken, { grant, expiresAtMs: this.nowMs() + lifetimeS * 1000 });
    return { grant, accessToken, expiresInS: lifetimeS - MARGIN_S };
  }
}

/** PKCE's S256 (RFC 7636, 4.2). */
const challengeOf = (verifier: string): string => createHash("sha256").update(verifier).digest("base64url");
