import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { sendRequest } from "@/lib/adapters/http-tool/send-request";
import { findAction, findIntegration } from "@/lib/domain/integrations/catalogue";
import { driveSteps } from "@/lib/domain/integrations/drive";
import { readModelInput } from "@/lib/domain/tools/http-tool/model-input";
import { openVendors } from "@/sandbox/oauth/testing";
import { boundRequest } from "./bound-request";

/** The actions of Calendly against the sandbox's Calendly, which was written from Calendly's documents without knowing them. */

const ACCOUNT = "host@example.test";
const PHONE = "+14155550134";
const WHO = { name: "Mia Chen", email: "mia@example.test" };
// The sandbox's clock stands at noon UTC of Monday, March 2nd 2026; there it is four in the morning.
const TIMES = ["2026-03-03T17:00:00Z", "2026-03-03T18:00:00Z", "2026-03-03T19:00:00Z"];

let vendors: Awaited<ReturnType<typeof openVendors>>;
let token = "";
let eventType = "";
let user = "";
beforeAll(async () => void (vendors = await openVendors()));
afterAll(() => vendors.close());
beforeEach(() => setUp({ locations: [{ kind: "outbound_call" }] }));

async function setUp(type: object) {
  await vendors.send("DELETE", "/control/calendly");
  const setup = {
    account: ACCOUNT,
    timeZone: "America/Los_Angeles",
    eventTypes: [{ name: "Visit", slug: "visit", durationMinutes: 30, ...type }],
  };
  const { accounts } = await vendors.control("calendly/accounts", setup, "PUT");
  [eventType, user] = [accounts[0].eventTypes[0].uri, accounts[0].user];
  await vendors.control("calendly/slots", { account: ACCOUNT, eventType: "visit", startTimes: TIMES });
  const scopes = calendly().scopes.map(({ scope }) => scope);
  token = (await vendors.control("calendly/grants", { account: ACCOUNT, clientId: "app", scopes })).access_token;
}

function calendly() {
  const integration = findIntegration("calendly");
  if (!integration) throw new Error("there is no Calendly");
  return integration;
}

const send = (method: "GET" | "POST", path: string, body?: unknown, changes = false) =>
  sendRequest(
    boundRequest(calendly(), vendors.at("/calendly"), { method, path, ...(body !== undefined && { body }) }),
    { authorization: `Bearer ${token}` },
    { timeoutMs: 5000, changes, allow: [new URL(vendors.at("")).host], resolve: async () => ["127.0.0.1"] },
  );

async function use(name: string, said: Record<string, unknown>, callerNumber = PHONE) {
  const [integration, action] = [calendly(), findAction("calendly", name)];
  const read = action && readModelInput(action, said);
  if (!action || !read?.ok) throw new Error(`there is no ${name} with ${JSON.stringify(said)}`);
  const bound = { caller_number: callerNumber, time_zone: "America/Los_Angeles" } as never;
  const run = {
    said: read.values,
    bound,
    settings: { event_type: eventType },
    account: { user },
    runId: "0193a0de-5555-7000-8000-00000000000a",
    nowMs: vendors.clock.nowMs(),
  };
  const driven = await driveSteps(integration, action, run, async (request) => ({
    sent: await sendRequest(
      boundRequest(integration, vendors.at("/calendly"), request),
      { authorization: `Bearer ${token}` },
      {
        ...{ timeoutMs: 5000, changes: request.changes ?? false, allow: [new URL(vendors.at("")).host] },
        resolve: async () => ["127.0.0.1"],
      },
    ),
  }));
  /** The record as it is read again, to be compared with what was written. */
  const again = async () => {
    if (!driven.record || !action.readBack) throw new Error("nothing was written");
    const sent = await send("GET", action.readBack.request(driven.record, run).path);
    if (sent.kind !== "answer") throw new Error(sent.problem);
    return action.readBack.read({ status: sent.status, json: JSON.parse(sent.text) as unknown }, driven.record);
  };
  return { ...driven, again };
}

type Booked = { status: string; start_time: string; location: unknown; invitees: { name: string }[] };
async function booked(): Promise<Booked[]> {
  const { accounts } = await vendors.control(`calendly?account=${ACCOUNT}`);
  return (accounts[0].events as Booked[]).filter(({ status }) => status === "active");
}
const at = (hour: string) => `2026-03-03T${hour}`;

