import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { withTenant } from "@/lib/db/transaction";
import { createTestDatabase, type TestDatabase } from "@/scripts/test/database";
import { bookAppointment } from "../book-appointment";
import { listAppointments } from "../list-appointments";
import { openCalendly } from "../testing/calendly-line";

/** Calendly as the book, against the sandbox's Calendly and PostgreSQL: callers hear what is true, and one appointment is one event. */

/** Tuesday, 10 in the morning in Los Angeles. */
const NOW = new Date("2026-12-01T18:00:00Z");
const MIA = "+14155550134";
const BEN = "+14155550135";
const THREE = { start: "2026-12-03T15:00", caller_name: "Mia Chen", caller_email: "mia@example.test" };
const HIS = { caller_name: "Ben", caller_email: "ben@example.test" };

let test: TestDatabase;
let calendly: Awaited<ReturnType<typeof openCalendly>>;
beforeAll(async () => {
  test = await createTestDatabase();
  await useDatabase(test.url, 8);
  calendly = await openCalendly(NOW);
});
afterEach(() => void calendly.sandbox.controls.faults.clearAll());
afterAll(async () => {
  await calendly.close();
  await closeDatabase();
  await test.drop();
});

async function line(...options: Parameters<typeof calendly.line> extends [string, ...infer Rest] ? Rest : never) {
  const opened = await calendly.line(test.url, ...options);
  await opened.book();
  return opened;
}
const starts = (found: Record<string, unknown>) =>
  (found["free"] as { start: string }[]).map(({ start }) => start.slice(5));

it("only what Calendly offers is offered, and only what our own book has free", async () => {
  const { phone, account } = await line();
  // Calendly begins at ten, the business at nine; somebody has eleven there.
  await calendly.control("/events", { account, eventType: "visit", startTime: "2026-12-03T19:00:00Z" });
  const found = await phone(MIA)("find_appointments", { day: "thursday", time_of_day: "morning" });
  expect(starts(found)).toEqual(["12-03T10:00"]);
  const taken = await phone(MIA)("book_appointment", { ...THREE, start: "2026-12-03T11:00" });
  expect(taken).toMatchObject({ taken: true });
});

it("without an e-mail address nothing is booked, and the agent is told to ask for it", async () => {
  const { phone, events, context } = await line();
  const mia = phone(MIA);
  const { caller_email: _, ...nameless } = THREE;
  expect((await mia("book_appointment", nameless))["note"]).toMatch(/e-mail address.*ask for it.*caller_email/);
  expect((await mia("book_appointment", { ...nameless, caller_email: "mia at example" }))["error"]).toContain("email");
  expect([await events(), await listAppointments(context, {})]).toEqual([[], []]);
  expect(await mia("book_appointment", THREE)).toMatchObject({ booked: true });
});

it("booked, moved and canceled by telephone, it stands there as it is said, and is one event", async () => {
  const { phone, events, seen } = await line();
  const mia = phone(MIA);
  expect(await mia("book_appointment", THREE)).toMatchObject({ booked: true, start: THREE.start });
  expect(await events()).toEqual(["2026-12-03T23:00Z Mia Chen"]);
  expect((await seen())[0]).toMatchObject({ location: { type: "outbound_call", location: MIA } });
  expect(await mia("book_appointment", THREE)).toMatchObject({ booked: true });
  expect(await events()).toHaveLength(1);
  expect(await phone(BEN)("book_appointment", { ...THREE, ...HIS })).toMatchObject({ taken: true });
  expect(await mia("move_appointment", { to: "2026-12-04T10:00" })).toMatchObject({ moved: true });
  expect(await events()).toEqual(["2026-12-04T18:00Z Mia Chen"]);
  expect(await phone(BEN)("book_appointment", { ...THREE, ...HIS })).toMatchObject({ booked: true });
  expect(await mia("cancel_appointment")).toMatchObject({ canceled: true });
  expect(await events()).toEqual(["2026-12-03T23:00Z Ben"]);
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
          customer: { name: `C ${index}`, phone: `+1415555${1000 + index}`, email: `c${index}@example.test` },
        },
        {},
        NOW,
        calendly.deps,
      ).catch(() => null),
    ),
  );
  expect(results.filter((result) => result?.outcome === "done")).toHaveLength(1);
  expect(await events()).toHaveLength(1);
});

it("taken at Calendly a moment before: it is not booked, and so it is said", async () => {
  const { phone, events, account, context } = await line();
  const offered = phone(MIA);
  await offered("find_appointments", { day: "thursday" });
  calendly.fault("available_times.list", "slow", { afterMs: 0 });
  await calendly.control("/events", { account, eventType: "visit", startTime: "2026-12-03T23:00:00Z" });
  expect(await offered("book_appointment", THREE)).toMatchObject({ taken: true });
  expect(await events()).toEqual(["2026-12-03T23:00Z Somebody Else"]);
  expect(await listAppointments(context, {})).toEqual([]);
});

it.each(["no-write", "wrong-slot", "hour-off", "duplicate"] as const)(
  "%s: Calendly says yes and did otherwise: it is put right before the caller hears that it is booked",
  async (kind) => {
    const { phone, events } = await line();
    calendly.fault("invitees.create", kind);
    expect(await phone(MIA)("book_appointment", THREE)).toMatchObject({ booked: true });
    expect(await events()).toEqual(["2026-12-03T23:00Z Mia Chen"]);
  },
);

