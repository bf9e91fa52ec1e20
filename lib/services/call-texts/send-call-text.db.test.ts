import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { TwilioRestError } from "@/lib/adapters/twilio/rest-error";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { withTenant } from "@/lib/db/transaction";
import { createTestDatabase, createTestOrganization, type TestDatabase } from "@/scripts/test/database";
import { plantCalls } from "@/scripts/test/plant-call";
import { bookAppointment } from "../appointments/book-appointment";
import { textProblem } from "../appointments/load-message";
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
  const [callId = ""] = await plantCalls(test.url, own, [{ from: MIA }]);
  const send = (
    asked: { what: string; appointment_start?: string },
    { now = NOW, ...change }: Partial<TextedCaller> & { now?: Date } = {},
    fail?: () => unknown,
  ) => {
    const caller = { businessId: own.businessId, callId, callerNumber: MIA, language: "en-US" };
    return sendCallText(own.context, { ...caller, isTest: false, ...change }, asked, {
      now,
      sendText: async (message) => {
        if (fail) throw fail();
        texts.push(message);
        return { messageSid: "SM1" };
      },
    });
  };
  const book = (startsAt: string, phone = MIA) =>
    bookAppointment(own.context, { serviceId: service.id, startsAt, customer: { name: "Mia Chen", phone } }, {}, NOW);
  return { ...own, callId, send, texts, book };
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

it("texts one number so often a day, in however many calls, even at once", async () => {
  const { send, texts, ...own } = await line();
  const [another = ""] = await plantCalls(test.url, own, [{ from: MIA }]);
  for (let at = 0; at < 4; at += 1) await send({ what: "address" }, at % 2 === 0 ? { callId: another } : {});
  const atOnce = Array.from({ length: 6 }, (_, at) =>
    send({ what: "price list" }, at % 2 === 0 ? { callId: another } : {}),
  );
  const failed = (await Promise.all(atOnce)).filter((answer) => answer.failed);
  expect(failed).toHaveLength(4);
  expect(failed[0]?.output).toMatchObject({ error: expect.stringContaining("too often today") as string });
  expect(texts).toHaveLength(6);
  expect(await send({ what: "address" }, { callerNumber: "+14155550135" })).toMatchObject({ failed: false });
  expect(await send({ what: "address" }, { now: new Date(NOW.getTime() + 86_400_000) })).toMatchObject({
    failed: false,
  });
});

it("counts what may have gone and not what surely did not, and keeps of each what the network counts it as", async () => {
  const { send, organizationId, callId } = await line();
  const plainly = () => new TwilioRestError("no", 30001, 400, false);
  for (let at = 0; at < 8; at += 1) await send({ what: "address" }, {}, plainly);
  await send({ what: "address" }, {}, () => new TwilioRestError("who knows", 20500, 500, false));
  await send({ what: "price list" });
  const { texts, audit } = await withTenant(organizationId, async (tx) => ({
    texts: await tx.callText.findMany({ where: { state: { not: "not_sent" } }, orderBy: { id: "asc" } }),
    audit: await tx.auditEntry.findMany({ where: { action: "caller.texted" }, orderBy: { seq: "asc" } }),
  }));
  expect(texts.map(({ what, state, segments }) => [what, state, segments])).toEqual([
    ["address", "unknown", 1],
    ["Price list", "sent", 1],
  ]);
  expect(audit.map(({ targetId, details }) => [targetId, details])).toEqual([
    [callId, { what: "address", state: "unknown", segments: 1 }],
    [callId, { what: "Price list", state: "sent", segments: 1 }],
  ]);
  expect(JSON.stringify([texts, audit.map(({ details }) => details)])).not.toContain(MIA);
});

it("texts nothing more, of whatever kind, to a number that answered STOP, and says so", async () => {
  const { send, texts, organizationId, ...own } = await line();
  await send({ what: "address" }, {}, () => new TwilioRestError("stopped", 21610, 400, false));
  const answer = await send({ what: "address" });
  expect(answer).toMatchObject({ failed: true, output: { error: expect.stringContaining("STOP") as string } });
  const problem = (number: string) => withTenant(organizationId, (tx) => textProblem(tx, organizationId, number));
  expect([await problem(MIA), await problem("+14155550135")]).toEqual([expect.stringContaining("STOP"), null]);
  const other = await line();
  expect(await other.send({ what: "address" })).toMatchObject({ failed: false });
  expect([own.callId, ...texts]).toEqual([own.callId]);
});

it("is for who may act in calls", async () => {
  const { context, businessId } = await line();
  const viewer = { ...context, permissions: new Set<never>() };
  const caller = { businessId, callId: randomUUID(), callerNumber: MIA, language: "en-US", isTest: false };
  const deps = { now: NOW, sendText: async () => ({ messageSid: "SM1" }) };
  await expect(sendCallText(viewer, caller, { what: "address" }, deps)).rejects.toMatchObject({ code: "FORBIDDEN" });
});
