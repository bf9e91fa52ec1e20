import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openVendors, pkce } from "../oauth/testing";
import type { Fault } from "../stand-in";

/** HubSpot's OAuth and CRM v3 as its specs have them, over the wire, and what goes wrong with it on demand. */

const OBJECTS = "/hubspot/crm/v3/objects";
const ACCOUNT = "acme.test";
const SCOPES = ["tickets", "crm.objects.contacts.read", "crm.objects.contacts.write"];
const APP = { client_id: "app", client_secret: "secret" };
const BACK = "http://127.0.0.1:9/back";

let vendors: Awaited<ReturnType<typeof openVendors>>;
let token = "";
beforeAll(async () => void (vendors = await openVendors()));
afterAll(() => vendors.close());
beforeEach(async () => {
  await vendors.send("DELETE", "/control/hubspot");
  token = await grant(SCOPES);
});

const grant = async (scopes: string[], account = ACCOUNT): Promise<string> =>
  (await vendors.control("hubspot/grants", { account, clientId: "app", scopes })).access_token;
const api = (method: string, path: string, body?: unknown, bearer = token) =>
  vendors.send(method, path, body, { authorization: `Bearer ${bearer}` });
const TICKET = { properties: { subject: "Leak", content: "Under the sink", hs_pipeline_stage: "1" } };
const makeContact = async (properties: object) => (await api("POST", `${OBJECTS}/contacts`, { properties })).json();
const kept = async () => (await vendors.control(`hubspot?account=${ACCOUNT}`)).accounts[0]?.objects ?? [];
const fault = (operation: string, kind: Fault["kind"], more: object = {}) =>
  vendors.sandbox.controls.faults.add({ vendor: "hubspot", operation, kind, count: 1, ...more });
const linkTo = (id: string, associationTypeId: number) => ({
  to: { id },
  types: [{ associationCategory: "HUBSPOT_DEFINED", associationTypeId }],
});

test("the versions by date tell whose a token is, and forget a refresh token, by what is in the body alone", async () => {
  const given = await vendors.control("hubspot/grants", { account: ACCOUNT, clientId: "app", scopes: ["tickets"] });
  const ask = (about: string, fields: object) =>
    vendors.form(`/hubspot/oauth/2026-03/token${about}`, { ...APP, ...fields } as Record<string, string>);
  const told = (await ask("/introspect", { token: given.access_token })).json();
  expect(told).toMatchObject({ active: true, token_use: "access_token", hub_domain: ACCOUNT, scopes: ["tickets"] });
  const details = (await api("GET", "/hubspot/account-info/v3/details", undefined, given.access_token)).json();
  expect(details.portalId).toBe(told.hub_id);
  expect((await api("GET", "/hubspot/account-info/v3/details", undefined, "wrong")).status).toBe(401);
  const again = { grant_type: "refresh_token", refresh_token: given.refresh_token };
  expect((await ask("", again)).status).toBe(200);
  const hint = { token: given.refresh_token, token_type_hint: "refresh_token" };
  expect((await vendors.form("/hubspot/oauth/2026-03/token/revoke", hint)).status).toBe(400);
  expect(
    (
      await fetch(vendors.at("/hubspot/oauth/2026-03/token/revoke"), {
        method: "POST",
        body: new URLSearchParams({ ...APP, ...hint }),
      })
    ).status,
  ).toBe(204);
  expect((await ask("", again)).json()).toMatchObject({ status: "BAD_REFRESH_TOKEN" });
  expect((await ask("/introspect", { token: given.refresh_token })).json()).toEqual({ active: false });
});

test("an app is let in, refreshes, and forgets its refresh token; access tokens live on", async () => {
  const { verifier, challenge } = pkce();
  const query = new URLSearchParams({ client_id: "app", redirect_uri: BACK, scope: "tickets", state: "s" });
  query.set("optional_scope", "crm.objects.contacts.read");
  query.set("code_challenge", challenge);
  query.set("code_challenge_method", "S256");
  const address = `/hubspot/oauth/authorize?${query}`;
  expect((await vendors.send("GET", address)).text).toContain("View and change tickets");
  const denied = await vendors.form(address, { decision: "deny" });
  expect(denied.back?.get("error")).toBe("access_denied");
  const fields = { decision: "allow", account: ACCOUNT, scope: "tickets" };
  const code = (await vendors.form(address, fields)).back?.get("code") ?? "";
  const exchange = { ...APP, grant_type: "authorization_code", redirect_uri: BACK, code };
  const refused = await vendors.form("/hubspot/oauth/v1/token", { ...exchange, code_verifier: "wrong" });
  expect(refused.json()).toMatchObject({ status: "BAD_AUTH_CODE", error: "invalid_grant" });
  const tokens = (await vendors.form("/hubspot/oauth/v1/token", { ...exchange, code_verifier: verifier })).json();
  expect(tokens).toMatchObject({
    token_type: "bearer",
    expires_in: 1799,
    scopes: ["tickets"],
    hub_id: expect.any(Number),
  });
  expect((await api("POST", `${OBJECTS}/tickets`, TICKET, tokens.access_token)).status).toBe(201);
  const scope = await api("GET", `${OBJECTS}/contacts`, undefined, tokens.access_token);
  expect(scope.json()).toMatchObject({ category: "MISSING_SCOPES" });

  const again = { ...APP, grant_type: "refresh_token", refresh_token: tokens.refresh_token };
  vendors.clock.advance(1_800_000);
  const expired = await api("GET", `${OBJECTS}/tickets`, undefined, tokens.access_token);
  expect(expired.json()).toMatchObject({ status: "error", category: "EXPIRED_AUTHENTICATION" });
  const fresh = (await vendors.form("/hubspot/oauth/v3/token", again)).json();
  expect((await vendors.send("GET", `/hubspot/oauth/v1/access-tokens/${fresh.access_token}`)).json()).toMatchObject({
    hub_domain: ACCOUNT,
  });
  const path = `/hubspot/oauth/v1/refresh-tokens/${tokens.refresh_token}`;
  expect((await vendors.send("DELETE", path)).status).toBe(204);
  expect((await vendors.send("DELETE", path)).status).toBe(404);
  expect((await vendors.form("/hubspot/oauth/v1/token", again)).json()).toMatchObject({ status: "BAD_REFRESH_TOKEN" });
  expect((await api("GET", `${OBJECTS}/tickets`, undefined, fresh.access_token)).status).toBe(200);
});

