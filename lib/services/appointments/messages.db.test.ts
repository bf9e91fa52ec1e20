import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TwilioRestError } from "@/lib/adapters/twilio/rest-error";
import type { AppointmentResource, BookingResult } from "@/lib/contracts/appointments";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { withTenant } from "@/lib/db/transaction";
import { createTestDatabase, createTestOrganization, type TestDatabase, withOwner } from "@/scripts/test/database";
import { sendDueMail } from "../mail/send-due-mail";
import type { MailToSend } from "@/lib/adapters/mail/send-mail";
import { bookAppointment, holdAppointment } from "./book-appointment";
import { getAppointment } from "./list-appointments";
import { cancelAppointment, moveAppointment } from "./move-appointment";
import { saveNotices } from "./notices";
import { sendDueMessages } from "./send-due-messages";
import { plantServices } from "./testing/plant-services";

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
  await useDatabase(test.url, 8);
});
afterAll(async () => {
  await closeDatabase();
  await test.drop();
});

/** A Tuesday morning in Los Angeles; hours are of the Thursday after it, there. */
const NOW = new Date("2026-12-01T18:00:00Z");
const at = (hour: number) => new Date(Date.UTC(2026, 11, 3, hour + 8)).toISOString();
const hours = (count: number) => new Date(NOW.getTime() + count * 3_600_000);
const MIA = { name: "Mia Chen", phone: "+14155550134" };
const done = (result: BookingResult) => {
  if (result.outcome !== "done") throw new Error("it was taken");
  return result.appointment;
};

type Text = { to: string; from: string; body: string };

/** A business with a service, and a job that keeps its text messages; of other tests' it sends none. */
async function practice() {
  const who = await createTestOrganization(test.url);
  const { service } = await plantServices(who, { staff: ["Anna"] });
  const texts: Text[] = [];
  const { organizationId, context, phoneNumber } = who;
  const tell = (now: Date, fail?: () => unknown) =>
    sendDueMessages({
      now: () => now,
      sendText: async (of, message) => {
        if (of !== organizationId) return;
        if (fail) throw fail();
        texts.push(message);
      },
    });
  const book = async (customer: object = MIA, hour = 14) =>
    done(await bookAppointment(context, { serviceId: service.id, startsAt: at(hour), customer }, {}, NOW));
  const states = async ({ id }: AppointmentResource) =>
    (await getAppointment(context, id)).messages.map(({ kind, channel, state }) => `${kind} ${channel} ${state}`);
  return { ...who, context, service, texts, tell, book, states, phoneNumber };
}

