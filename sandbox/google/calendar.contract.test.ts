import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openVendors } from "../oauth/testing";
import type { Fault } from "../stand-in";

/** Calendar v3 as its reference has it, over the wire, and what goes wrong with it on demand. */

const API = "/google/calendar/v3";
const EVENTS = `${API}/calendars/primary/events`;
const ACCOUNT = "ann@example.test";

let vendors: Awaited<ReturnType<typeof openVendors>>;
let token = "";
beforeAll(async () => void (vendors = await openVendors()));
afterAll(() => vendors.close());
beforeEach(async () => {
  await vendors.send("DELETE", "/control/google");
  const calendars = [
    { id: "room@group.calendar.google.com", summary: "Room" },
    { id: "boss@example.test", summary: "Boss", accessRole: "freeBusyReader" },
  ];
  await vendors.control("google/accounts", { account: ACCOUNT, timeZone: "America/New_York", calendars }, "PUT");
  const scopes = ["https://www.googleapis.com/auth/calendar"];
  token = (await vendors.control("google/grants", { account: ACCOUNT, clientId: "app", scopes })).access_token;
});

const api = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  vendors.send(method, path, body, { authorization: `Bearer ${token}`, ...headers });
const at = (start: string, end: string, more: object = {}) => ({
  start: { dateTime: start },
  end: { dateTime: end },
  summary: "Check-up",
  ...more,
});
const TEN = at("2026-03-09T10:00:00-04:00", "2026-03-09T10:30:00-04:00");
const insert = async (body: object = TEN) => (await api("POST", EVENTS, body)).json();
const kept = async () => (await vendors.control(`google?account=${ACCOUNT}`)).accounts[0].calendars[0].events;
const fault = (operation: string, kind: Fault["kind"], more: object = {}) =>
  vendors.sandbox.controls.faults.add({ vendor: "google", operation, kind, count: 1, ...more });

test("calendars are listed, the primary one by its address", async () => {
  const { items } = (await api("GET", `${API}/users/me/calendarList`)).json();
  expect(items).toMatchObject([
    { id: ACCOUNT, primary: true, timeZone: "America/New_York", accessRole: "owner" },
    { id: "room@group.calendar.google.com", summary: "Room" },
    { accessRole: "freeBusyReader" },
  ]);
});

test("an event is made, read, changed in part and as a whole, and deleted", async () => {
  const made = await api("POST", EVENTS, { ...TEN, extendedProperties: { private: { a: "1", b: "2" } } });
  expect(made.status).toBe(200);
  const event = made.json();
  expect(event).toMatchObject({ kind: "calendar#event", status: "confirmed", sequence: 0, organizer: { self: true } });
  expect(event.start).toEqual({ dateTime: "2026-03-09T10:00:00-04:00", timeZone: "America/New_York" });
  expect(made.headers.get("etag")).toBe(event.etag);
  const path = `${EVENTS}/${event.id}`;
  expect((await api("GET", path)).json()).toEqual(event);

  const change = { summary: "Later", extendedProperties: { private: { b: null } } };
  const patched = (await api("PATCH", path, change)).json();
  expect(patched).toMatchObject({ summary: "Later", start: event.start, sequence: 0 });
  expect(patched.extendedProperties).toEqual({ private: { a: "1" } });
  expect((await api("PUT", path, { summary: "x" })).status).toBe(400);
  const moved = at("2026-03-09T11:00:00-04:00", "2026-03-09T11:30:00-04:00");
  const put = (await api("PUT", path, moved, { "if-match": patched.etag })).json();
  expect(put).toMatchObject({ summary: "Check-up", sequence: 1 });
  expect(put.extendedProperties).toBeUndefined();
  expect((await api("PATCH", path, {}, { "if-match": patched.etag })).json()).toMatchObject({ error: { code: 412 } });

  expect((await api("DELETE", path)).status).toBe(204);
  expect((await api("DELETE", path)).json()).toMatchObject({ error: { code: 410, errors: [{ reason: "deleted" }] } });
  expect((await api("GET", path)).json()).toMatchObject({ status: "cancelled" });
  expect((await api("GET", EVENTS)).json().items).toEqual([]);
  expect((await api("GET", `${EVENTS}?showDeleted=true`)).json().items).toHaveLength(1);
});

test("an id of the app's own is taken once, even after the event is deleted", async () => {
  const mine = { ...TEN, id: "abcdef0123456789" };
  expect((await insert(mine)).id).toBe(mine.id);
  expect(await insert(mine)).toMatchObject({ error: { code: 409, errors: [{ reason: "duplicate" }] } });
  await api("DELETE", `${EVENTS}/${mine.id}`);
  expect(await insert(mine)).toMatchObject({ error: { code: 409 } });
  expect(await insert({ ...TEN, id: "no-good" })).toMatchObject({ error: { message: "Invalid resource id value." } });
});