test("a ticket is made for a contact, read with it, changed, and archived", async () => {
  const contact = await makeContact({ email: "ann@example.test", firstname: "Ann" });
  const made = await api("POST", `${OBJECTS}/tickets`, { ...TICKET, associations: [linkTo(contact.id, 16)] });
  expect(made.status).toBe(201);
  const { id } = made.json();
  expect(made.json().properties).toMatchObject({ subject: "Leak", hs_pipeline: "0", hs_object_id: id });
  const read = await api("GET", `${OBJECTS}/tickets/${id}?properties=subject,source_type&associations=contacts`);
  expect(read.json()).toMatchObject({
    archived: false,
    properties: { subject: "Leak", source_type: null },
    associations: { contacts: { results: [{ id: contact.id, type: "ticket_to_contact" }] } },
  });
  const patched = await api("PATCH", `${OBJECTS}/tickets/${id}`, { properties: { hs_pipeline_stage: "4" } });
  expect(patched.json().properties).toMatchObject({ hs_pipeline_stage: "4" });
  expect((await api("DELETE", `${OBJECTS}/tickets/${id}`)).status).toBe(204);
  expect((await api("GET", `${OBJECTS}/tickets/${id}`)).json()).toMatchObject({ category: "OBJECT_NOT_FOUND" });
});

test("a note needs its time and hangs on contacts and tickets", async () => {
  const contact = await makeContact({ lastname: "Smith" });
  const body = { properties: { hs_note_body: "Called." }, associations: [linkTo(contact.id, 202)] };
  expect((await api("POST", `${OBJECTS}/notes`, body)).json()).toMatchObject({ category: "VALIDATION_ERROR" });
  const properties = { ...body.properties, hs_timestamp: "2026-03-02T12:00:00Z" };
  const wrong = { properties, associations: [linkTo(contact.id, 16)] };
  expect((await api("POST", `${OBJECTS}/notes`, wrong)).status).toBe(400);
  const note = (await api("POST", `${OBJECTS}/notes`, { ...body, properties })).json();
  const links = await api("GET", `/hubspot/crm/v4/objects/contacts/${contact.id}/associations/notes`);
  expect(links.json().results).toMatchObject([{ toObjectId: Number(note.id), associationTypes: [{ typeId: 201 }] }]);
  const ticket = (await api("POST", `${OBJECTS}/tickets`, TICKET)).json();
  const put = await api("PUT", `/hubspot/crm/v4/objects/notes/${note.id}/associations/default/tickets/${ticket.id}`);
  expect(put.json().results).toMatchObject([{ associationSpec: { associationTypeId: 228 } }]);
  const read = await api("GET", `${OBJECTS}/notes/${note.id}?associations=tickets,contacts&properties=hs_note_body`);
  expect(Object.keys(read.json().associations)).toEqual(["tickets", "contacts"]);
  expect(read.json().properties.hs_note_body).toBe("Called.");
});

