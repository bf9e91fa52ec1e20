import { z } from "zod";
import { badRequest, errorOfStatus, notFound, timeRangeEmpty } from "./api-error";
import type { Answer, Call, Route } from "./call";
import { listEvents } from "./event-list";
import { changeEvent, checkMatch, checkMayWrite, etagOf, makeEvent, presentEvent, readEventInput } from "./event-shape";
import { boundaryMs, instantOfText, moved } from "./event-time";
import { findCalendar, newEventId, type Calendar, type StoredEvent } from "./world";
import { isZone, localIso } from "../zone";

const READS_EVENTS = ["calendar", "calendar.readonly", "calendar.events", "calendar.events.readonly"];
const WRITES_EVENTS = ["calendar", "calendar.events"];
const READS_LIST = ["calendar", "calendar.readonly", "calendar.calendarlist", "calendar.calendarlist.readonly"];
const READS_CALENDARS = ["calendar", "calendar.readonly", "calendar.calendars", "calendar.calendars.readonly"];
const READS_FREE_BUSY = ["calendar", "calendar.readonly", "calendar.freebusy", "calendar.events.freebusy"];

const EVENTS = /^\/calendars\/([^/]+)\/events$/;
const EVENT = /^\/calendars\/([^/]+)\/events\/([^/]+)$/;

/** The methods of Calendar v3 that are answered, below /calendar/v3. Source: developers.google.com/workspace/calendar/api/v3/reference. */
export const CALENDAR_ROUTES: readonly Route[] = [
  route("GET", /^\/users\/me\/calendarList$/, "calendarList.list", READS_LIST, ({ account }) => ({
    status: 200,
    body: { kind: "calendar#calendarList", etag: '"1"', items: [...account.calendars.values()].map(listEntry) },
  })),
  route("GET", /^\/users\/me\/calendarList\/([^/]+)$/, "calendarList.get", READS_LIST, (call) => ({
    status: 200,
    body: listEntry(calendarOf(call)),
  })),
  route("GET", /^\/calendars\/([^/]+)$/, "calendars.get", READS_CALENDARS, (call) => {
    const { id, summary, timeZone } = calendarOf(call);
    return { status: 200, body: { kind: "calendar#calendar", etag: '"1"', id, summary, timeZone } };
  }),
  route("POST", /^\/freeBusy$/, "freebusy.query", READS_FREE_BUSY, freeBusy),
  route("GET", EVENTS, "events.list", READS_EVENTS, (call) => ({
    status: 200,
    body: listEvents(call, readableCalendar(call)),
  })),
  route("POST", EVENTS, "events.insert", WRITES_EVENTS, (call) => {
    const calendar = writableCalendar(call);
    const event = makeEvent(calendar, readEventInput(call.body), call.clock.nowMs());
    return write(call, calendar, event);
  }),
  route("GET", EVENT, "events.get", READS_EVENTS, (call) => {
    const calendar = readableCalendar(call);
    return shown(call, calendar, eventOf(call, calendar));
  }),
  route("PATCH", EVENT, "events.patch", WRITES_EVENTS, (call) => change(call, "patch")),
  route("PUT", EVENT, "events.update", WRITES_EVENTS, (call) => change(call, "update")),
  route("DELETE", EVENT, "events.delete", WRITES_EVENTS, (call) => {
    const calendar = writableCalendar(call);
    const event = eventOf(call, calendar);
    if (event.status === "cancelled") throw errorOfStatus(410);
    checkMatch(event, call.ifMatch);
    const { version, sequence } = event;
    write(call, calendar, {
      ...event,
      status: "cancelled",
      version: version + 1,
      sequence: sequence + 1,
      updatedAtMs: call.clock.nowMs(),
    });
    return { status: 204 };
  }),
];

function route(
  method: string,
  path: RegExp,
  operation: string,
  scopes: readonly string[],
  answer: (call: Call) => Answer,
): Route {
  return { method, path, operation, scopes, answer };
}

