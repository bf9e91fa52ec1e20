import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { createTestDatabase, createTestOrganization, type TestDatabase, withOwner } from "@/scripts/test/database";
import { plantFinishedCall } from "@/scripts/test/after-call";
import { plantAppointmentOf } from "@/scripts/test/foreign-ids-of-appointments";
import { plantCalls } from "@/scripts/test/plant-call";
import { createNote } from "../notes/save-note";
import { lookUpCaller } from "./look-up-caller";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await useDatabase(database.url);
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

const NUMBER = "+14155550134";

async function plant() {
  const who = await createTestOrganization(database.url);
  const { organizationId, businessId } = who;
  const ids = await plantCalls(database.url, who, [
    { from: NUMBER, said: ["One"] },
    { from: NUMBER, said: ["Two"] },
    { from: "+14155550199", said: ["Somebody else"] },
    // The network found that this number was not theirs: what they did is not told to who it belongs to.
    { from: NUMBER, said: ["Forged"], columns: { caller_refuted: true } },
  ]);
  const [first = "", now = ""] = ids;
  await withOwner(database.url, async (sql) => {
    await plantAppointmentOf(sql, { organizationId, businessId, callId: first });
    await sql.query(
      `update appointments set state = 'booked', held_until = null, customer_phone = $2, customer_name = 'Ada Lovelace',
         starts_at = now() + interval '2 days', ends_at = now() + interval '2 days 1 hour' where organization_id = $1`,
      [organizationId, NUMBER],
    );
    await sql.query(
      "insert into messages (organization_id, id, business_id, call_id, caller_name, callback_number, text, taken_at) values ($1, $2, $3, $4, 'Ada', $5, 'Secret words', now())",
      [organizationId, uuidv7(), businessId, first, NUMBER],
    );
  });
  const look = (change: object = {}) =>
    lookUpCaller(who.context, {
      businessId,
      callId: now,
      number: NUMBER,
      timeZone: "UTC",
      mayUseName: true,
      ...change,
    });
  return { who, look };
}

test("earlier calls, an open message and coming appointments of this number at this business, and nothing of others", async () => {
  const { look } = await plant();
  const texts = (await look()).map(({ text }) => text).join("\n");
  expect(texts).toContain("Ada Lovelace");
  expect(texts).toContain("Called once before");
  expect(texts).toContain("A message of");
  expect(texts).toContain("Has an appointment:");
  // What callers said in messages is not told.
  expect(texts).not.toContain("Secret words");
  expect(await look({ number: "+14155550111" })).toEqual([]);
  expect(await look({ businessId: uuidv7() })).toEqual([]);
});

test("what was found out in the last calls, the newest of each, and notes left for the next one", async () => {
  const who = await createTestOrganization(database.url);
  const { organizationId, businessId, context } = who;
  const at = (day: number) => new Date(`2026-06-${day}T17:00:00Z`);
  await plantFinishedCall(database.url, who, { from: NUMBER, startedAt: at(10), found: { make: "Fiat", seats: "5" } });
  const last = await plantFinishedCall(database.url, who, { from: NUMBER, startedAt: at(11), found: { make: "Opel" } });
  const forged = { from: NUMBER, startedAt: at(12), found: { make: "Rolls" }, columns: { caller_refuted: true } };
  await plantFinishedCall(database.url, who, forged);
  await plantFinishedCall(database.url, who, { from: "+14155550199", startedAt: at(12), found: { make: "Seat" } });
  const note = (text: string, tags: string[]) => createNote(context, last, { text, tags });
  await note("Bring the **spare key**.", ["next call"]);
  await note("Not for them", ["gossip"]);
  const caller = { businessId, callId: uuidv7(), number: NUMBER, timeZone: "UTC", mayUseName: false };
  const known = await lookUpCaller(context, caller);
  expect(known.filter(({ text }) => text.startsWith("Found"))).toEqual([
    { from: "calls", text: "Found out in earlier calls: Make of the car: Opel; Seats: 5." },
  ]);
  expect(known.filter(({ from }) => from === "notes").map(({ text }) => text)).toEqual([
    expect.stringMatching(/^A colleague noted for the next call, .*: Bring the \*\*spare key\*\*\.$/),
  ]);
  // What a field says of who they are is a name too.
  await withOwner(database.url, (sql) =>
    sql.query(
      "update call_analyses set result = jsonb_set(result, '{fields,0,label}', '\"Name\"') where organization_id = $1",
      [organizationId],
    ),
  );
  expect(JSON.stringify(await lookUpCaller(context, caller))).not.toContain("Opel");
  expect(JSON.stringify(await lookUpCaller(context, { ...caller, mayUseName: true }))).toContain("Opel");
});

test("the name is told only to an agent that may use it", async () => {
  const { look } = await plant();
  expect(JSON.stringify(await look({ mayUseName: false }))).not.toContain("Ada");
});

test("another organization's records are not there, and it needs the permission", async () => {
  const { who } = await plant();
  const other = await createTestOrganization(database.url);
  const caller = { businessId: who.businessId, callId: uuidv7(), number: NUMBER, timeZone: "UTC", mayUseName: true };
  expect(await lookUpCaller(other.context, caller)).toEqual([]);
  await expect(lookUpCaller({ ...who.context, permissions: new Set() }, caller)).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
});
