import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { withTenant } from "@/lib/db/transaction";
import { createTestDatabase, type TestDatabase } from "@/scripts/test/database";
import { bookAppointment } from "../book-appointment";
import { listAppointments } from "../list-appointments";
import { openGoogle } from "../testing/google-line";

/** Google Calendar as the book, against the sandbox's Google and PostgreSQL: callers hear what is true, and one time is one event. */

/** Tuesday, 10 in the morning in Los Angeles. */
const NOW = new Date("2026-12-01T18:00:00Z");
const MIA = "+14155550134";
const BEN = "+14155550135";

let test: TestDatabase;
let google: Awaited<ReturnType<typeof openGoogle>>;
beforeAll(async () => {
  test = await createTestDatabase();
  await useDatabase(test.url, 8);
  google = await openGoogle(NOW);
});
afterEach(() => void google.sandbox.controls.faults.clearAll());
afterAll(async () => {
  await google.close();
  await closeDatabase();
  await test.drop();
});

const line = (...options: Parameters<typeof google.line> extends [string, ...infer Rest] ? Rest : never) =>
  google.line(test.url, ...options);
const starts = (found: Record<string, unknown>) =>
  (found["free"] as { start: string }[]).map(({ start }) => start.slice(5));
const THREE = { start: "2026-12-03T15:00", caller_name: "Mia Chen" };
const TWO = { start: "2026-12-03T14:00", caller_name: "Mia Chen" };

it("what people have entered there is not offered; what is transparent, canceled or next to it is", async () => {
  const { phone, enter } = await line();
  await enter("2026-12-03T13:30:00-08:00", "2026-12-03T14:30:00-08:00");
  await enter("2026-12-03T16:00:00-08:00", "2026-12-03T17:00:00-08:00", { transparency: "transparent" });
  const found = await phone(MIA)("find_appointments", { day: "thursday", time_of_day: "afternoon" });
  expect(starts(found)).toEqual(["12-03T12:00", "12-03T15:00", "12-03T16:00"]);
  const taken = await phone(MIA)("book_appointment", TWO);
  expect(taken).toMatchObject({ taken: true });
});

it("booked, moved and canceled by telephone, it stands there as it is said, and is one event", async () => {
  const { phone, events } = await line();
  const mia = phone(MIA);
  expect(await mia("book_appointment", THREE)).toMatchObject({ booked: true, start: THREE.start });
  expect(await events()).toEqual(["2026-12-03T15:00 Cleaning: Mia Chen"]);
  expect(await mia("book_appointment", THREE)).toMatchObject({ booked: true });
  expect(await events()).toHaveLength(1);
  expect(await phone(BEN)("book_appointment", { ...THREE, caller_name: "Ben" })).toMatchObject({ taken: true });
  expect(await mia("move_appointment", { to: "2026-12-04T10:00" })).toMatchObject({ moved: true });
  expect(await events()).toEqual(["2026-12-04T10:00 Cleaning: Mia Chen"]);
  expect(await phone(BEN)("book_appointment", { ...THREE, caller_name: "Ben" })).toMatchObject({ booked: true });
  expect(await mia("cancel_appointment")).toMatchObject({ canceled: true });
  expect(await events()).toEqual(["2026-12-03T15:00 Cleaning: Ben"]);
});

it("one moved by half of its own length is not in its own way", async () => {
  const { phone, events } = await line({ staff: ["Anna"], service: { stepMinutes: 30 } });
  const mia = phone(MIA);
  await mia("book_appointment", THREE);
  expect(await mia("move_appointment", { to: "2026-12-03T15:30" })).toMatchObject({ moved: true });
  expect(await events()).toEqual(["2026-12-03T15:30 Cleaning: Mia Chen"]);
  google.fault("events.update", "status", { status: 403 });
  const refused = await mia("move_appointment", { to: "2026-12-03T15:00" });
  expect(refused["error"]).toContain("where it was");
  expect(await events()).toEqual(["2026-12-03T15:30 Cleaning: Mia Chen"]);
  expect(await phone(BEN)("book_appointment", { start: "2026-12-03T14:30", caller_name: "Ben" })).toMatchObject({
    booked: true,
  });
});

it("of ten who want it at once one has it, and one event stands there", async () => {
  const { context, service, events } = await line();
  const results = await Promise.all(
    Array.from({ length: 10 }, (_, index) =>
      bookAppointment(
        context,
        {
          serviceId: service.id,
          startsAt: "2026-12-03T23:00:00Z",
          customer: { name: `C ${index}`, phone: `+1415555${1000 + index}` },
        },
        {},
        NOW,
        google.deps,
      ).catch(() => null),
    ),
  );
  expect(results.filter((result) => result?.outcome === "done")).toHaveLength(1);
  expect(await events()).toHaveLength(1);
});

