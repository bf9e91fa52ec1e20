import { afterAll, beforeAll, expect, test } from "vitest";
import type { ToolResource } from "@/lib/contracts/tools";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { withTenant } from "@/lib/db/transaction";
import { isWrong } from "@/lib/domain/proof/judge-outcome";
import { plantServices } from "@/lib/services/appointments/testing/plant-services";
import { useAppointmentTool } from "@/lib/services/appointments/use-appointment-tool";
import { readOutcome } from "@/lib/services/proof/read-outcome";
import { checkDueOutcomes } from "@/lib/services/proof/check-due-outcomes";
import { createTool } from "@/lib/services/tools/save-tool";
import { useHttpTool } from "@/lib/services/tools/use-http-tool";
import { createTestDatabase, createTestOrganization, type TestDatabase, withOwner } from "@/scripts/test/database";
import { insert, plantCalls } from "@/scripts/test/plant-call";
import { type LocalTime, MISSPOKEN, WORDINGS, type Wording } from "./testing/claim-wordings";
import { ProvenCall } from "./testing/proven-call";
import { readInMemory, type SystemFault, SystemOfRecord, useInMemory } from "./testing/system-of-record";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await useDatabase(database.url, 4);
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

const NOW = new Date("2026-10-20T05:00:00Z");
const now = () => NOW;
const MINUTE_MS = 60_000;
const NO_VENDORS = { clients: {}, bases: {}, redirectUri: "", wait: async () => undefined };
/** With the days on which their clocks change. */
const PLACES: readonly { timeZone: string; days: string[] }[] = [
  { timeZone: "America/Los_Angeles", days: ["2026-10-21", "2026-11-01", "2026-11-02", "2027-03-14", "2026-12-31"] },
  { timeZone: "America/New_York", days: ["2026-10-31", "2026-11-01", "2027-03-14", "2027-03-15", "2027-01-01"] },
  { timeZone: "Europe/Berlin", days: ["2026-10-21", "2026-10-24", "2026-10-25", "2027-03-28", "2026-12-01"] },
  { timeZone: "Asia/Kolkata", days: ["2026-10-21", "2026-11-03", "2027-02-28", "2027-03-01", "2026-12-22"] },
  { timeZone: "Australia/Lord_Howe", days: ["2026-10-22", "2027-04-03", "2027-04-04", "2026-11-11", "2026-12-03"] },
];
const TIMES = ["09:00", "09:45", "10:30", "12:00", "13:15", "14:30", "15:00", "16:15"];
const BOOKING = {
  name: "book_table",
  title: "Book a table",
  description: "Books a table.",
  method: "POST",
  address: "https://tables.example.com/bookings",
  parameters: [
    { name: "start", description: "When, as YYYY-MM-DDTHH:MM", place: "body" },
    { name: "guests", description: "How many", place: "body", type: "whole_number" },
    { name: "total", place: "body", source: "fixed", value: "129.00" },
    { name: "phone", place: "body", source: "caller_number" },
  ],
  result: [{ name: "id", path: "id" }],
  readBack: {
    address: "https://tables.example.com/bookings/{id}",
    list: "booking",
    compare: [
      { path: "start", with: "start" },
      { path: "total", with: "total" },
      { path: "phone", with: "phone" },
      { path: "guests", with: "guests" },
    ],
  },
  effect: "changes",
};
/** Looks by the caller's number, so that a second one shows. */
const BY_PHONE = {
  ...BOOKING,
  name: "book_once",
  readBack: { ...BOOKING.readBack, address: "https://tables.example.com/bookings?phone={phone}", list: "bookings" },
};

let callers = 0;

