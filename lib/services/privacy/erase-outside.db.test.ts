import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { withTenant } from "@/lib/db/transaction";
import { createTestDatabase, type TestDatabase } from "@/scripts/test/database";
import { plantCalls } from "@/scripts/test/plant-call";
import { openCalendly } from "../appointments/testing/calendly-line";
import { openGoogle } from "../appointments/testing/google-line";
import { eraseCaller } from "./erase-caller";
import { eraseOutside } from "./erase-outside";

/** What of an erased caller stands in calendars outside, against the sandbox's Google and Calendly. */

const NOW = new Date("2026-12-01T18:00:00Z");
const MIA = "+14155550134";
const HOUR_MS = 3_600_000;
const THREE = { start: "2026-12-03T15:00", caller_name: "Mia Chen" };

let test: TestDatabase;
let google: Awaited<ReturnType<typeof openGoogle>>;
beforeAll(async () => {
  test = await createTestDatabase();
  await useDatabase(test.url, 8);
});
beforeEach(async () => void (google = await openGoogle(NOW)));
afterEach(() => google.close());
afterAll(async () => {
  await closeDatabase();
  await test.drop();
});

const now = () => new Date(google.clock.nowMs());
async function booked() {
  const desk = await google.line(test.url);
  expect(await desk.phone(MIA)("book_appointment", THREE)).toMatchObject({ booked: true });
  const there = async () => {
    const { accounts } = await google.control(`?account=${desk.account}`);
    return accounts[0]?.calendars[0]?.events ?? [];
  };
  const bells = () => withTenant(desk.organizationId, (tx) => tx.notification.findMany({ select: { title: true } }));
  return { ...desk, there, bells };
}

it("an erased caller's time stays taken in Google Calendar, and nobody can see whose it was", async () => {
  const { context, there, events, bells } = await booked();
  expect(JSON.stringify(await there())).toMatch(/Mia Chen.*4155550134/s);
  await eraseCaller(context, { phone: MIA }, now());
  await google.check();
  expect(await events()).toEqual(["2026-12-03T15:00 Cleaning: [erased]"]);
  expect(JSON.stringify(await there())).not.toMatch(/Mia|4155550134/);
  expect(await bells()).toEqual([]);
});

it("what people moved there stays where it is, and what is over is made nobody's too", async () => {
  const { context, there, enter, ids } = await booked();
  const [id] = await ids();
  await enter("2026-12-04T09:00:00-08:00", "2026-12-04T10:00:00-08:00", { id, summary: "Cleaning: Mia Chen" });
  google.pass(7 * 24 * HOUR_MS);
  await google.check();
  await eraseCaller(context, { phone: MIA }, now());
  await google.check();
  expect(await there()).toMatchObject([
    { summary: "Cleaning: [erased]", start: { dateTime: "2026-12-04T09:00:00-08:00" } },
  ]);
});

it("is tried again until it is done, whether Google is away or says that it did it and did not", async () => {
  const { context, there, bells } = await booked();
  await eraseCaller(context, { phone: MIA }, now());
  google.fault("events.patch", "status", { status: 500 });
  await google.check();
  expect(JSON.stringify(await there())).toContain("Mia Chen");
  google.fault("events.patch", "no-write");
  google.pass(60_000);
  await google.check();
  expect(JSON.stringify(await there())).toContain("Mia Chen");
  google.pass(600_000);
  await google.check();
  expect(JSON.stringify(await there())).not.toContain("Mia Chen");
  expect(await bells()).toEqual([]);
});

it("those who erase people are told, once, where it could not be done for a day", async () => {
  const { context, there, bells } = await booked();
  google.fault("events.patch", "status", { status: 500, count: 1000 });
  await eraseCaller(context, { phone: MIA }, now());
  for (let at = 0; at < 30; at += 1) {
    await google.check();
    google.pass(HOUR_MS);
  }
  expect(JSON.stringify(await there())).toContain("Mia Chen");
  expect(await bells()).toEqual([{ title: "A caller who was erased is still named in Google Calendar" }]);
});