test("books what is free, at the caller's number, and what stands there is what was said", async () => {
  const { result, record, again } = await use("book_slot", { start: at("09:00"), ...WHO });
  expect(result).toMatchObject({ outcome: "done", told: { answer: { booked: at("09:00") } } });
  expect(await booked()).toMatchObject([
    {
      start_time: "2026-03-03T17:00:00.000000Z",
      location: { type: "outbound_call", location: PHONE },
      invitees: [{ name: "Mia Chen" }],
    },
  ]);
  expect(await again()).toEqual(record?.fields);
});

test.each([
  ["more places than one", { locations: [{ kind: "physical", location: "1 Main St" }, { kind: "google_conference" }] }],
  ["no place", { locations: null }],
  ["a round robin, whose host has the place", { locations: [{ kind: "zoom_conference" }], pooling: "round_robin" }],
  ["a place of the customer's", { locations: [{ kind: "ask_invitee" }] }],
])("books an event type with %s", async (_, type) => {
  await setUp(type);
  expect((await use("book_slot", { start: at("09:00"), ...WHO })).result.outcome).toBe("done");
  expect(await booked()).toHaveLength(1);
});

test("of an event type that asks more of everybody nothing is booked, and the caller hears so", async () => {
  await setUp({ locations: null, questions: [{ name: "Pet's name", required: true }] });
  const { result } = await use("book_slot", { start: at("09:00"), ...WHO });
  expect(result).toMatchObject({ outcome: "refused", problem: expect.stringContaining("Calendly’s own page") });
  expect(await booked()).toEqual([]);
});

test("a time that is taken is not booked, and others near to it are named", async () => {
  await vendors.control("calendly/events", { account: ACCOUNT, eventType: "visit", startTime: TIMES[0] });
  const { result } = await use("book_slot", { start: at("09:00"), ...WHO });
  expect(result).toMatchObject({ outcome: "refused", problem: expect.stringContaining(at("10:00")) });
  expect(await booked()).toHaveLength(1);
});

test("moves and cancels the caller's own, and nobody else's", async () => {
  await use("book_slot", { start: at("09:00"), ...WHO });
  const stranger = await use("cancel", { email: WHO.email }, "+14155550199");
  expect(stranger.result.outcome).toBe("refused");
  const moved = await use("reschedule", { start: at("11:00"), email: WHO.email });
  expect(moved.result.told).toMatchObject({ answer: { moved_to: at("11:00") } });
  expect(await moved.again()).toEqual(moved.record?.fields);
  expect(await booked()).toMatchObject([{ start_time: "2026-03-03T19:00:00.000000Z" }]);
  const canceled = await use("cancel", { email: WHO.email });
  expect(canceled.result).toMatchObject({ outcome: "done", told: { answer: { canceled: at("11:00") } } });
  expect(await canceled.again()).toEqual(canceled.record?.fields);
  expect(await booked()).toEqual([]);
});

test.each([
  ["no-write", null],
  ["wrong-slot", "2026-03-04T17:00:00.000Z"],
  ["hour-off", "2026-03-03T18:00:00.000Z"],
])("a booking that is answered as done and is not (%s) is seen when it is read again", async (kind, start) => {
  vendors.sandbox.controls.faults.add({ vendor: "calendly", operation: "invitees.create", kind, count: 1 } as never);
  const { record, again } = await use("book_slot", { start: at("09:00"), ...WHO });
  const found = await again();
  expect(found?.start ?? null).toBe(start);
  expect(found).not.toEqual(record?.fields);
});

test.each([
  ["status", 500, "unknown"],
  ["status", 429, "refused"],
  ["garbage", undefined, "unknown"],
  ["drop", undefined, "unknown"],
  ["expired-token", undefined, "refused"],
])("a booking that is met by %s %s is told as %s", async (kind, status, outcome) => {
  const fault = { vendor: "calendly", operation: "invitees.create", kind, count: 1, ...(status && { status }) };
  vendors.sandbox.controls.faults.add(fault as never);
  expect((await use("book_slot", { start: at("09:00"), ...WHO })).result.outcome).toBe(outcome);
});