test("times are the instants they name, on either side of daylight saving", async () => {
  const wall = (day: string) => ({
    start: { dateTime: `${day}T09:00:00`, timeZone: "America/New_York" },
    end: { dateTime: `${day}T09:30:00`, timeZone: "America/New_York" },
  });
  const [before, after] = [await insert(wall("2026-03-06")), await insert(wall("2026-03-09"))];
  expect([before.start.dateTime, after.start.dateTime]).toEqual([
    "2026-03-06T09:00:00-05:00",
    "2026-03-09T09:00:00-04:00",
  ]);
  const utc = await api("GET", `${EVENTS}/${after.id}?timeZone=UTC`);
  expect(utc.json().start).toEqual({ dateTime: "2026-03-09T13:00:00Z", timeZone: "America/New_York" });
  const whole = await insert({ start: { date: "2026-03-08" }, end: { date: "2026-03-09" } });
  const day = { timeMin: "2026-03-08T00:00:00Z", timeMax: "2026-03-10T00:00:00Z", items: [{ id: "primary" }] };
  const { calendars } = (await api("POST", `${API}/freeBusy`, day)).json();
  expect(calendars.primary.busy[0]).toEqual({ start: "2026-03-08T05:00:00Z", end: "2026-03-09T04:00:00Z" });
  expect(whole.start).toEqual({ date: "2026-03-08" });
});

test.each([
  [{ summary: "x" }, "required"],
  [at("2026-03-09T10:30:00Z", "2026-03-09T10:00:00Z"), "timeRangeEmpty"],
  [at("2026-03-09T10:00:00", "2026-03-09T10:30:00"), "required"],
  [{ ...TEN, start: { dateTime: "tomorrow" } }, "badRequest"],
  [{ ...TEN, start: { dateTime: "2026-03-09T10:00:00", timeZone: "Mars/Base" } }, "invalid"],
  [{ ...TEN, transparency: "half" }, "invalid"],
])("what makes no event is refused: %j", async (body, reason) => {
  expect(await insert(body)).toMatchObject({ error: { code: 400, errors: [{ reason }] } });
  expect(await kept()).toEqual([]);
});

test("lists: what overlaps a span, in order, by words, by private property, page by page", async () => {
  await insert(at("2026-03-09T12:00:00Z", "2026-03-09T13:00:00Z", { summary: "Late" }));
  await insert(at("2026-03-09T10:00:00Z", "2026-03-09T11:00:00Z", { extendedProperties: { private: { k: "v=1" } } }));
  const titles = async (query: string) => {
    const { items } = (await api("GET", `${EVENTS}?${query}`)).json();
    return items.map(({ summary }: { summary: string }) => summary);
  };
  expect(await titles("singleEvents=true&orderBy=startTime")).toEqual(["Check-up", "Late"]);
  expect(await titles("timeMin=2026-03-09T11:00:00Z&timeMax=2026-03-09T14:00:00Z")).toEqual(["Late"]);
  expect(await titles("timeMax=2026-03-09T12:00:00Z")).toEqual(["Check-up"]);
  expect(await titles("q=late")).toEqual(["Late"]);
  expect(await titles("privateExtendedProperty=k%3Dv%3D1")).toEqual(["Check-up"]);
  const first = (await api("GET", `${EVENTS}?maxResults=1`)).json();
  expect(await titles(`maxResults=1&pageToken=${first.nextPageToken}`)).toEqual(["Late"]);
  const refused = async (query: string) => (await api("GET", `${EVENTS}?${query}`)).json().error.errors[0].reason;
  expect(await refused("orderBy=startTime")).toBe("orderByRequiresSingleEvents");
  expect(await refused("timeMin=2026-03-09T11:00:00")).toBe("badRequest");
  expect(await refused("timeMin=2026-03-09T11:00:00Z&timeMax=2026-03-09T11:00:00Z")).toBe("timeRangeEmpty");
  expect(await refused("syncToken=old")).toBe("fullSyncRequired");
});

test("free and busy: overlaps are one, transparent and deleted ones nothing, strangers an error of their own", async () => {
  await insert(at("2026-03-09T10:00:00Z", "2026-03-09T11:00:00Z"));
  await insert(at("2026-03-09T10:30:00Z", "2026-03-09T11:30:00Z"));
  await insert(at("2026-03-09T12:00:00Z", "2026-03-09T13:00:00Z", { transparency: "transparent" }));
  const gone = await insert(at("2026-03-09T14:00:00Z", "2026-03-09T15:00:00Z"));
  await api("DELETE", `${EVENTS}/${gone.id}`);
  const answer = await api("POST", `${API}/freeBusy`, {
    timeMin: "2026-03-09T10:15:00Z",
    timeMax: "2026-03-10T00:00:00Z",
    timeZone: "America/New_York",
    items: [{ id: "primary" }, { id: "stranger@example.test" }, { id: "boss@example.test" }],
  });
  expect(answer.json()).toMatchObject({
    kind: "calendar#freeBusy",
    timeMin: "2026-03-09T10:15:00.000Z",
    calendars: {
      primary: { busy: [{ start: "2026-03-09T06:15:00-04:00", end: "2026-03-09T07:30:00-04:00" }] },
      "stranger@example.test": { errors: [{ domain: "global", reason: "notFound" }] },
      "boss@example.test": { busy: [] },
    },
  });
  const boss = `${API}/calendars/boss%40example.test/events`;
  expect((await api("POST", boss, TEN)).json()).toMatchObject({
    error: { errors: [{ reason: "requiredAccessLevel" }] },
  });
});

