import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import type { AppointmentTool } from "@/lib/domain/tools/appointment-tools";
import { createTestDatabase, createTestOrganization, type TestDatabase } from "@/scripts/test/database";
import { listAppointments } from "./list-appointments";
import { plantServices } from "./testing/plant-services";
import { useAppointmentTool } from "./use-appointment-tool";

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
  await useDatabase(test.url, 4);
});
afterAll(async () => {
  await closeDatabase();
  await test.drop();
});

/** Tuesday, 10 in the morning in Los Angeles. */
const NOW = new Date("2026-12-01T18:00:00Z");

/** A business with a service, and telephones to it. */
async function line(options: Parameters<typeof plantServices>[1] = { staff: ["Anna"] }) {
  const own = await createTestOrganization(test.url);
  await plantServices(own, options);
  const phone = (callerNumber: string | null, more: { language?: string } = {}) => {
    const caller = { businessId: own.businessId, callId: randomUUID(), callerNumber, language: "en-US", ...more };
    return async (tool: AppointmentTool, input: Record<string, unknown> = {}) =>
      (await useAppointmentTool(own.context, caller, tool, input, NOW)).output;
  };
  return { ...own, phone };
}
const MIA = "+14155550134";
const BEN = "+14155550135";

it("a caller whose time another one took in mid-call hears so, books the second best and moves it", async () => {
  const { phone, context } = await line();
  const [mia, ben] = [phone(MIA), phone(BEN)];
  const found = await mia("find_appointments", { day: "thursday", time_of_day: "afternoon" });
  expect(found).toMatchObject({
    service: { name: "Cleaning", minutes: 60 },
    free: [
      { start: "2026-12-03T12:00", spoken: "Thursday the third of December at noon", with: "Anna" },
      { start: "2026-12-03T13:00" },
      { start: "2026-12-03T14:00" },
      { start: "2026-12-03T15:00" },
    ],
    callers_own: [],
  });
  expect(await ben("book_appointment", { start: "2026-12-03T14:00", caller_name: "Ben" })).toMatchObject({
    booked: true,
  });
  const late = await mia("book_appointment", { start: "2026-12-03T14:00", caller_name: "Mia Chen" });
  expect(late).toMatchObject({
    taken: true,
    free: [{ start: "2026-12-03T12:00" }, { start: "2026-12-03T13:00" }, { start: "2026-12-03T15:00" }],
  });
  expect(late["note"]).toContain("Nothing was changed");
  const second = { start: "2026-12-03T15:00", caller_name: "Mia Chen" };
  const booked = {
    booked: true,
    service: "Cleaning",
    spoken: "Thursday the third of December at three in the afternoon",
  };
  expect(await mia("book_appointment", second)).toMatchObject(booked);
  expect(await mia("book_appointment", second)).toMatchObject(booked);
  expect(await mia("move_appointment", { to: "2026-12-04T09:00" })).toMatchObject({
    moved: true,
    spoken: "Friday the fourth of December at nine in the morning",
  });
  const stands = await listAppointments(context, { phone: MIA });
  expect(stands).toMatchObject([{ startsAt: "2026-12-04T17:00:00.000Z", customer: { name: "Mia Chen", phone: MIA } }]);
  expect(stands).toHaveLength(1);
});

it("a caller changes their own alone: by their number, or in the call that made it when the number is withheld", async () => {
  const { phone, context } = await line();
  await phone(MIA)("book_appointment", { start: "2026-12-03T14:00", caller_name: "Mia Chen" });
  for (const stranger of [phone(BEN), phone(null)]) {
    expect(await stranger("find_appointments")).toMatchObject({ callers_own: [] });
    for (const attempt of [
      stranger("cancel_appointment"),
      stranger("cancel_appointment", { start: "2026-12-03T14:00" }),
      stranger("move_appointment", { from: "2026-12-03T14:00", to: "2026-12-03T15:00" }),
    ])
      expect((await attempt)["note"]).toContain("No coming appointment");
    // Whose it is cannot be said by the model.
    expect((await stranger("cancel_appointment", { caller_number: MIA }))["problems"]).toBeDefined();
  }
  expect(await listAppointments(context, { phone: MIA })).toHaveLength(1);
  expect(await phone(MIA)("cancel_appointment")).toMatchObject({ canceled: true, start: "2026-12-03T14:00" });
  const hidden = phone(null);
  await hidden("book_appointment", { start: "2026-12-03T14:00", caller_name: "Eve" });
  expect(await hidden("cancel_appointment")).toMatchObject({ canceled: true });
});

it("of several the right one is asked for, and moved or canceled by its start", async () => {
  const { phone } = await line();
  const mia = phone(MIA);
  for (const start of ["2026-12-03T14:00", "2026-12-03T16:00"])
    await mia("book_appointment", { start, caller_name: "Mia Chen" });
  expect(await mia("cancel_appointment")).toMatchObject({
    note: expect.stringContaining("Ask which") as string,
    theirs: [{ start: "2026-12-03T14:00" }, { start: "2026-12-03T16:00" }],
  });
  expect(await mia("cancel_appointment", { start: "2026-12-03T16:00" })).toMatchObject({ canceled: true });
  expect(await mia("find_appointments")).toMatchObject({ callers_own: [{ start: "2026-12-03T14:00" }] });
});

it("held for one caller it is nobody else's; they book it", async () => {
  const { phone } = await line();
  const [mia, ben] = [phone(MIA), phone(BEN)];
  expect(await mia("hold_appointment", { start: "2026-12-03T14:00" })).toMatchObject({ held: true });
  expect(await ben("book_appointment", { start: "2026-12-03T14:00", caller_name: "Ben" })).toMatchObject({
    taken: true,
  });
  expect(await mia("book_appointment", { start: "2026-12-03T14:00", caller_name: "Mia" })).toMatchObject({
    booked: true,
  });
});

it("says what is not so: another day, no such time, no such service, nothing to book, in the call's language", async () => {
  const { phone } = await line();
  const mia = phone(MIA, { language: "de-DE" });
  const evening = await mia("find_appointments", { day: "2026-12-05", time_of_day: "evening" });
  expect(evening["note"]).toContain("Nothing is free when they asked");
  expect(await mia("find_appointments", { day: "2026-12-05" })).toMatchObject({
    free: [{ spoken: "Samstag, den 5. Dezember um 9 Uhr" }, {}, {}, {}],
  });
  for (const start of ["tomorrow at two", "2026-02-31T10:00", ""])
    expect((await mia("book_appointment", { start, caller_name: "Mia" }))["error"]).toContain("find_appointments");
  expect((await mia("book_appointment", { start: "2026-12-03T14:00" }))["problems"]).toBeDefined();
  expect(await mia("book_appointment", { start: "2026-12-03T03:00", caller_name: "Mia" })).toMatchObject({
    taken: true,
  });
  const empty = await createTestOrganization(test.url);
  const caller = { businessId: empty.businessId, callId: randomUUID(), callerNumber: MIA, language: "en-US" };
  const nothing = await useAppointmentTool(empty.context, caller, "find_appointments", {}, NOW);
  expect(nothing).toMatchObject({
    failed: false,
    output: { note: expect.stringContaining("Nothing can be booked") as string },
  });
});