it("Calendly keeps whom an event was booked for: people are told to have it deleted there", async () => {
  const calendly = await openCalendly(NOW);
  try {
    const desk = await calendly.line(test.url);
    await desk.book();
    const made = await desk.phone(MIA)("book_appointment", { ...THREE, caller_email: "mia@example.test" });
    expect(made).toMatchObject({ booked: true });
    await eraseCaller(desk.context, { phone: MIA }, NOW);
    await calendly.check();
    const bells = await withTenant(desk.organizationId, (tx) => tx.notification.findMany());
    expect(bells).toMatchObject([{ title: "A caller who was erased is still named in Calendly" }]);
    expect(JSON.stringify(bells)).not.toMatch(/Mia|4155550134/);
    expect(await desk.events()).toHaveLength(1);
  } finally {
    await calendly.close();
  }
});

/** A call in which an integration's action entered an event, as the record of the call has it. */
async function entered(vendor: string, enter: (account: string) => Promise<string>) {
  const desk = await google.line(test.url);
  const [callId = ""] = await plantCalls(test.url, desk, [{ from: MIA, startedAt: NOW }]);
  const id = await enter(desk.account);
  const fields = { summary: "Viewing, Mia Chen", start: "2026-12-03T23:00:00.000Z" };
  const outcome = { toolCallId: "t1", name: `${vendor}_event`, language: "en", verdict: "same", checkedAt: NOW };
  await withTenant(desk.organizationId, (tx) =>
    tx.callOutcome.create({
      data: {
        ...{ ...outcome, organizationId: desk.organizationId, callId, read: { found: "yes", copies: 1, fields: [] } },
        reference: { kind: "integration", vendor, action: "create_event", id, fields },
      },
    }),
  );
  await eraseCaller(desk.context, { phone: MIA }, now());
  const left = () => withTenant(desk.organizationId, (tx) => tx.outsideErasure.count());
  const bells = () => withTenant(desk.organizationId, (tx) => tx.notification.findMany({ select: { title: true } }));
  const there = async () => (await google.control(`?account=${desk.account}`)).accounts[0]?.calendars[0]?.events ?? [];
  return { left, bells, there, forget: () => eraseOutside(google.deps, now) };
}
const viewing = async (account: string) => {
  const event = {
    summary: "Viewing, Mia Chen",
    description: `Called from ${MIA}.`,
    start: { dateTime: "2026-12-03T15:00:00-08:00" },
    end: { dateTime: "2026-12-03T15:30:00-08:00" },
    extendedProperties: { private: { aybizaCaller: MIA } },
  };
  const made = (await google.control("/events", { account, event })) as unknown as { id: string };
  return made.id;
};

it("what an integration entered in a call is made nobody's too, as soon as that can be done", async () => {
  const { forget, left, bells, there } = await entered("google_calendar", viewing);
  google.fault("events.patch", "no-write");
  expect([await forget(), await left()]).toEqual([0, 1]);
  google.pass(60_000);
  expect([await forget(), await left()]).toEqual([1, 0]);
  expect(await there()).toMatchObject([{ summary: "[erased]", start: { dateTime: "2026-12-03T15:00:00-08:00" } }]);
  expect(JSON.stringify(await there())).not.toMatch(/Mia|4155550134/);
  expect(await bells()).toEqual([]);
});

it.each([
  ["google_calendar", "Google Calendar"],
  ["calendly", "Calendly"],
])("what cannot be found or changed in %s is told", async (vendor, title) => {
  const { forget, left, bells } = await entered(vendor, async () => "gone00000");
  expect([await forget(), await left()]).toEqual([0, 0]);
  expect(await bells()).toEqual([{ title: `A caller who was erased is still named in ${title}` }]);
});
