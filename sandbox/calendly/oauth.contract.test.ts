import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openVendors, pkce } from "../oauth/testing";

/** Calendly's OAuth 2.1 as developer.calendly.com has it, over the wire. */

const SCOPES = ["users:read", "event_types:read", "availability:read", "scheduled_events:write"];
const BACK = "http://127.0.0.1:9/back";
const BASIC = `Basic ${Buffer.from("app:secret").toString("base64")}`;

let vendors: Awaited<ReturnType<typeof openVendors>>;
beforeAll(async () => void (vendors = await openVendors()));
afterAll(() => vendors.close());
beforeEach(() => vendors.send("DELETE", "/control/calendly"));

function authorization(challenge: string, more: Record<string, string> = {}) {
  const query = new URLSearchParams({
    client_id: "app",
    redirect_uri: BACK,
    response_type: "code",
    scope: SCOPES.join(" "),
    state: "s&1",
    code_challenge: challenge,
    code_challenge_method: "S256",
    ...more,
  });
  return `/calendly/oauth/authorize?${query}`;
}
const allow: [string, string][] = [
  ["decision", "allow"],
  ["account", "ann@example.test"],
  ...SCOPES.map((scope): [string, string] => ["scope", scope]),
];
async function post(path: string, fields: Record<string, string>, authorizationHeader?: string) {
  const response = await fetch(vendors.at(`/calendly/oauth/${path}`), {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: authorizationHeader ? { authorization: authorizationHeader } : {},
  });
  return { status: response.status, json: (await response.json()) as Record<string, unknown> };
}
async function consent() {
  const { verifier, challenge } = pkce();
  const { back } = await vendors.form(authorization(challenge), allow);
  return { code: back?.get("code") ?? "", verifier, state: back?.get("state") };
}
async function connect() {
  const { code, verifier } = await consent();
  const fields = { grant_type: "authorization_code", code, redirect_uri: BACK, code_verifier: verifier };
  return (await post("token", fields, BASIC)).json as Record<"access_token" | "refresh_token", string>;
}
const refresh = (token: string) => post("token", { grant_type: "refresh_token", refresh_token: token }, BASIC);
const me = (token: string) =>
  vendors.send("GET", "/calendly/users/me", undefined, { authorization: `Bearer ${token}` });

test.each([
  ["client_id", ""],
  ["redirect_uri", "javascript:alert(1)"],
  ["response_type", "token"],
  ["scope", "everything"],
  ["scope", ""],
  ["code_challenge_method", "plain"],
])("an app that asks with %s = %j is refused on the page, never sent back", async (name, value) => {
  const page = await vendors.send("GET", authorization(pkce().challenge, { [name]: value }));
  expect(page.status).toBe(400);
  expect(page.headers.get("location")).toBeNull();
});

test("a no goes back as access_denied, a yes with code and state", async () => {
  const no = await vendors.form(authorization(pkce().challenge), { decision: "deny", account: "" });
  expect(no.back?.get("error")).toBe("access_denied");
  expect((await consent()).state).toBe("s&1");
});

test("a code gives tokens for two hours to a client that signs in by Basic, once, with its verifier", async () => {
  const { code, verifier } = await consent();
  const fields = { grant_type: "authorization_code", code, redirect_uri: BACK };
  const inBody = { ...fields, code_verifier: verifier, client_id: "app", client_secret: "secret" };
  expect(await post("token", inBody)).toMatchObject({ status: 401, json: { error: "invalid_client" } });
  expect(await post("token", { ...fields, code_verifier: "wrong" }, BASIC)).toMatchObject({
    status: 400,
    json: { error: "invalid_grant" },
  });
  const given = await post("token", { ...fields, code_verifier: verifier }, BASIC);
  expect(given.json).toMatchObject({ token_type: "Bearer", expires_in: 7199, scope: SCOPES.join(" ") });
  expect(given.json.owner).toMatch(/\/calendly\/users\/[\w-]+$/);
  expect(given.json.organization).toMatch(/\/calendly\/organizations\/[\w-]+$/);
  expect((await me(given.json.access_token as string)).status).toBe(200);
  expect((await post("token", { ...fields, code_verifier: verifier }, BASIC)).status).toBe(400);
});

test("a native client needs no secret", async () => {
  const { code, verifier } = await consent();
  const fields = { grant_type: "authorization_code", code, redirect_uri: BACK, code_verifier: verifier };
  expect((await post("token", { ...fields, client_id: "app" })).status).toBe(200);
});

test("an access token expires after two hours; a refresh token is good once and gives the next", async () => {
  const tokens = await connect();
  vendors.clock.advance(7_200_000);
  const late = await me(tokens.access_token);
  expect([late.status, late.json()]).toEqual([401, { title: "Unauthenticated", message: "The access token expired" }]);
  const fresh = await refresh(tokens.refresh_token);
  expect(fresh.status).toBe(200);
  expect(fresh.json.refresh_token).not.toBe(tokens.refresh_token);
  expect((await me(fresh.json.access_token as string)).status).toBe(200);
  expect(await refresh(tokens.refresh_token)).toMatchObject({ status: 400, json: { error: "invalid_grant" } });
  expect((await refresh(fresh.json.refresh_token as string)).status).toBe(200);
});

test("introspection tells whose a token is; revoking either token ends both", async () => {
  const tokens = await connect();
  const client = { client_id: "app", client_secret: "secret" };
  const told = await post("introspect", { ...client, token: tokens.access_token });
  expect(told.json).toMatchObject({ active: true, client_id: "app", scope: SCOPES.join(" ") });
  expect((await post("revoke", { token: tokens.access_token })).status).toBe(403);
  expect(await post("revoke", { ...client, token: tokens.refresh_token })).toEqual({ status: 200, json: {} });
  expect((await me(tokens.access_token)).json()).toMatchObject({ message: "The access token is invalid" });
  expect((await refresh(tokens.refresh_token)).status).toBe(400);
  expect((await post("introspect", { ...client, token: tokens.access_token })).json).toEqual({ active: false });
});

test("consent is revoked, or a token expired, when a test says so", async () => {
  const tokens = await connect();
  const add = (operation: string, kind: "expired-token" | "revoked") =>
    vendors.sandbox.controls.faults.add({ vendor: "calendly", operation, kind, count: 1 });
  add("users.get", "expired-token");
  expect((await me(tokens.access_token)).status).toBe(401);
  const fresh = (await refresh(tokens.refresh_token)).json;
  expect((await me(fresh.access_token as string)).status).toBe(200);
  add("token", "revoked");
  expect((await refresh(fresh.refresh_token as string)).status).toBe(400);
  expect((await me(fresh.access_token as string)).status).toBe(401);
});