test("nothing of another account is there, and no token opens nothing", async () => {
  const event = await insert();
  const scopes = ["https://www.googleapis.com/auth/calendar"];
  const other = await vendors.control("google/grants", { account: "bob@example.test", clientId: "app", scopes });
  const headers = { authorization: `Bearer ${other.access_token}` };
  expect((await vendors.send("GET", `${EVENTS}/${event.id}`, undefined, headers)).status).toBe(404);
  expect((await vendors.send("GET", `${API}/calendars/${ACCOUNT}/events`, undefined, headers)).status).toBe(404);
  expect((await vendors.send("GET", EVENTS)).status).toBe(401);
});

test.each([
  ["no-write", []],
  ["wrong-slot", ["2026-03-10T10:00:00-04:00"]],
  ["hour-off", ["2026-03-09T11:00:00-04:00"]],
  ["duplicate", ["2026-03-09T10:00:00-04:00", "2026-03-09T10:00:00-04:00"]],
] as const)("%s: the answer is the one that was hoped for, the calendar is not", async (kind, starts) => {
  fault("events.insert", kind);
  const answer = await api("POST", EVENTS, TEN);
  expect(answer.status).toBe(200);
  expect(answer.json().start.dateTime).toBe("2026-03-09T10:00:00-04:00");
  const events = (await kept()) as { start: { dateTime: string } }[];
  expect(events.map(({ start }) => start.dateTime)).toEqual(starts);
  const { writes } = await vendors.control(`google?account=${ACCOUNT}`);
  expect(writes).toMatchObject([{ operation: "events.insert", eventId: answer.json().id, fault: kind }]);
});

test("a late failure: accepted, and gone after its time or on command; a change comes undone, a deletion comes back", async () => {
  fault("events.insert", "late-failure", { afterMs: 30_000 });
  await insert();
  vendors.clock.advance(29_999);
  expect(await kept()).toHaveLength(1);
  vendors.clock.advance(1);
  expect(await kept()).toHaveLength(0);
  const { id } = await insert();
  fault("events.patch", "late-failure");
  await api("PATCH", `${EVENTS}/${id}`, { summary: "New" });
  fault("events.delete", "late-failure");
  await api("DELETE", `${EVENTS}/${id}`);
  expect(await vendors.control("google/late-failures", {})).toEqual({ failed: 2 });
  expect(await kept()).toMatchObject([{ status: "confirmed" }]);
});

test("slow: done at once and answered late, so that who gave up finds it done", async () => {
  fault("events.insert", "slow", { afterMs: 4_000 });
  const impatient = new AbortController();
  const answer = fetch(vendors.at(EVENTS), {
    method: "POST",
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify(TEN),
    signal: impatient.signal,
  });
  await expect.poll(kept).toHaveLength(1);
  impatient.abort();
  await expect(answer).rejects.toThrow();
});

test.each([500, 429, 403])("status %i is told as Google tells it, and nothing is written", async (status) => {
  fault("events.insert", "status", { status });
  const answer = await api("POST", EVENTS, TEN);
  expect(answer.status).toBe(status);
  expect(answer.json()).toMatchObject({ error: { code: status } });
  fault("events.insert", "garbage");
  expect(() => answer.json()).not.toThrow();
  expect((await api("POST", EVENTS, TEN)).text).toBe("{]<<<");
  expect(await kept()).toEqual([]);
});

test("people change calendars by hand, too", async () => {
  const made = await vendors.control("google/events", { account: ACCOUNT, event: TEN });
  expect((await api("GET", EVENTS)).json().items).toMatchObject([{ id: made.id }]);
  const event = { id: made.id, summary: "By hand" };
  await vendors.control("google/events", { account: ACCOUNT, event });
  expect((await api("GET", `${EVENTS}/${made.id}`)).json().summary).toBe("By hand");
  await vendors.control("google/events/remove", { account: ACCOUNT, id: made.id });
  expect((await api("GET", `${EVENTS}/${made.id}`)).status).toBe(404);
  expect(await vendors.control("google/accounts", { account: "x", timeZone: "Mars/Base" }, "PUT")).toHaveProperty(
    "error",
  );
});