it("a group's second seat is not refused for the first's event", async () => {
  const { phone, events } = await line({ staff: ["Anna"], service: { capacity: 2 } });
  expect(await phone(MIA)("book_appointment", THREE)).toMatchObject({ booked: true });
  expect(await phone(BEN)("book_appointment", { ...THREE, caller_name: "Ben" })).toMatchObject({ booked: true });
  expect(await phone(null)("book_appointment", { ...THREE, caller_name: "Cy" })).toMatchObject({ taken: true });
  expect(await events()).toHaveLength(2);
});

it("each person has a calendar: who is busy there is not offered, and the event stands in theirs", async () => {
  const planted = await line({ staff: ["Anna", "Ben"] }, { calendarId: "primary" });
  const { saveAppointmentBook } = await import("./book-settings");
  const [anna = "", ben = ""] = planted.resourceIds;
  const resources = { [anna]: "anna", [ben]: "ben" };
  await saveAppointmentBook(planted.context, planted.businessId, { kind: "google_calendar", resources });
  await planted.enter("2026-12-03T15:00:00-08:00", "2026-12-03T16:00:00-08:00", {}, "anna");
  expect(await planted.phone(MIA)("book_appointment", THREE)).toMatchObject({ booked: true, with: "Ben" });
  expect(await planted.events(2)).toEqual(["2026-12-03T15:00 Cleaning: Mia Chen"]);
  expect(await planted.phone(BEN)("book_appointment", THREE)).toMatchObject({ taken: true });
});

it("nine in the morning is nine on either side of the clock change", async () => {
  const { context, service, events } = await line();
  const book = (startsAt: string) =>
    bookAppointment(
      context,
      { serviceId: service.id, startsAt, customer: { name: "Mia", phone: MIA } },
      {},
      NOW,
      google.deps,
    );
  expect((await book("2027-03-12T17:00:00Z")).outcome).toBe("done");
  expect((await book("2027-03-15T16:00:00Z")).outcome).toBe("done");
  expect(await events()).toEqual(["2027-03-12T09:00 Cleaning: Mia", "2027-03-15T09:00 Cleaning: Mia"]);
});

it.each(["no-write", "wrong-slot", "hour-off", "duplicate"] as const)(
  "%s: Google says yes and did otherwise: it is put right before the caller hears that it is booked",
  async (kind) => {
    const { phone, events } = await line();
    google.fault("events.insert", kind);
    expect(await phone(MIA)("book_appointment", THREE)).toMatchObject({ booked: true });
    expect(await events()).toEqual(["2026-12-03T15:00 Cleaning: Mia Chen"]);
  },
);

it("what never is written as it should is not booked, and is taken out again", async () => {
  const { phone, events, context } = await line();
  google.fault("events.insert", "hour-off");
  google.fault("events.update", "no-write");
  expect((await phone(MIA)("book_appointment", THREE))["error"]).toContain("not booked");
  expect(await listAppointments(context, {})).toEqual([]);
  await google.check();
  expect(await events()).toEqual([]);
  expect(await phone(BEN)("book_appointment", { ...THREE, caller_name: "Ben" })).toMatchObject({ booked: true });
});

it.each([
  { kind: "status", status: 403 },
  { kind: "status", status: 429 },
  { kind: "status", status: 500 },
  { kind: "garbage" },
  { kind: "drop" },
  { kind: "revoked" },
] as const)(
  "$kind $status while booking: it is not booked, so it is said, and the time is free again",
  async (fault) => {
    const { phone, events, context, account, connectAgain } = await withReconnect();
    google.fault("events.insert", fault.kind, "status" in fault ? { status: fault.status } : {});
    const told = await phone(MIA)("book_appointment", THREE);
    expect(told["error"]).toMatch(/not booked.*message/);
    expect(await events()).toEqual([]);
    expect(await listAppointments(context, {})).toEqual([]);
    if (fault.kind === "revoked") await connectAgain(account);
    expect(await phone(BEN)("book_appointment", { ...THREE, caller_name: "Ben" })).toMatchObject({ booked: true });
  },
);

async function withReconnect() {
  const own = await line();
  return { ...own, connectAgain: (account: string) => google.connect(own.context, account) };
}