it.each(["hour-off", "no-write", "wrong-slot"] as const)(
  "%s, again and again: it is not booked, and taken out",
  async (kind) => {
    const { phone, events, context } = await line();
    calendly.fault("invitees.create", kind, { count: 2 });
    expect((await phone(MIA)("book_appointment", THREE))["error"]).toContain("not booked");
    expect(await listAppointments(context, {})).toEqual([]);
    await calendly.check();
    expect(await events()).toEqual([]);
    expect(await phone(BEN)("book_appointment", { ...THREE, ...HIS })).toMatchObject({ booked: true });
  },
);

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
    const { phone, events, context, connectAgain } = await line();
    calendly.fault("invitees.create", fault.kind, "status" in fault ? { status: fault.status } : {});
    expect((await phone(MIA)("book_appointment", THREE))["error"]).toMatch(/not booked.*message/);
    expect(await events()).toEqual([]);
    expect(await listAppointments(context, {})).toEqual([]);
    if (fault.kind === "revoked") await connectAgain();
    expect(await phone(BEN)("book_appointment", { ...THREE, ...HIS })).toMatchObject({ booked: true });
  },
);

it("slow but done: read again in time, it is booked after all; a token that has ended is renewed unnoticed", async () => {
  const { phone, events } = await line();
  calendly.fault("invitees.create", "slow", { afterMs: 600_000 });
  expect(await phone(MIA)("book_appointment", THREE)).toMatchObject({ booked: true });
  calendly.fault("available_times.list", "expired-token");
  expect(await phone(BEN)("book_appointment", { ...HIS, start: "2026-12-03T14:00" })).toMatchObject({ booked: true });
  expect(await events()).toHaveLength(2);
});

it("one that can't be canceled or moved there stays, and the caller hears so", async () => {
  const { phone, events } = await line();
  const mia = phone(MIA);
  await mia("book_appointment", THREE);
  calendly.fault("scheduled_events.cancel", "status", { status: 500 });
  expect((await mia("cancel_appointment"))["error"]).toContain("not canceled");
  calendly.fault("invitees.create", "status", { status: 500 });
  expect((await mia("move_appointment", { to: "2026-12-04T10:00" }))["error"]).toContain("where it was");
  expect(await events()).toEqual(["2026-12-03T23:00Z Mia Chen"]);
});

it("moved, and the old one can't be canceled: it is moved, and the old one is taken out as soon as that can be done", async () => {
  const { phone, events } = await line();
  const mia = phone(MIA);
  await mia("book_appointment", THREE);
  calendly.fault("scheduled_events.cancel", "status", { status: 500 });
  expect(await mia("move_appointment", { to: "2026-12-04T10:00" })).toMatchObject({ moved: true });
  expect(await events()).toHaveLength(2);
  await calendly.check();
  expect(await events()).toEqual(["2026-12-04T18:00Z Mia Chen"]);
});

it("what is lost there after the yes or canceled on Calendly's page is noticed, shown and told", async () => {
  const { phone, seen, account, organizationId } = await line();
  calendly.fault("invitees.create", "late-failure");
  await phone(MIA)("book_appointment", THREE);
  await phone(BEN)("book_appointment", { ...HIS, start: "2026-12-04T11:00" });
  await calendly.control("/late-failures", {});
  const [ben] = (await seen()).map(({ uri }) => uri.split("/").at(-1));
  await calendly.control("/events/cancel", { account, event: ben });
  calendly.pass(60_000);
  await calendly.check();
  const [problems, news] = await withTenant(organizationId, async (tx) => [
    await tx.appointmentEntry.findMany({ select: { problem: true } }),
    await tx.notification.count(),
  ]);
  expect(problems.map(({ problem }) => problem)).toEqual(Array(2).fill("It is not in Calendly any more."));
  expect(news).toBe(2);
});

it("cut short in the middle, what is left on either side is cleaned up", async () => {
  const { phone, events, organizationId } = await line();
  await phone(MIA)("book_appointment", THREE);
  await withTenant(organizationId, async (tx) => {
    const externalId = (await tx.appointment.findFirstOrThrow()).id.replaceAll("-", "");
    await tx.appointment.updateMany({ data: { state: "held", heldUntil: NOW } });
    await tx.appointmentEntry.updateMany({ data: { state: "writing", checkAt: NOW, externalId } });
  });
  await calendly.check();
  expect(await events()).toEqual([]);
  expect(await phone(BEN)("book_appointment", { ...THREE, ...HIS })).toMatchObject({ booked: true });
});

it("a service is booked as what lasts as long and can be booked by telephone, or it is refused with why", async () => {
  const { types, save, service } = await calendly.line(test.url, {
    durationMinutes: 30,
    questions: [{ name: "Pet's name", required: true }],
  });
  const idOf = (name: string) => types.find((type) => type.name === name)?.id ?? "";
  const refused = (id: string) =>
    save({ [service.id]: id }).then(
      () => null,
      (error: { fields?: Record<string, string> }) => error.fields?.[`services.${service.id}`],
    );
  expect(await refused("unknown")).toContain("no such event type");
  expect(await refused(idOf("Class"))).toContain("groups");
  expect(await refused(idOf("Visit"))).toContain("Pet's name");
});

it("lasting longer there than here it is not booked, and the reason is told to the business", async () => {
  const { context, service, events } = await line();
  await withTenant(context.organizationId, (tx) =>
    tx.appointmentService.updateMany({ data: { durationMinutes: 30, stepMinutes: 30 } }),
  );
  const booking = bookAppointment(
    context,
    {
      serviceId: service.id,
      startsAt: "2026-12-03T23:00:00Z",
      customer: { name: "Mia", phone: MIA, email: "m@example.test" },
    },
    {},
    NOW,
    calendly.deps,
  );
  await expect(booking).rejects.toMatchObject({
    message: expect.stringContaining("60 minutes there and 30 in our book"),
  });
  await calendly.check();
  expect(await events()).toEqual([]);
});