describe("a customer is told by text message", () => {
  it("once that it is booked, and once a day before", async () => {
    const { book, tell, texts, states, phoneNumber } = await practice();
    const booked = await book();
    expect(await states(booked)).toEqual(["confirmed sms waiting", "reminder sms waiting"]);
    await Promise.all([tell(NOW), tell(NOW), tell(NOW)]);
    expect(texts).toEqual([
      {
        to: "+14155550134",
        from: phoneNumber,
        body: expect.stringMatching(/: you are booked for Cleaning with Anna on Thursday, December 3 at 2:00 PM\.$/),
      },
    ]);
    await book();
    await tell(hours(27));
    expect(texts).toHaveLength(1);
    await tell(hours(28));
    await tell(hours(29));
    expect(texts.slice(1)).toEqual([
      expect.objectContaining({ body: expect.stringContaining("a reminder of Cleaning") }),
    ]);
    expect(await states(booked)).toEqual(["confirmed sms sent", "reminder sms sent"]);
  });

  it("that it was moved, and reminded of the new time alone", async () => {
    const { book, context, tell, texts } = await practice();
    const { id } = await book();
    done(await moveAppointment(context, id, { startsAt: at(16) }, NOW));
    done(await moveAppointment(context, id, { startsAt: at(16) }, NOW));
    await tell(hours(30));
    expect(texts.map(({ body }) => body.replace(/^[^:]*: /, ""))).toEqual([
      "your appointment was moved. Cleaning with Anna is now on Thursday, December 3 at 4:00 PM.",
      "a reminder of Cleaning with Anna on Thursday, December 3 at 4:00 PM.",
    ]);
  });

  it("that it was canceled, and reminded no more", async () => {
    const { book, context, tell, texts, states } = await practice();
    const booked = await book();
    await tell(NOW);
    await cancelAppointment(context, booked.id, NOW);
    await tell(hours(40));
    expect(texts.map(({ body }) => body.includes("canceled"))).toEqual([false, true]);
    expect(await states(booked)).toEqual(["confirmed sms sent", "reminder sms dropped", "canceled sms sent"]);
  });

  it("nothing of what is only held, nor where the business does not want it", async () => {
    const { book, context, service, businessId, tell, texts } = await practice();
    const held = done(await holdAppointment(context, { serviceId: service.id, startsAt: at(10) }, {}, NOW));
    await cancelAppointment(context, held.id, NOW);
    await saveNotices(context, businessId, { sms: false, email: true, reminderMinutes: null }, NOW);
    await book();
    await tell(hours(40));
    expect(texts).toEqual([]);
  });

  it("nothing by numbers that cost extra or are where nobody may be called", async () => {
    const { book, tell, texts, context } = await practice();
    const abroad = await book({ name: "Ada", phone: "+442079460018" }, 9);
    const satellite = await book({ name: "Sam", phone: "+881612345678" }, 10);
    await tell(NOW);
    expect(texts).toEqual([]);
    for (const { id } of [abroad, satellite])
      expect((await getAppointment(context, id)).messages[0]).toMatchObject({
        state: "failed",
        problem: expect.stringMatching(/not (?:allowed|texted)/),
      });
  });

  it("again when the network surely took nothing, and not when it may have", async () => {
    const { book, tell, texts, context } = await practice();
    const busy = () => new TwilioRestError("+14155550134 is busy", 20429, 429, true);
    const booked = await book();
    await tell(NOW, busy);
    expect((await getAppointment(context, booked.id)).messages[0]).toMatchObject({ state: "waiting" });
    await tell(hours(1));
    expect(texts).toHaveLength(1);
    const unknown = await book({ name: "Ben", phone: "+14155550135" }, 9);
    await tell(NOW, () => new TwilioRestError("to +14155550135", null, null, false));
    await tell(hours(1));
    expect(texts).toHaveLength(1);
    const [failed] = (await getAppointment(context, unknown.id)).messages;
    expect(failed).toMatchObject({ state: "failed" });
    expect(failed?.problem).not.toContain("5550135");
  });

  it("no more once a job died in the middle of it, which is seen", async () => {
    const { book, tell, texts, organizationId, states } = await practice();
    const booked = await book();
    await withTenant(organizationId, (tx) =>
      tx.appointmentMessage.updateMany({
        where: { organizationId, kind: "confirmed" },
        data: { state: "sending", attempts: 1 },
      }),
    );
    await tell(hours(1));
    expect(texts).toEqual([]);
    expect(await states(booked)).toContain("confirmed sms failed");
  });
});

it("by e-mail, with an invitation that changes and is taken back under one name", async () => {
  const { book, context, tell } = await practice();
  const email = "mia@example.test";
  const { id } = await book({ ...MIA, phone: null, email, timeZone: "Europe/London" });
  await tell(NOW);
  done(await moveAppointment(context, id, { startsAt: at(16) }, NOW));
  await tell(NOW);
  await cancelAppointment(context, id, NOW);
  await tell(NOW);
  await tell(NOW);
  const mails: MailToSend[] = [];
  await sendDueMail({
    send: async (mail) => void (mail.to === email && mails.push(mail)),
    now: () => new Date(Date.now() + 60_000),
  });
  expect(mails.map(({ message }) => message)).toMatchObject([
    { kind: "appointment", facts: { kind: "confirmed", customerTimeZone: "Europe/London" }, event: { sequence: 0 } },
    { facts: { kind: "moved" }, event: { sequence: 1, startMs: Date.parse(at(16)) } },
    { facts: { kind: "canceled" }, event: { sequence: 2 } },
  ]);
  expect(new Set(mails.map(({ message }) => (message as { event: { uid: string } }).event.uid)).size).toBe(1);
  const rows = await withOwner(test.url, (sql) => sql.query('select 1 from outgoing_mail where "to" = $1', [email]));
  expect(rows.rows).toHaveLength(3);
});