test("contacts are found by words, telephone and filters, one for each address", async () => {
  const ann = await makeContact({ email: "Ann@Example.test", firstname: "Ann", phone: "+1 (415) 555-0100" });
  await makeContact({ email: "bob@example.test", firstname: "Bob", company: "Acme" });
  const search = async (body: object) => (await api("POST", `${OBJECTS}/contacts/search`, body)).json();
  const filters = (...list: object[]) => ({ filterGroups: [{ filters: list }] });
  expect(await search({ query: "ann", properties: ["phone"] })).toMatchObject({
    total: 1,
    results: [{ id: ann.id, properties: { firstname: "Ann", phone: "+1 (415) 555-0100" } }],
  });
  expect((await search({ query: "4155550100" })).total).toBe(1);
  const ofName = (operator: string, value?: string) => filters({ propertyName: "firstname", operator, value });
  expect((await search(ofName("EQ", "bob"))).total).toBe(1);
  expect((await search(ofName("NEQ", "bob"))).results).toMatchObject([{ id: ann.id }]);
  expect((await search(ofName("CONTAINS_TOKEN", "b*"))).total).toBe(1);
  expect((await search(filters({ propertyName: "company", operator: "NOT_HAS_PROPERTY" }))).total).toBe(1);
  expect((await search(filters({ propertyName: "email", operator: "IN", values: ["bob@example.test"] }))).total).toBe(
    1,
  );
  expect(await search(ofName("LIKE", "x"))).toMatchObject({ category: "VALIDATION_ERROR" });
  const page = await search({ limit: 1 });
  expect(page).toMatchObject({ total: 2, paging: { next: { after: "1" } } });
  expect((await search({ limit: 1, after: "1" })).results).toHaveLength(1);

  expect(await makeContact({ email: "ann@example.test" })).toMatchObject({
    category: "CONFLICT",
    message: `Contact already exists. Existing ID: ${ann.id}`,
  });
  expect(await makeContact({ phone: "1" })).toMatchObject({ category: "VALIDATION_ERROR" });
  expect((await makeContact({ email: "x@y.test", shoe: "42" })).message).toContain("PROPERTY_DOESNT_EXIST");
  const byEmail = await api("GET", `${OBJECTS}/contacts/bob@example.test?idProperty=email`);
  expect(byEmail.json().properties.firstname).toBe("Bob");
});

test("nothing of another account is there, and no token opens nothing", async () => {
  const { id } = (await api("POST", `${OBJECTS}/tickets`, TICKET)).json();
  const other = await grant(SCOPES, "other.test");
  expect((await api("GET", `${OBJECTS}/tickets/${id}`, undefined, other)).status).toBe(404);
  expect((await api("GET", `${OBJECTS}/tickets/${id}`, undefined, "no")).json()).toMatchObject({
    category: "INVALID_AUTHENTICATION",
  });
});

test.each([
  ["no-write", 0],
  ["duplicate", 2],
] as const)("%s: the answer is the one that was hoped for, the records are not", async (kind, count) => {
  fault("tickets.create", kind);
  const answer = await api("POST", `${OBJECTS}/tickets`, TICKET);
  expect(answer.status).toBe(201);
  expect(await kept()).toHaveLength(count);
  expect((await vendors.control("hubspot")).writes).toMatchObject([{ operation: "tickets.create", fault: kind }]);
});

test("a late failure: accepted, and gone after its time or on command", async () => {
  fault("tickets.create", "late-failure", { afterMs: 5_000 });
  const { id } = (await api("POST", `${OBJECTS}/tickets`, TICKET)).json();
  expect((await api("GET", `${OBJECTS}/tickets/${id}`)).status).toBe(200);
  vendors.clock.advance(5_000);
  expect((await api("GET", `${OBJECTS}/tickets/${id}`)).status).toBe(404);
  fault("tickets.create", "late-failure");
  await api("POST", `${OBJECTS}/tickets`, TICKET);
  expect(await vendors.control("hubspot/late-failures", {})).toEqual({ failed: 1 });
  expect(await kept()).toEqual([]);
});

test("500, 429, garbage, an expired token and a revoked consent, when a test says so", async () => {
  fault("tickets.create", "status", { status: 500 });
  expect((await api("POST", `${OBJECTS}/tickets`, TICKET)).status).toBe(500);
  fault("tickets.create", "status", { status: 429 });
  const limited = await api("POST", `${OBJECTS}/tickets`, TICKET);
  expect(limited.json()).toMatchObject({ category: "RATE_LIMITS" });
  expect(limited.headers.get("retry-after")).toBe("1");
  fault("tickets.create", "garbage");
  expect((await api("POST", `${OBJECTS}/tickets`, TICKET)).text).toBe("{]<<<");
  fault("tickets.create", "expired-token");
  expect((await api("POST", `${OBJECTS}/tickets`, TICKET)).json()).toMatchObject({
    category: "EXPIRED_AUTHENTICATION",
  });
  token = await grant(SCOPES);
  fault("tickets.create", "revoked");
  expect((await api("POST", `${OBJECTS}/tickets`, TICKET)).json()).toMatchObject({
    category: "INVALID_AUTHENTICATION",
  });
  expect(await kept()).toEqual([]);
});

test("people enter records by hand, too", async () => {
  const { id } = await vendors.control("hubspot/objects", {
    account: ACCOUNT,
    type: "contacts",
    properties: { firstname: "Cy" },
  });
  expect((await api("GET", `${OBJECTS}/contacts/${id}`)).json().properties.firstname).toBe("Cy");
  await vendors.control("hubspot/objects/remove", { account: ACCOUNT, id });
  expect((await api("GET", `${OBJECTS}/contacts/${id}`)).status).toBe(404);
});
