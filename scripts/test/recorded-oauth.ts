import type { IntegrationVendor } from "@/lib/contracts/integrations";
import type { Answer } from "./recorded-vendor";

/** What each vendor's documents say of its OAuth 2.0: where a person is sent, what is sent for tokens, and what it answers. */
export type OauthCase = {
  vendor: IntegrationVendor;
  /** The page of consent, and what stands in its address beside client, redirect and state. */
  authorize: { address: string; params: Record<string, string> };
  pkce: boolean;
  token: { address: string; body: "form" | "json"; client: "form" | "basic" };
  /** Its answer to a code. */
  given: Record<string, unknown>;
  account: string;
  /** What tells whose account it is, where it has to be asked. */
  whoAmI?: { route: string; json: unknown };
  /** Its answer to a refresh token; null: it gives none. */
  refreshed: Record<string, unknown> | null;
  /** Its answer to a refresh token whose consent is gone. */
  gone: Answer;
  /** What it is told when somebody disconnects. */
  revoke: { address: string; body: Record<string, string>; basic?: true };
};

const CLIENT = { client_id: "the-client", client_secret: "the-client-secret" };
const GOOGLE_SCOPES =
  "https://www.googleapis.com/auth/calendar.events https://www.googleapis.com/auth/calendar.freebusy";
const GMAIL_SCOPES = "https://www.googleapis.com/auth/gmail.compose https://www.googleapis.com/auth/gmail.metadata";
const INVALID_GRANT: Answer = {
  status: 400,
  json: { error: "invalid_grant", error_description: "expired or revoked" },
};

const google = (vendor: "google_calendar" | "gmail", scope: string): Omit<OauthCase, "account" | "whoAmI"> => ({
  vendor,
  authorize: {
    address: "https://accounts.google.com/o/oauth2/v2/auth",
    params: { scope, access_type: "offline", prompt: "consent" },
  },
  pkce: true,
  token: { address: "https://oauth2.googleapis.com/token", body: "form", client: "form" },
  given: { access_token: "access-1", refresh_token: "refresh-1", expires_in: 3599, scope, token_type: "Bearer" },
  // Google keeps the refresh token it gave.
  refreshed: { access_token: "access-2", expires_in: 3599, scope, token_type: "Bearer" },
  gone: INVALID_GRANT,
  revoke: { address: "https://oauth2.googleapis.com/revoke", body: { token: "refresh-1" } },
});