/** A business in a place, with a book, a system of its own and two tools for it. */
async function business(timeZone: string) {
  const system = new SystemOfRecord();
  const own = await createTestOrganization(database.url, { timeZone });
  await plantServices(own, { service: { name: "Cleaning", durationMinutes: 15, stepMinutes: 15 } });
  const host = `${own.businessId}.example.com`;
  const tools: ToolResource[] = [];
  for (const spec of [BOOKING, BY_PHONE]) {
    const there = JSON.parse(JSON.stringify(spec).replaceAll("tables.example.com", host)) as unknown;
    tools.push(await createTool(own.context, { spec: there }, NOW));
  }
  const toolNamed = (name: string) => tools.find(({ spec }) => spec.name === name)!;
  const names = new Set(tools.map(({ spec }) => spec.name));
  const numbers = Array.from({ length: 30 }, () => `+1415555${String((callers += 1)).padStart(4, "0")}`);
  const open = { status: "in_progress", startedAt: NOW, endedAt: null };
  const planted = await plantCalls(
    database.url,
    own,
    numbers.map((from) => ({ ...open, from })),
  );
  const calls: Call[] = [];

  /** All of it real but the sound and the vendors. */
  const call = (language: string): Call => {
    const [callId, callerNumber] = [planted[calls.length], numbers[calls.length]];
    if (callId === undefined || callerNumber === undefined) throw new Error("plant more calls");
    const caller = { businessId: own.businessId, callId, callerNumber, language };
    const deps = { ...NO_VENDORS, send: system.send, now };
    const proven = new ProvenCall({
      language,
      callerNumber,
      now,
      read: (done) => readOutcome(own.context, { ...done, callId, language }, deps),
      appointments: (tool, input) => useAppointmentTool(own.context, caller, tool, input, NOW),
      own: {
        names,
        use: (name, input) => {
          const bound = { call_id: callId, caller_number: callerNumber };
          return useHttpTool(own.context, { id: toolNamed(name).id, version: 1 }, bound, input, deps);
        },
      },
    });
    const made = Object.assign(proven, { callId, callerNumber });
    calls.push(made);
    return made;
  };

  /** The same without a database: for the business's own tools alone. */
  const quickCall = (language: string): ProvenCall => {
    const callerNumber = `+1415556${String((callers += 1)).padStart(4, "0")}`;
    return new ProvenCall({
      language,
      callerNumber,
      now,
      read: ({ name, reference }) =>
        readInMemory(toolNamed(name).spec, reference.kind === "http" ? reference.values : {}, timeZone, system),
      own: {
        names,
        use: (name, input) => useInMemory(toolNamed(name).spec, input, { caller_number: callerNumber }, system),
      },
    });
  };
  return { ...own, call, quickCall, calls, system, host };
}
type Business = Awaited<ReturnType<typeof business>>;
type Call = ProvenCall & { callId: string; callerNumber: string };

const localTime = (stamp: string, spoken: unknown): LocalTime => {
  const [date = "", clock = ""] = stamp.split("T");
  const [hour = 0, minute = 0] = clock.split(":").map(Number);
  return { spoken: String(spoken), date, hour, minute };
};

/** Books by the built-in book, or by the business's own tool, and says so. */
async function book(call: ProvenCall, tool: string, stamp: string, { say }: Wording, before?: () => Promise<unknown>) {
  const isOwn = tool !== "book_appointment";
  const input = isOwn ? { start: stamp, guests: 4 } : { start: stamp, caller_name: "Mia Chen" };
  const output = await call.turn(
    [[tool, input]],
    ({ spoken }) => say(localTime(stamp, spoken ?? "the time you wanted")),
    before,
  );
  expect(output["error"] ?? output["taken"], `${tool} ${stamp}`).toBeUndefined();
}

const wasAlarmed = (call: ProvenCall): boolean =>
  call.corrections.length > 0 ||
  call.checks.some(({ verdict }) => isWrong(verdict)) ||
  call.machine.factsOf("callback.promised").length > 0;
const wasCaught = (call: ProvenCall): boolean =>
  call.corrections.some((text) => /check|comprob|nachgesehen|vérifi/.test(text)) && call.machine.ended !== undefined;

/** The calls' rows and records as their workers leave them. */
async function close(own: Business): Promise<void> {
  await withOwner(database.url, async (owner) => {
    await owner.query("update calls set status = 'completed', ended_at = $2 where organization_id = $1", [
      own.organizationId,
      NOW,
    ]);
    for (const { callId, machine } of own.calls) {
      const key = { organization_id: own.organizationId, call_id: callId, call_day: NOW.toISOString().slice(0, 10) };
      for (const [at, body] of machine.facts.entries())
        if (body.type.endsWith(".checked"))
          await insert(owner, "call_events", {
            ...key,
            seq: at + 1,
            at: NOW,
            type: body.type,
            body: JSON.stringify(body),
          });
    }
  });
}

