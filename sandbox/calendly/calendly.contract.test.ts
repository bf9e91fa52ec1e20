import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openVendors } from "../oauth/testing";

/** Calendly's API v2 and its Scheduling API as developer.calendly.com has them, over the wire. */

const SCOPES = ["users:read", "event_types:read", "availability:read", "scheduled_events:write"];
const ACCOUNT = "host@example.test";
const FIRST = "2026-03-03T14:00:00.000000Z";

let vendors: Awaited<ReturnType<typeof openVendors>>;
let token = "";
beforeAll(async () => void (vendors = await openVendors()));
afterAll(() => vendors.close());
beforeEach(async () => {
  await vendors.send("DELETE", "/control/calendly");
  await setUp({});
  token = (await letIn(SCOPES)).access_token;
});

const letIn = (scopes: readonly string[]) =>
  vendors.control("calendly/grants", { account: ACCOUNT, clientId: "app", scopes });
const setUp = (more: object, type: object = {}) =>
  vendors.control(
    "calendly/accounts",
    {
      account: ACCOUNT,
      timeZone: "America/New_York",
      eventTypes: [
        { name: "Visit", slug: "visit", durationMinutes: 30, locations: [{ kind: "outbound_call" }], ...type },
      ],
      ...more,
    },
    "PUT",
  );
const api = (method: string, path: string, body?: unknown, as = token) =>
  vendors.send(method, `/calendly${path}`, body, { authorization: `Bearer ${as}` });
async function visit() {
  const user = (await api("GET", "/users/me")).json().resource;
  const [type] = (await api("GET", `/event_types?user=${user.uri}&active=true`)).json().collection;
  return { user, type };
}
async function slots(typeUri: string, from = "2026-03-03T00:00:00Z", to = "2026-03-04T00:00:00Z") {
  const query = new URLSearchParams({ event_type: typeUri, start_time: from, end_time: to });
  return api("GET", `/event_type_available_times?${query}`);
}
const starts = async (typeUri: string, from?: string, to?: string): Promise<string[]> =>
  (await slots(typeUri, from, to)).json().collection.map((slot: { start_time: string }) => slot.start_time);
async function booking(more: object = {}) {
  return {
    event_type: (await visit()).type.uri,
    start_time: FIRST,
    invitee: { name: "Ada Caller", email: "ada@example.test", timezone: "America/Chicago" },
    location: { kind: "outbound_call", location: "+15550100001" },
    ...more,
  };
}
const book = async (more: object = {}) => api("POST", "/invitees", await booking(more));
const idOf = (uri: string) => uri.split("/").at(-1) ?? "";
const plant = (operation: string, kind: string, more: object = {}) =>
  vendors.sandbox.controls.faults.add({ vendor: "calendly", operation, kind, count: 1, ...more } as never);
const events = async () => (await vendors.control(`calendly?account=${ACCOUNT}`)).accounts[0].events;

