import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openVendors, pkce } from "../oauth/testing";

/** Google's OAuth 2.0 as its guide for web servers has it, over the wire. */

const SCOPES = ["https://www.googleapis.com/auth/calendar.events", "https://www.googleapis.com/auth/calendar.freebusy"];
const APP = { client_id: "app", client_secret: "secret" };
const BACK = "http://127.0.0.1:9/back";

let vendors: Awaited<ReturnType<typeof openVendors>>;
beforeAll(async () => void (vendors = await openVendors()));
afterAll(() => vendors.close());
beforeEach(() => vendors.send("DELETE", "/control/google"));

function authorization(challenge: string, more: Record<string, string> = {}) {
  const query = new URLSearchParams({
    client_id: APP.client_id,
    redirect_uri: BACK,
    response_type: "code",
    scope: SCOPES.join(" "),
    access_type: "offline",
    state: "s&1",
    code_challenge: challenge,
    code_challenge_method: "S256",
    ...more,
  });
  return `/google/o/oauth2/v2/auth?${query}`;
}
const allow = (scopes = SCOPES): [string, string][] => [
  ["decision", "allow"],
  ["account", "ann@example.test"],
  ...scopes.map((scope): [string, string] => ["scope", scope]),
];
const exchange = (fields: Record<string, string>) =>
  vendors.form("/google/token", { ...APP, redirect_uri: BACK, grant_type: "authorization_code", ...fields });
const refresh = (token: string) =>
  vendors.form("/google/token", { ...APP, grant_type: "refresh_token", refresh_token: token });
async function connect(more: Record<string, string> = {}, scopes = SCOPES) {
  const { verifier, challenge } = pkce();
  const { back } = await vendors.form(authorization(challenge, more), allow(scopes));
  return (await exchange({ code: back?.get("code") ?? "", code_verifier: verifier })).json();
}
const list = (token: string) =>
  vendors.send("GET", "/google/calendar/v3/calendars/primary/events", undefined, { authorization: `Bearer ${token}` });

test("the page says which app asks what, under a policy that lets nothing else in", async () => {
  const page = await vendors.send("GET", authorization(pkce().challenge, { client_id: 'app"><script>' }));
  expect(page.status).toBe(200);
  expect(page.text).toContain("View and edit events on all your calendars");
  expect(page.text).toContain("app&#34;&#62;&#60;script&#62;");
  const policy = page.headers.get("content-security-policy");
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("form-action 'self' http://127.0.0.1:9;");
  expect(policy).not.toContain("unsafe-inline");
  expect(page.text).not.toMatch(/<script| style=/);
});

test.each([
  ["client_id", ""],
  ["redirect_uri", "javascript:alert(1)"],
  ["response_type", "token"],
  ["scope", "everything"],
  ["code_challenge_method", "plain"],
  ["code_challenge", "short"],
])("an app that asks with %s = %j is refused on the page, never sent back", async (name, value) => {
  const page = await vendors.send("GET", authorization(pkce().challenge, { [name]: value }));
  expect(page.status).toBe(400);
  expect(page.headers.get("location")).toBeNull();
});

test("a no goes back as access_denied, a yes with code, state and the scopes that were left ticked", async () => {
  const no = await vendors.form(authorization(pkce().challenge), { decision: "deny", account: "" });
  expect(Object.fromEntries(no.back ?? [])).toEqual({ error: "access_denied", state: "s&1" });
  const yes = await vendors.form(authorization(pkce().challenge), allow(SCOPES.slice(0, 1)));
  expect(yes.back?.get("state")).toBe("s&1");
  expect(yes.back?.get("scope")).toBe(SCOPES[0]);
});