export const OAUTH: readonly OauthCase[] = [
  {
    ...google("google_calendar", GOOGLE_SCOPES),
    account: "desk@bright.example",
    whoAmI: { route: "GET /calendar/v3/calendars/primary/events", json: { summary: "desk@bright.example", items: [] } },
  },
  {
    ...google("gmail", GMAIL_SCOPES),
    account: "desk@bright.example",
    whoAmI: { route: "GET /gmail/v1/users/me/profile", json: { emailAddress: "desk@bright.example" } },
  },
  {
    vendor: "calendly",
    authorize: {
      address: "https://auth.calendly.com/oauth/authorize",
      params: { scope: "users:read event_types:read availability:read scheduled_events:read scheduled_events:write" },
    },
    pkce: true,
    token: { address: "https://auth.calendly.com/oauth/token", body: "form", client: "basic" },
    given: {
      token_type: "Bearer",
      access_token: "access-1",
      refresh_token: "refresh-1",
      scope: "users:read event_types:read availability:read scheduled_events:read scheduled_events:write",
      created_at: 1_548_689_183,
      expires_in: 7200,
      owner: "https://api.calendly.com/users/U1",
      organization: "https://api.calendly.com/organizations/O1",
    },
    account: "desk@bright.example",
    whoAmI: {
      route: "GET /users/me",
      json: { resource: { uri: "https://api.calendly.com/users/U1", email: "desk@bright.example" } },
    },
    // Good once: each use gives the next.
    refreshed: { token_type: "Bearer", access_token: "access-2", refresh_token: "refresh-2", expires_in: 7200 },
    gone: INVALID_GRANT,
    revoke: { address: "https://auth.calendly.com/oauth/revoke", body: { ...CLIENT, token: "refresh-1" } },
  },
  {
    vendor: "slack",
    authorize: {
      address: "https://slack.com/oauth/v2/authorize",
      params: { scope: "chat:write,channels:manage,channels:history,channels:read,users:read,users:read.email" },
    },
    pkce: false,
    token: { address: "https://slack.com/api/oauth.v2.access", body: "form", client: "form" },
    given: {
      ok: true,
      access_token: "access-1",
      token_type: "bot",
      scope: "chat:write,channels:manage,channels:history,channels:read,users:read,users:read.email",
      bot_user_id: "U0KRQLJ9H",
      app_id: "A0KRD7HC3",
      team: { name: "Bright Dental", id: "T9TK3CUKW" },
      authed_user: { id: "U1234" },
    },
    account: "Bright Dental",
    refreshed: null,
    gone: { json: { ok: false, error: "invalid_refresh_token" } },
    revoke: { address: "https://slack.com/api/auth.revoke", body: { token: "access-1" } },
  },
  {
    vendor: "hubspot",
    authorize: {
      address: "https://app.hubspot.com/oauth/authorize",
      params: { scope: "oauth crm.objects.contacts.read crm.objects.contacts.write tickets" },
    },
    pkce: false,
    token: { address: "https://api.hubapi.com/oauth/2026-03/token", body: "form", client: "form" },
    given: {
      token_type: "bearer",
      token_use: "access_token",
      access_token: "access-1",
      refresh_token: "refresh-1",
      expires_in: 1800,
      hub_id: 51,
      scopes: ["oauth", "crm.objects.contacts.read", "crm.objects.contacts.write", "tickets"],
    },
    account: "HubSpot account 51",
    whoAmI: { route: "GET /account-info/v3/details", json: { portalId: 51, timeZone: "US/Eastern" } },
    refreshed: { token_type: "bearer", access_token: "access-2", refresh_token: "refresh-1", expires_in: 1800 },
    gone: {
      status: 400,
      json: {
        error: "invalid_grant",
        error_description: "refresh token is invalid, expired or revoked",
        status: "BAD_REFRESH_TOKEN",
        message: "refresh token is invalid, expired or revoked",
      },
    },
    revoke: {
      address: "https://api.hubapi.com/oauth/2026-03/token/revoke",
      body: { ...CLIENT, token: "refresh-1", token_type_hint: "refresh_token" },
    },
  },
  {
    vendor: "salesforce",
    authorize: {
      address: "https://login.salesforce.com/services/oauth2/authorize",
      params: { scope: "api refresh_token" },
    },
    pkce: true,
    token: { address: "https://login.salesforce.com/services/oauth2/token", body: "form", client: "form" },
    // It does not say when one ends.
    given: {
      access_token: "access-1",
      refresh_token: "refresh-1",
      signature: "SIG",
      scope: "refresh_token api",
      instance_url: "https://bright.my.salesforce.com",
      id: "https://login.salesforce.com/id/00D/005",
      token_type: "Bearer",
      issued_at: "1278448384422",
    },
    account: "bright.my.salesforce.com",
    refreshed: { access_token: "access-2", instance_url: "https://bright.my.salesforce.com", token_type: "Bearer" },
    gone: { status: 400, json: { error: "invalid_grant", error_description: "expired access/refresh token" } },
    revoke: { address: "https://login.salesforce.com/services/oauth2/revoke", body: { token: "refresh-1" } },
  },
  {
    vendor: "notion",
    authorize: { address: "https://api.notion.com/v1/oauth/authorize", params: { owner: "user" } },
    pkce: false,
    token: { address: "https://api.notion.com/v1/oauth/token", body: "json", client: "basic" },
    given: {
      access_token: "access-1",
      refresh_token: "refresh-1",
      token_type: "bearer",
      bot_id: "b3414d65-1224-5ab9-aca7-55a1de9d0f3c",
      workspace_name: "Bright",
      workspace_id: "j565j4d7",
      owner: { type: "user" },
    },
    account: "Bright",
    refreshed: { access_token: "access-2", refresh_token: "refresh-2", token_type: "bearer", bot_id: "b3414d65" },
    gone: INVALID_GRANT,
    revoke: { address: "https://api.notion.com/v1/oauth/revoke", body: { token: "access-1" }, basic: true },
  },
];
