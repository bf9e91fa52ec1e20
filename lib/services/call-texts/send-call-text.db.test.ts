import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { TwilioRestError } from "@/lib/adapters/twilio/rest-error";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { createTestDatabase, createTestOrganization, type TestDatabase } from "@/scripts/test/database";
import { plantCalls } from "@/scripts/test/plant-call";
import { bookAppointment } from "../appointments/book-appointment";
import { plantServices } from "../appointments/testing/plant-services";
import { changeBusiness } from "../businesses/change-business";
import { sendCallText, type TextedCaller } from "./send-call-text";

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
const MIA = "+14155550134";
const CONTACT = {
  phone: null,
  email: null,
  website: null,
  address: "4180 Grand Avenue, Oakland",
  links: [{ title: "Price list", address: "https://bright.example/prices", when: "They ask what it costs" }],
};

/** A call of a business with an address, a link and a service; `texts`: what the telephone network was given. */
async function line(contact: object = CONTACT) {
  const own = await createTestOrganization(test.url);
  const { service } = await plantServices(own, { staff: ["Anna"] });
  await changeBusiness(own.context, own.businessId, { name: "Bright Dental", contact: contact as typeof CONTACT });
  const texts: { to: string; from: string; body: string }[] = [];
  const send = (
    asked: { what: string; appointment_start?: string },
    change: Partial<TextedCaller> = {},
    fail?: () => unknown,
  ) => {
    const caller = { businessId: own.businessId, callId: randomUUID(), callerNumber: MIA, language: "en-US" };
    return sendCallText(own.context, { ...caller, isTest: false, ...change }, asked, {
      now: NOW,
      sendText: async (message) => {
        if (fail) throw fail();
        texts.push(message);
        return { messageSid: "SM1" };
      },
    });
  };
  const book = (startsAt: string, phone = MIA) =>
    bookAppointment(own.context, { serviceId: service.id, startsAt, customer: { name: "Mia Chen", phone } }, {}, NOW);
  return { ...own, send, texts, book };
}

it("texts the address and a link in the business's words, to who calls and to nobody else", async () => {
  const { send, texts, phoneNumber } = await line();
  expect(await send({ what: "Address" })).toEqual({
    output: { sent: true, what: "address", to: "the number they call from" },
    failed: false,
    sent: { what: "address", text: "Bright Dental: 4180 Grand Avenue, Oakland", messageSid: "SM1" },
    reference: { kind: "text", messageSid: "SM1" },
  });
  await send({ what: "price list" });
  expect(texts).toEqual([
    { to: MIA, from: phoneNumber, body: "Bright Dental: 4180 Grand Avenue, Oakland" },
    { to: MIA, from: phoneNumber, body: "Bright Dental: Price list https://bright.example/prices" },
  ]);
});

it("sends nothing that is not on the list, and says what is", async () => {
  const { send, texts } = await line();
  for (const what of ["Call +19005550123 now", "https://evil.example", "website", "__proto__"])
    expect(await send({ what })).toMatchObject({
      failed: true,
      output: { names: ["address", "Price list", "appointment"] },
    });
  const bare = await line({ ...CONTACT, address: null, links: [] });
  expect(await bare.send({ what: "address" })).toMatchObject({ failed: true, output: { names: ["appointment"] } });
  expect([...texts, ...bare.texts]).toEqual([]);
});

it("texts the caller's own appointment alone; of several it asks which", async () => {
  const { send, texts, book } = await line();
  await book("2026-12-03T20:00:00.000Z", "+14155550135");
  expect(await send({ what: "appointment" })).toMatchObject({ failed: true });
  await book("2026-12-03T22:00:00.000Z");
  expect(await send({ what: "appointment" })).toMatchObject({ output: { sent: true, what: "appointment" } });
  await book("2026-12-04T17:00:00.000Z");
  expect(await send({ what: "appointment" })).toMatchObject({
    failed: true,
    output: { starts: ["2026-12-03T14:00", "2026-12-04T09:00"] },
  });
  expect(await send({ what: "appointment", appointment_start: "2026-12-03T12:00" })).toMatchObject({ failed: true });
  await send({ what: "appointment", appointment_start: "2026-12-04T09:00" });
  expect(texts.map(({ body }) => body)).toEqual([
    "Bright Dental: you are booked for Cleaning with Anna on Thursday, December 3 at 2:00 PM.",
    "Bright Dental: you are booked for Cleaning with Anna on Friday, December 4 at 9:00 AM.",
  ]);
});

it.each([
  ["a test call", { isTest: true }, "test call"],
  ["a browser, or a withheld number", { callerNumber: null }, "no number"],
  ["a premium number", { callerNumber: "+19005550123" }, "cannot be texted"],
  ["a country that the organization does not allow", { callerNumber: "+4915112345678" }, "cannot be texted"],
  ["a satellite", { callerNumber: "+870773111632" }, "cannot be texted"],
])("texts nothing to %s", async (_, change, says) => {
  const { send, texts } = await line();
  const answer = await send({ what: "address" }, change);
  expect(answer).toMatchObject({ failed: true, output: { error: expect.stringContaining(says) as string } });
  expect(texts).toEqual([]);
});

it.each([
  [21610, 400, false, "STOP", undefined],
  [21614, 400, false, "cannot receive", undefined],
  [30001, 400, false, "did not take it", undefined],
  [20500, 500, false, "not known", true],
  [null, null, true, "did not take it", undefined],
  [null, null, false, "not known", true],
])("says the truth when the network answers %s", async (code, status, retryable, says, mayHaveGone) => {
  const { send } = await line();
  const fail = () => new TwilioRestError(`no text to ${MIA}`, code, status, retryable);
  const answer = await send({ what: "address" }, {}, fail);
  expect(answer).toMatchObject({ failed: true, output: { error: expect.stringContaining(says) as string } });
  expect(answer.mayHaveGone).toBe(mayHaveGone);
  expect(JSON.stringify(answer)).not.toContain(MIA);
});

it("texts one number so often a day, in however many calls", async () => {
  const { send, texts, ...own } = await line();
  const body = { type: "text.sent", what: "address", text: "x", messageSid: "SM1" } as const;
  const call = { startedAt: new Date("2026-12-01T17:00:00Z"), from: MIA, events: [{ seq: 1, body }] };
  const before = { ...call, startedAt: new Date("2026-11-29T17:00:00Z") };
  await plantCalls(test.url, own, [call, call, call, call, call, before, before]);
  expect(await send({ what: "address" })).toMatchObject({ failed: false });
  await plantCalls(test.url, own, [call]);
  expect(await send({ what: "address" })).toMatchObject({ failed: true });
  expect(await send({ what: "address" }, { callerNumber: "+14155550135" })).toMatchObject({ failed: false });
  expect(texts.map(({ to }) => to)).toEqual([MIA, "+14155550135"]);
});

it("is for who may act in calls", async () => {
  const { context, businessId } = await line();
  const viewer = { ...context, permissions: new Set<never>() };
  const caller = { businessId, callId: randomUUID(), callerNumber: MIA, language: "en-US", isTest: false };
  const deps = { now: NOW, sendText: async () => ({ messageSid: "SM1" }) };
  await expect(sendCallText(viewer, caller, { what: "address" }, deps)).rejects.toMatchObject({ code: "FORBIDDEN" });
});