const sql = (own: Business, text: string) => () =>
  withOwner(database.url, (owner) => owner.query(text, [own.organizationId]));
const LAST = "id = (select id from appointments where organization_id = $1 order by created_at desc, id desc limit 1)";
/** What goes wrong with an appointment after the tool has said that it is done. */
const BOOK_FAULTS: Record<string, string> = {
  "no write": `delete from appointments where organization_id = $1 and ${LAST}`,
  "wrong slot": `update appointments set starts_at = starts_at + interval '1 day', ends_at = ends_at + interval '1 day' where ${LAST} and organization_id = $1`,
  "one hour off": `update appointments set starts_at = starts_at - interval '1 hour', ends_at = ends_at - interval '1 hour' where ${LAST} and organization_id = $1`,
  duplicate: `insert into appointments (organization_id, id, business_id, service_id, state, starts_at, ends_at, customer_name, customer_phone, call_id, created_at, updated_at)
    select organization_id, ('00000000' || substr(gen_random_uuid()::text, 9))::uuid, business_id, service_id, state, starts_at, ends_at, customer_name, customer_phone, call_id, created_at, updated_at
    from appointments where organization_id = $1 and ${LAST}`,
  canceled: `update appointments set state = 'canceled', canceled_at = now() where ${LAST} and organization_id = $1`,
};
const SYSTEM_FAULTS: readonly Exclude<SystemFault, null>[] = [
  "no_write",
  "wrong_slot",
  "one_hour_off",
  "read_as_utc",
  "wrong_amount",
  "wrong_recipient",
  "duplicate",
];

type Place = { own: Business; timeZone: string; days: string[] };
type Tally = { planted: number; missed: string[]; alarms: string[]; good: number };
const note = (tally: Tally, what: string, isCaught: boolean) => {
  tally.planted += 1;
  if (!isCaught) tally.missed.push(what);
};

/** Forty good calls: wordings at every hour, by the built-in book and by two tools of the business's own. */
async function goodCalls({ own, days, timeZone }: Place, from: number, tally: Tally): Promise<void> {
  for (const [at, stamp] of days.flatMap((date) => TIMES.map((time) => `${date}T${time}`)).entries()) {
    const wording = WORDINGS[((from + at) * 7) % WORDINGS.length]!;
    const tool = at % 8 === 3 ? "book_appointment" : at % 2 === 0 ? "book_table" : "book_once";
    const call = tool === "book_appointment" ? own.call(wording.language) : own.quickCall(wording.language);
    await book(call, tool, stamp, wording);
    if (tool === "book_appointment") {
      // Some go on: moved to a quarter of an hour later, some of them then canceled.
      const to = stamp.replace(/\d\d$/, (minute) => String((Number(minute) + 15) % 60).padStart(2, "0"));
      const says = ({ spoken }: Record<string, unknown>) => `I've moved your appointment to ${String(spoken)}.`;
      await call.turn([["move_appointment", { to }]], says);
      if (at % 16 === 3) await call.turn([["cancel_appointment", {}]], () => "Your appointment is cancelled.");
    }
    await call.goodbye();
    const checks = call.checks.filter(({ verdict }) => verdict !== "same");
    if (wasAlarmed(call))
      tally.alarms.push(`${timeZone} ${stamp} ${tool}: ${JSON.stringify([checks, call.corrections])}`);
    tally.good += 1;
  }
}

/** What goes wrong while the call goes on, or is said wrong of what is right. */
async function faultsInCall({ own, timeZone }: Place, from: number, tally: Tally): Promise<void> {
  let at = from;
  const next = (isQuick = false) => {
    at += 1;
    const stamp = `2026-12-${String(8 + (at % 20)).padStart(2, "0")}T${TIMES[at % TIMES.length]}`;
    const wording = WORDINGS[at % (WORDINGS.length - 1)]!;
    return { stamp, wording, call: isQuick ? own.quickCall(wording.language) : own.call(wording.language) };
  };
  for (const [fault, text] of Object.entries(BOOK_FAULTS)) {
    const { stamp, wording, call } = next();
    await book(call, "book_appointment", stamp, wording, sql(own, text));
    await call.goodbye();
    note(tally, `${timeZone} book ${fault}: ${wording.say(localTime(stamp, "…"))}`, wasCaught(call));
  }
  for (const fault of SYSTEM_FAULTS) {
    const { stamp, wording, call } = next(true);
    own.system.fault = fault;
    await book(call, fault === "duplicate" ? "book_once" : "book_table", stamp, wording);
    own.system.fault = null;
    await call.goodbye();
    note(tally, `${timeZone} tool ${fault}`, wasCaught(call));
  }
  for (const wording of MISSPOKEN) {
    const call = own.quickCall(wording.language);
    const stamp = next(true).stamp.replace(/T\d\d/, "T10");
    await book(call, "book_table", stamp, wording);
    await call.goodbye();
    note(tally, `${timeZone} said ${wording.say(localTime(stamp, ""))} of ${stamp}`, wasCaught(call));
  }
}

