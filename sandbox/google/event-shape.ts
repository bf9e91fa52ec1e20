import { z } from "zod";
import { badRequest, errorOfStatus, GoogleApiError, invalid } from "./api-error";
import { checkRange, eventTimeInput, presentTime, readEventTime } from "./event-time";
import { newEventId, type Account, type Calendar, type StoredEvent } from "./world";

/** Fields that the app may write and that are given back as they came. */
const OWN_FIELDS = [
  ...[
    "summary",
    "description",
    "location",
    "colorId",
    "transparency",
    "visibility",
    "attendees",
    "reminders",
    "source",
  ],
  ...["extendedProperties", "guestsCanModify", "guestsCanInviteOthers", "guestsCanSeeOtherGuests", "anyoneCanAddSelf"],
] as const;

const text = z.string().nullish();
const properties = z.record(z.string(), z.string().nullable()).nullish();
const eventInput = z.looseObject({
  id: text,
  start: eventTimeInput.nullish(),
  end: eventTimeInput.nullish(),
  status: z.enum(["confirmed", "tentative", "cancelled"]).nullish(),
  summary: text,
  description: text,
  location: text,
  transparency: z.enum(["opaque", "transparent"]).nullish(),
  attendees: z.array(z.looseObject({ email: z.string() })).nullish(),
  extendedProperties: z.looseObject({ private: properties, shared: properties }).nullish(),
  recurrence: z.array(z.string()).nullish(),
});
type EventInput = z.output<typeof eventInput>;

const EVENT_ID = /^[a-v0-9]{5,1024}$/;

export function readEventInput(body: unknown): EventInput {
  const parsed = eventInput.safeParse(body);
  if (!parsed.success) {
    const path = parsed.error.issues[0]?.path.join(".") ?? "";
    throw path ? invalid(`Invalid value for: ${path}`) : badRequest();
  }
  if (parsed.data.recurrence?.length) throw invalid("The sandbox's Google keeps no recurring events.");
  return parsed.data;
}

/** A new event of that input. @throws GoogleApiError 400, 409. */
export function makeEvent(calendar: Calendar, input: EventInput, nowMs: number): StoredEvent {
  const id = input.id ?? newEventId();
  if (!EVENT_ID.test(id)) throw invalid("Invalid resource id value.");
  if (calendar.events.has(id)) throw errorOfStatus(409);
  const start = readEventTime(input.start, "start", calendar.timeZone);
  const end = readEventTime(input.end, "end", calendar.timeZone);
  checkRange(start, end, calendar.timeZone);
  return {
    id,
    calendarId: calendar.id,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
    version: 1,
    sequence: 0,
    status: input.status ?? "confirmed",
    start,
    end,
    fields: ownFields(input),
  };
}

/** The event as it is after a PATCH (only what is named changes, null takes away) or a PUT (all is replaced). */
export function changeEvent(
  calendar: Calendar,
  event: StoredEvent,
  input: EventInput,
  how: "patch" | "update",
  nowMs: number,
): StoredEvent {
  const keeps = how === "patch";
  const read = (which: "start" | "end") =>
    keeps && input[which] === undefined ? event[which] : readEventTime(input[which], which, calendar.timeZone);
  const [start, end] = [read("start"), read("end")];
  checkRange(start, end, calendar.timeZone);
  const sameTimes = JSON.stringify([start, end]) === JSON.stringify([event.start, event.end]);
  return {
    ...event,
    updatedAtMs: nowMs,
    version: event.version + 1,
    sequence: event.sequence + (sameTimes ? 0 : 1),
    status: input.status ?? (keeps ? event.status : "confirmed"),
    start,
    end,
    fields: keeps ? merged(event.fields, ownFields(input, true)) : ownFields(input),
  };
}

export const etagOf = (event: StoredEvent): string => `"${event.createdAtMs * 1000 + event.version}"`;

/** An event as the API shows it. A deleted one keeps its details, so that it can be put back. */
export function presentEvent(account: Account, calendar: Calendar, event: StoredEvent, zone = calendar.timeZone) {
  const by = { email: account.email, self: true };
  return {
    kind: "calendar#event",
    etag: etagOf(event),
    id: event.id,
    status: event.status,
    htmlLink: `https://www.google.com/calendar/event?eid=${Buffer.from(`${event.id} ${calendar.id}`).toString("base64url")}`,
    created: new Date(event.createdAtMs).toISOString(),
    updated: new Date(event.updatedAtMs).toISOString(),
    creator: by,
    organizer: calendar.primary ? by : { email: calendar.id, displayName: calendar.summary, self: true },
    reminders: { useDefault: true },
    ...event.fields,
    start: presentTime(event.start, zone),
    end: presentTime(event.end, zone),
    iCalUID: `${event.id}@google.com`,
    sequence: event.sequence,
    eventType: "default",
  };
}

/** @throws GoogleApiError 412 when the event is not the one that If-Match names. */
export function checkMatch(event: StoredEvent, ifMatch: string | undefined): void {
  if (ifMatch !== undefined && ifMatch !== "*" && ifMatch !== etagOf(event)) throw errorOfStatus(412);
}

/** @throws GoogleApiError 403 where this account may only read. */
export function checkMayWrite(calendar: Calendar): void {
  if (calendar.accessRole === "owner" || calendar.accessRole === "writer") return;
  throw new GoogleApiError(403, "requiredAccessLevel", "You need to have writer access to this calendar.", {
    domain: "calendar",
  });
}

function ownFields(input: EventInput, withNulls = false): Record<string, unknown> {
  const given = OWN_FIELDS.map((name) => [name, input[name]] as const);
  return Object.fromEntries(given.filter(([, value]) => (withNulls ? value !== undefined : value != null)));
}

/** What a PATCH leaves: objects field by field, anything else as a whole, null takes away. */
function merged(kept: unknown, change: Record<string, unknown>): Record<string, unknown> {
  const result: Record<string, unknown> = isRecord(kept) ? { ...kept } : {};
  for (const [name, value] of Object.entries(change)) {
    if (value === null) delete result[name];
    else result[name] = isRecord(value) ? merged(result[name], value) : value;
  }
  return result;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