test("a person, their event types and what is open of one, by the wall clock of their zone", async () => {
  const { user, type } = await visit();
  expect(user).toMatchObject({ email: ACCOUNT, timezone: "America/New_York" });
  expect(user.current_organization).toMatch(/\/organizations\//);
  expect(type).toMatchObject({ name: "Visit", duration: 30, kind: "solo", pooling_type: null, active: true });
  const open = await slots(type.uri);
  expect(open.json().collection).toHaveLength(16);
  expect(open.json().collection[0]).toMatchObject({ status: "available", invitees_remaining: 1, start_time: FIRST });
  expect(open.json().pagination).toBeUndefined();
  // Nine o'clock stays nine o'clock when the clocks go forward on the 8th.
  const [monday] = await starts(type.uri, "2026-03-09T00:00:00Z", "2026-03-10T00:00:00Z");
  expect(monday).toBe("2026-03-09T13:00:00.000000Z");
});

test.each([
  ["2026-03-01T00:00:00Z", "2026-03-03T00:00:00Z", "start_time"],
  ["2026-03-03T00:00:00Z", "2026-04-03T00:00:01Z", "end_time"],
  ["2026-03-04T00:00:00Z", "2026-03-03T00:00:00Z", "end_time"],
  ["tomorrow", "2026-03-03T00:00:00Z", "start_time"],
])("a range from %s to %s is refused", async (from, to, parameter) => {
  const refused = await slots((await visit()).type.uri, from, to);
  expect(refused.status).toBe(400);
  expect(refused.json()).toMatchObject({ title: "Invalid Argument", details: [{ parameter }] });
});

test("a booking takes the slot, and stands in the list, by itself and with its invitee", async () => {
  const made = await book({ tracking: undefined });
  expect(made.status).toBe(201);
  const { resource } = made.json();
  expect(resource).toMatchObject({ name: "Ada Caller", status: "active", timezone: "America/Chicago" });
  const { user, type } = await visit();
  expect(await starts(type.uri)).not.toContain(FIRST);
  const event = (await api("GET", `/scheduled_events/${idOf(resource.event)}`)).json().resource;
  expect(event).toMatchObject({
    status: "active",
    start_time: FIRST,
    end_time: "2026-03-03T14:30:00.000000Z",
    location: { type: "outbound_call", location: "+15550100001" },
    invitees_counter: { total: 1, active: 1, limit: 1 },
  });
  const query = `user=${user.uri}&invitee_email=ADA@example.test&status=active&min_start_time=2026-03-03T00:00:00Z`;
  expect((await api("GET", `/scheduled_events?${query}`)).json().collection).toMatchObject([{ uri: event.uri }]);
  const invitees = (await api("GET", `/scheduled_events/${idOf(event.uri)}/invitees`)).json();
  expect(invitees.collection).toMatchObject([{ uri: resource.uri, email: "ada@example.test" }]);
  const one = await api("GET", `/scheduled_events/${idOf(event.uri)}/invitees/${idOf(resource.uri)}`);
  expect(one.json().resource).toEqual(resource);
});

test("of two who ask for one slot at once one gets it; what was never open is refused too", async () => {
  const body = await booking();
  const both = await Promise.all([api("POST", "/invitees", body), api("POST", "/invitees", body)]);
  expect(both.map(({ status }) => status).sort()).toEqual([201, 400]);
  const lost = both.find(({ status }) => status === 400)?.json();
  expect(lost).toMatchObject({
    title: "Invalid Argument",
    details: [{ parameter: "start_time", code: "already_filled" }],
  });
  expect((await book({ start_time: "2026-03-03T14:10:00Z" })).status).toBe(400);
  expect((await book({ start_time: "2026-03-01T14:00:00Z" })).status).toBe(400);
  expect(await events()).toHaveLength(1);
});

test.each([
  [{ invitee: { name: "A", email: "nobody", timezone: "UTC" } }, "invitee.email"],
  [{ invitee: { email: "a@example.test", timezone: "UTC" } }, "invitee.name"],
  [{ invitee: { name: "A", email: "a@example.test", timezone: "Moon/Base" } }, "invitee.timezone"],
  [{ location: undefined }, "location"],
  [{ location: { kind: "outbound_call" } }, "location.location"],
  [{ location: { kind: "zoom_conference" } }, "location.kind"],
  [{ questions_and_answers: [{ question: "Why?", answer: "So", position: 0 }] }, "questions_and_answers[0].question"],
  [{ event_type: "visit" }, "event_type"],
  [{ tracking: { utm_source: "x" } }, "tracking.utm_campaign"],
])("a booking with %j names what is wrong", async (more, parameter) => {
  const refused = await book(more);
  expect(refused.status).toBe(400);
  expect(refused.json().details[0].parameter).toBe(parameter);
  expect(await events()).toEqual([]);
});

test("a round robin takes no place, required questions want an answer, and a group takes as many as it holds", async () => {
  const questions = [{ name: "Pet's name", required: true }];
  await setUp({}, { pooling: "round_robin", capacity: 2, questions });
  const asked = [{ question: "Pet's name", answer: "Rex", position: 0 }];
  expect((await book({ questions_and_answers: asked })).json().details).toMatchObject([{ parameter: "location" }]);
  expect((await book({ location: undefined })).json().details[0].parameter).toBe("questions_and_answers[0].answer");
  const fine = { location: undefined, questions_and_answers: asked };
  const [one, two, three] = [await book(fine), await book(fine), await book(fine)];
  expect([one.status, two.status, three.status]).toEqual([201, 201, 400]);
  expect(one.json().resource.event).toBe(two.json().resource.event);
});

test("a cancellation gives the slot back, once, and not of what is over or unknown", async () => {
  const { resource } = (await book()).json();
  const path = `/scheduled_events/${idOf(resource.event)}/cancellation`;
  const canceled = await api("POST", path, { reason: "The caller asked" });
  expect(canceled.status).toBe(201);
  expect(canceled.json().resource).toMatchObject({ reason: "The caller asked", canceler_type: "host" });
  const event = (await api("GET", `/scheduled_events/${idOf(resource.event)}`)).json().resource;
  expect(event).toMatchObject({ status: "canceled", cancellation: { reason: "The caller asked" } });
  expect(await starts((await visit()).type.uri)).toContain(FIRST);
  const again = await api("POST", path, {});
  expect([again.status, again.json().message]).toEqual([403, "Event is already canceled"]);
  expect((await api("POST", "/scheduled_events/unknown/cancellation", {})).status).toBe(404);
});

test("collections come in pages", async () => {
  for (const hour of [14, 15, 16]) await book({ start_time: `2026-03-03T${hour}:00:00Z` });
  const { user } = await visit();
  const first = (await api("GET", `/scheduled_events?user=${user.uri}&count=2&sort=start_time:desc`)).json();
  expect(first.collection.map((event: { start_time: string }) => event.start_time.slice(11, 13))).toEqual(["16", "15"]);
  expect(first.pagination).toMatchObject({ count: 2, previous_page: null });
  const next = await vendors.send("GET", first.pagination.next_page.slice(vendors.at("").length), undefined, {
    authorization: `Bearer ${token}`,
  });
  expect(next.json().collection).toHaveLength(1);
  expect(next.json().pagination).toMatchObject({ next_page: null, next_page_token: null });
  expect((await api("GET", `/scheduled_events?user=${user.uri}&count=101`)).status).toBe(400);
});

test("without a token, a scope, a right or a plan it says which; unknown things are not found", async () => {
  expect((await api("GET", "/users/me", undefined, "wrong")).json()).toMatchObject({ title: "Unauthenticated" });
  const narrow = (await letIn(["users:read"])).access_token;
  expect((await api("GET", "/users/me", undefined, narrow)).status).toBe(200);
  const { user } = await visit();
  const refused = await api("GET", `/scheduled_events?user=${user.uri}`, undefined, narrow);
  expect([refused.status, refused.json().title]).toEqual([403, "Permission Denied"]);
  expect((await api("GET", `/event_types?user=${user.uri.slice(0, -1)}x`)).status).toBe(403);
  expect((await api("GET", "/event_types")).json().details).toMatchObject([{ parameter: "user" }]);
  expect((await api("GET", "/scheduled_events/unknown")).json()).toMatchObject({ title: "Resource Not Found" });
  await setUp({ plan: "free" });
  expect((await book()).status).toBe(403);
});

test("every answer says what is left of the limits; bookings have closer ones of their own", async () => {
  const first = await api("GET", "/users/me");
  expect(first.headers.get("x-ratelimit-limit")).toBe("500");
  expect(first.headers.get("x-ratelimit-remaining")).toBe("499");
  const body = await booking();
  const answers = [];
  for (let at = 0; at < 11; at += 1) answers.push(await api("POST", "/invitees", body));
  const last = answers.at(-1);
  expect([last?.status, last?.headers.get("x-ratelimit-remaining"), last?.headers.get("x-ratelimit-reset")]).toEqual([
    429,
    "0",
    "60",
  ]);
  vendors.clock.advance(60_000);
  expect((await api("POST", "/invitees", body)).status).toBe(400);
});

test.each([
  ["no-write", []],
  ["wrong-slot", ["2026-03-04T14:00:00.000000Z"]],
  ["hour-off", ["2026-03-03T15:00:00.000000Z"]],
  ["duplicate", [FIRST, FIRST]],
])("a booking planted as %s is answered as done, and stands as %j", async (kind, expected) => {
  plant("invitees.create", kind);
  const made = await book();
  expect(made.status).toBe(201);
  expect((await events()).map((event: { start_time: string }) => event.start_time)).toEqual(expected);
  const read = await api("GET", `/scheduled_events/${idOf(made.json().resource.event)}`);
  expect(read.status).toBe(kind === "no-write" ? 404 : 200);
  expect((await vendors.control(`calendly?account=${ACCOUNT}`)).writes).toMatchObject([{ fault: kind }]);
});

test("a late failure takes a booking back afterwards, or brings a canceled one back", async () => {
  plant("invitees.create", "late-failure", { afterMs: 1000 });
  const { resource } = (await book()).json();
  const path = `/scheduled_events/${idOf(resource.event)}`;
  expect((await api("GET", path)).status).toBe(200);
  vendors.clock.advance(1000);
  expect((await api("GET", path)).status).toBe(404);
  const kept = (await book()).json().resource;
  plant("scheduled_events.cancel", "late-failure");
  expect((await api("POST", `/scheduled_events/${idOf(kept.event)}/cancellation`, {})).status).toBe(201);
  expect(await vendors.control("calendly/late-failures", {})).toEqual({ failed: 1 });
  const event = (await api("GET", `/scheduled_events/${idOf(kept.event)}`)).json().resource;
  expect(event.status).toBe("active");
});

test("statuses and garbage come as they were planted", async () => {
  plant("available_times.list", "status", { status: 500 });
  plant("available_times.list", "garbage");
  plant("available_times.list", "status", { status: 429 });
  const { type } = await visit();
  expect((await slots(type.uri)).json()).toMatchObject({ title: "Internal Server Error" });
  expect((await slots(type.uri)).text).toBe("{]<<<");
  expect((await slots(type.uri)).headers.get("x-ratelimit-reset")).toBe("60");
});

test("a test says what is offered, when the host is away, and what others do on the page", async () => {
  const { type } = await visit();
  const times = ["2026-03-03T20:00:00Z", "2026-03-03T21:00:00Z", "2026-03-03T22:00:00Z"];
  await vendors.control("calendly/slots", { account: ACCOUNT, eventType: "visit", startTimes: times });
  await vendors.control("calendly/busy", { account: ACCOUNT, startTime: times[0], endTime: times[1] });
  const other = { account: ACCOUNT, eventType: "visit", startTime: times[1] };
  const theirs = await vendors.control("calendly/events", other);
  expect(theirs).toMatchObject({ status: "active" });
  expect(await vendors.control("calendly/events", other)).toHaveProperty("error");
  expect(await starts(type.uri)).toEqual(["2026-03-03T22:00:00.000000Z"]);
  await vendors.control("calendly/events/cancel", { account: ACCOUNT, event: idOf(theirs.uri) });
  expect(await starts(type.uri)).toEqual(["2026-03-03T21:00:00.000000Z", "2026-03-03T22:00:00.000000Z"]);
});