type Late = { call: Call; own: Business; what: string };

/** What goes wrong when the call is over: nobody was told anything in it. */
async function lateFaults({ own, timeZone }: Place, tally: Tally): Promise<Late[]> {
  const late: Late[] = [];
  for (const [index, fault] of (["no write", "wrong slot", "one hour off", "duplicate"] as const).entries()) {
    const call = own.call(index === 1 ? "de-DE" : "en-US");
    const isOwn = fault === "no write" || fault === "duplicate";
    await book(call, isOwn ? "book_once" : "book_appointment", `2027-01-${10 + index}T11:00`, WORDINGS[0]!);
    await call.goodbye();
    if (wasAlarmed(call)) tally.alarms.push(`${timeZone} before a late ${fault}`);
    if (!isOwn) await sql(own, BOOK_FAULTS[fault]!)();
    else if (fault === "no write") own.system.bookings.pop();
    else own.system.bookings.push({ ...own.system.bookings.at(-1)!, id: 9999 });
    late.push({ call, own, what: `${timeZone} late ${fault}` });
  }
  return late;
}

/** Reads everything again so many minutes after the calls; answers what callers were written. */
async function readAgain(places: readonly Place[], minutes: number): Promise<{ to: string; body: string }[]> {
  const systems = new Map(places.map(({ own }) => [own.host, own.system]));
  const sent: { to: string; body: string }[] = [];
  await checkDueOutcomes({
    ...NO_VENDORS,
    now: () => new Date(NOW.getTime() + minutes * MINUTE_MS),
    budgetMs: 120_000,
    send: (request) => systems.get(request.url.host)!.send(request),
    sendText: async (_, { to, body }) => sent.push({ to, body }),
  });
  return sent;
}

test(
  "what callers are told is held against what stands: every planted fault is caught, and no good call is accused",
  { timeout: 240_000 },
  async () => {
    const tally: Tally = { planted: 0, missed: [], alarms: [], good: 0 };
    const places = await Promise.all(PLACES.map(async (place) => ({ ...place, own: await business(place.timeZone) })));
    const late = await Promise.all(
      places.map(async (place, at) => {
        await goodCalls(place, at * 40, tally);
        await faultsInCall(place, at * 18, tally);
        const ofPlace = await lateFaults(place, tally);
        await close(place.own);
        return ofPlace;
      }),
    );
    expect(await readAgain(places, 0.5), "nothing is looked at before a minute has passed").toEqual([]);
    const sent = [...(await readAgain(places, 2)), ...(await readAgain(places, 11)), ...(await readAgain(places, 60))];
    for (const { call, own, what } of late.flat()) {
      const { callId, callerNumber } = call;
      const [row, news] = await withTenant(own.organizationId, async (tx) => [
        await tx.callOutcome.findFirstOrThrow({ where: { callId } }),
        await tx.notification.count({ where: { callId } }),
      ]);
      const texts = sent.filter(({ to }) => to === callerNumber);
      note(tally, what, row.toldAt !== null && row.textState === "sent" && texts.length === 1 && news === 1);
    }
    const toTell = new Set(late.flat().map(({ call }) => call.callerNumber));
    tally.alarms.push(...sent.filter(({ to }) => !toTell.has(to)).map(({ body }) => body));
    const { planted, missed, alarms, good } = tally;
    process.stdout.write(
      `caught ${planted - missed.length} of ${planted} planted, ${alarms.length} false alarms in ${good} good calls\n`,
    );
    expect({ missed, alarms }).toEqual({ missed: [], alarms: [] });
    expect([good, planted]).toEqual([200, 110]);
  },
);