function change(call: Call, how: "patch" | "update"): Answer {
  const calendar = writableCalendar(call);
  const event = eventOf(call, calendar);
  checkMatch(event, call.ifMatch);
  return write(call, calendar, changeEvent(calendar, event, readEventInput(call.body), how, call.clock.nowMs()));
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Keeps a change as a planted fault has it kept, and answers as though it were done as asked. */
function write(call: Call, calendar: Calendar, after: StoredEvent): Answer {
  const { world, clock, account, operation, fault } = call;
  const before = calendar.events.get(after.id);
  const keep = (event: StoredEvent) => calendar.events.set(event.id, event);
  const keepMoved = (byMs: number) => keep({ ...after, start: moved(after.start, byMs), end: moved(after.end, byMs) });
  switch (fault?.kind) {
    case "no-write":
      break;
    case "wrong-slot":
      keepMoved(DAY_MS);
      break;
    case "hour-off":
      keepMoved(HOUR_MS);
      break;
    case "duplicate":
      keep(after);
      keep({ ...after, id: newEventId() });
      break;
    case "late-failure": {
      keep(after);
      const undo = () => {
        world.doomed.delete(undo);
        if (before) keep(before);
        else calendar.events.delete(after.id);
      };
      world.doomed.add(undo);
      if (fault.afterMs !== undefined) clock.after(fault.afterMs, undo);
      break;
    }
    default:
      keep(after);
  }
  world.writes.push({
    atMs: clock.nowMs(),
    account: account.email,
    operation,
    calendarId: calendar.id,
    eventId: after.id,
    fault: fault?.kind ?? null,
  });
  return shown(call, calendar, after);
}

function shown({ account, query }: Call, calendar: Calendar, event: StoredEvent): Answer {
  const zone = query.get("timeZone") ?? calendar.timeZone;
  if (!isZone(zone)) throw badRequest();
  return { status: 200, body: presentEvent(account, calendar, event, zone), etag: etagOf(event) };
}

const freeBusyInput = z.object({
  timeMin: z.string(),
  timeMax: z.string(),
  timeZone: z.string().optional(),
  items: z.array(z.object({ id: z.string() })).max(50),
});

/** When calendars are taken: opaque events, overlaps made one, within what was asked. */
function freeBusy({ account, body }: Call): Answer {
  const parsed = freeBusyInput.safeParse(body);
  if (!parsed.success) throw badRequest();
  const { timeMin, timeMax, timeZone = "UTC", items } = parsed.data;
  const [fromMs, toMs] = [instantOfText(timeMin), instantOfText(timeMax)];
  if (!isZone(timeZone)) throw badRequest();
  if (toMs <= fromMs) throw timeRangeEmpty();
  const calendars = items.map(({ id }) => {
    const calendar = findCalendar(account, id);
    if (!calendar) return [id, { errors: [{ domain: "global", reason: "notFound" }], busy: [] }];
    const busy = busyTimes(calendar, fromMs, toMs);
    return [
      id,
      { busy: busy.map(([start, end]) => ({ start: localIso(start, timeZone), end: localIso(end, timeZone) })) },
    ];
  });
  const iso = (atMs: number) => new Date(atMs).toISOString();
  return {
    status: 200,
    body: {
      kind: "calendar#freeBusy",
      timeMin: iso(fromMs),
      timeMax: iso(toMs),
      calendars: Object.fromEntries(calendars) as object,
    },
  };
}

function busyTimes(calendar: Calendar, fromMs: number, toMs: number): [number, number][] {
  const taken = [...calendar.events.values()]
    .filter(({ status, fields }) => status !== "cancelled" && fields.transparency !== "transparent")
    .map(({ start, end }): [number, number] => [
      Math.max(fromMs, boundaryMs(start, calendar.timeZone)),
      Math.min(toMs, boundaryMs(end, calendar.timeZone)),
    ])
    .filter(([start, end]) => start < end)
    .sort(([one], [other]) => one - other);
  const joined: [number, number][] = [];
  for (const [start, end] of taken) {
    const last = joined.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else joined.push([start, end]);
  }
  return joined;
}

const listEntry = ({ id, summary, timeZone, primary, accessRole }: Calendar) => ({
  kind: "calendar#calendarListEntry",
  etag: '"1"',
  id,
  summary,
  timeZone,
  accessRole,
  selected: true,
  defaultReminders: [],
  ...(primary && { primary: true }),
});

function calendarOf({ account, parts: [id = ""] }: Call): Calendar {
  const calendar = findCalendar(account, id);
  if (!calendar) throw notFound();
  return calendar;
}

/** A calendar whose events this account sees: more than when it is taken. */
function readableCalendar(call: Call): Calendar {
  const calendar = calendarOf(call);
  if (calendar.accessRole === "freeBusyReader") throw notFound();
  return calendar;
}

function writableCalendar(call: Call): Calendar {
  const calendar = calendarOf(call);
  checkMayWrite(calendar);
  return calendar;
}

function eventOf({ parts: [, id = ""] }: Call, calendar: Calendar): StoredEvent {
  const event = calendar.events.get(id);
  if (!event) throw notFound();
  return event;
}