it("a token that has ended is renewed without the caller noticing", async () => {
  const { phone, events } = await line();
  google.fault("events.insert", "expired-token");
  expect(await phone(MIA)("book_appointment", THREE)).toMatchObject({ booked: true });
  expect(await events()).toHaveLength(1);
});

it("slow: the caller waits no longer than they would and hears what is true; what was done too late is taken out", async () => {
  const { phone, events } = await line();
  google.fault("events.insert", "slow", { afterMs: 600_000 });
  google.fault("events.list", "slow", { afterMs: 600_000 });
  expect((await phone(MIA)("book_appointment", THREE))["error"]).toContain("not booked");
  expect(await events()).toHaveLength(1);
  await google.check();
  expect(await events()).toEqual([]);
  google.fault("freebusy.query", "slow", { afterMs: 600_000 });
  expect((await phone(MIA)("find_appointments", { day: "thursday" }))["error"]).toMatch(/can't be looked at.*message/);
});

it("slow but done: read again in time, it is booked after all", async () => {
  const { phone, events } = await line();
  google.fault("events.insert", "slow", { afterMs: 600_000 });
  expect(await phone(MIA)("book_appointment", THREE)).toMatchObject({ booked: true });
  expect(await events()).toHaveLength(1);
});

it("a calendar that can't be changed keeps the appointment, and the caller hears so", async () => {
  const { phone, events } = await line();
  const mia = phone(MIA);
  await mia("book_appointment", THREE);
  google.fault("events.delete", "status", { status: 500 });
  expect((await mia("cancel_appointment"))["error"]).toContain("not canceled");
  google.fault("events.update", "status", { status: 500 });
  google.fault("events.list", "status", { status: 500 });
  expect((await mia("move_appointment", { to: "2026-12-04T10:00" }))["error"]).toContain("where it was");
  expect(await events()).toEqual(["2026-12-03T15:00 Cleaning: Mia Chen"]);
  expect(await phone(BEN)("book_appointment", { ...THREE, start: "2026-12-04T10:00" })).toMatchObject({ booked: true });
});

it("what is lost there after the yes, moved or taken out by hand, is noticed and shown", async () => {
  const { phone, ids, account, organizationId, businessId } = await line();
  google.fault("events.insert", "late-failure");
  await phone(MIA)("book_appointment", THREE);
  await phone(BEN)("book_appointment", { start: "2026-12-04T11:00", caller_name: "Ben" });
  await phone(null)("book_appointment", { start: "2026-12-04T12:00", caller_name: "Cy" });
  const problems = () =>
    withTenant(organizationId, async (tx) => {
      const rows = await tx.appointmentEntry.findMany({ orderBy: { appointment: { startsAt: "asc" } } });
      return rows.map(({ problem }) => problem);
    });
  google.pass(60_000);
  await google.check();
  expect(await problems()).toEqual([null, null, null]);
  await google.control("/late-failures", {});
  const [ben] = await ids();
  const event = {
    id: ben,
    start: { dateTime: "2026-12-04T13:00:00-08:00" },
    end: { dateTime: "2026-12-04T14:00:00-08:00" },
  };
  await google.control("/events", { account, event });
  google.pass(600_000);
  await google.check();
  expect(await problems()).toEqual([
    "It is not in Google Calendar any more.",
    "It stands at another time in Google Calendar.",
    null,
  ]);
  google.pass(3_600_000);
  await google.check();
  const news = await withTenant(organizationId, (tx) => tx.notification.findMany({ orderBy: { title: "desc" } }));
  expect(news.map(({ title, url }) => [title, url])).toEqual([
    [
      "Cleaning, Thursday, December 3 at 3:00 PM: it is not in Google Calendar any more",
      `/appointments?business=${businessId}&date=2026-12-03`,
    ],
    [
      "Cleaning, Friday, December 4 at 11:00 AM: it stands at another time in Google Calendar",
      `/appointments?business=${businessId}&date=2026-12-04`,
    ],
  ]);
});

it("cut short in the middle, what is left on either side is cleaned up", async () => {
  const { phone, events, organizationId } = await line();
  await phone(MIA)("book_appointment", THREE);
  await withTenant(organizationId, async (tx) => {
    await tx.appointment.updateMany({ data: { state: "held", heldUntil: NOW } });
    await tx.appointmentEntry.updateMany({ data: { state: "writing", checkAt: NOW } });
  });
  await google.check();
  expect(await events()).toEqual([]);
  expect(await phone(BEN)("book_appointment", { ...THREE, caller_name: "Ben" })).toMatchObject({ booked: true });
});