test("a code is good once, for its own verifier, address and client, for ten minutes", async () => {
  const { verifier, challenge } = pkce();
  const code = async () => (await vendors.form(authorization(challenge), allow())).back?.get("code") ?? "";
  const given = await code();
  expect((await exchange({ code: given, code_verifier: "wrong" })).json()).toMatchObject({ error: "invalid_grant" });
  expect((await exchange({ code: given })).json()).toMatchObject({ error: "invalid_grant" });
  const elsewhere = await exchange({ code: given, code_verifier: verifier, redirect_uri: `${BACK}/other` });
  expect(elsewhere.json()).toMatchObject({ error: "redirect_uri_mismatch" });
  const another = await exchange({ code: given, code_verifier: verifier, client_id: "another" });
  expect(another.json()).toMatchObject({ error: "invalid_grant" });
  const tokens = await exchange({ code: given, code_verifier: verifier });
  expect(tokens.status).toBe(200);
  expect(tokens.json()).toMatchObject({ token_type: "Bearer", expires_in: 3599, scope: SCOPES.join(" ") });
  expect((await exchange({ code: given, code_verifier: verifier })).json()).toMatchObject({ error: "invalid_grant" });
  const late = await code();
  vendors.clock.advance(600_000);
  expect((await exchange({ code: late, code_verifier: verifier })).json()).toMatchObject({ error: "invalid_grant" });
});

test("a refresh token comes offline, the first time or when consent is asked for anew", async () => {
  expect((await connect({ access_type: "online" })).refresh_token).toBeUndefined();
  await vendors.send("DELETE", "/control/google");
  expect((await connect()).refresh_token).toBeTruthy();
  expect((await connect()).refresh_token).toBeUndefined();
  expect((await connect({ prompt: "consent" })).refresh_token).toBeTruthy();
});

test("an access token expires and is refreshed; what was not granted is not let through", async () => {
  const tokens = await connect();
  expect((await list(tokens.access_token)).status).toBe(200);
  vendors.clock.advance(3_600_000);
  const expired = await list(tokens.access_token);
  expect(expired.json()).toMatchObject({ error: { code: 401, errors: [{ reason: "authError" }] } });
  const fresh = (await refresh(tokens.refresh_token)).json();
  expect(fresh.refresh_token).toBeUndefined();
  expect((await list(fresh.access_token)).status).toBe(200);
  const narrow = await connect({}, SCOPES.slice(1));
  const refused = await list(narrow.access_token);
  expect(refused.json()).toMatchObject({ error: { code: 403, errors: [{ reason: "insufficientPermissions" }] } });
});

test("revoking either token ends both; a second time there is nothing to revoke", async () => {
  const tokens = await connect();
  expect((await vendors.form("/google/revoke", { token: tokens.access_token })).status).toBe(200);
  expect((await list(tokens.access_token)).status).toBe(401);
  const refused = await refresh(tokens.refresh_token);
  expect(refused.status).toBe(400);
  expect(refused.json()).toMatchObject({ error: "invalid_grant" });
  const again = await vendors.form("/google/revoke", { token: tokens.refresh_token });
  expect(again.json()).toMatchObject({ error: "invalid_token" });
});

test("bad clients and kinds of grant are named as RFC 6749 names them", async () => {
  expect(await vendors.form("/google/token", { grant_type: "refresh_token" })).toMatchObject({ status: 401 });
  const kind = await vendors.form("/google/token", { ...APP, grant_type: "password" });
  expect(kind.json()).toMatchObject({ error: "unsupported_grant_type" });
});

test("consent is revoked, or a token expired, when a test says so", async () => {
  const tokens = await connect();
  const fault = { vendor: "google", operation: "events.list", kind: "expired-token", count: 1 } as const;
  vendors.sandbox.controls.faults.add(fault);
  expect((await list(tokens.access_token)).status).toBe(401);
  const fresh = (await refresh(tokens.refresh_token)).json();
  expect((await list(fresh.access_token)).status).toBe(200);
  vendors.sandbox.controls.faults.add({ vendor: "google", operation: "token", kind: "revoked", count: 1 });
  expect((await refresh(tokens.refresh_token)).json()).toMatchObject({ error: "invalid_grant" });
  expect((await list(fresh.access_token)).status).toBe(401);
});
