import { fromLocalStamp, localStamp } from "@/lib/domain/appointments/zoned-time";
import type { ActionRun, ActionSteps, Integration, ReadBack, VendorAnswer } from "../integration";
import { asked, bound } from "../parameters";
import { at, lacks, list, text } from "../reading";
import { GOOGLE_API, GOOGLE_OAUTH, googleProblem } from "./google-oauth";

/** Google Calendar, API v3 (developers.google.com/workspace/calendar/api/v3/reference). */

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;
/** Marks an event as a caller's own: only such a one is ever changed for them. */
const CALLER = "aybizaCaller";
const CALL = "aybizaCall";

const eventsPath = ({ settings }: Pick<ActionRun, "settings">) =>
  `/calendar/v3/calendars/${encodeURIComponent(settings.calendar_id || "primary")}/events`;
const iso = (atMs: number) => new Date(atMs).toISOString();
const moment = (atMs: number, timeZone: string) => ({ dateTime: `${localStamp(atMs, timeZone)}:00`, timeZone });

type Span = { startMs: number; endMs: number };

/** The time that was asked for, or why it is none. */
function spanOf(run: ActionRun, start: string, minutes: number): Span | { refused: string } {
  const startMs = fromLocalStamp(start, run.bound.time_zone ?? "UTC");
  if (startMs === null) return { refused: `there is no such time as ${start}` };
  if (startMs < run.nowMs) return { refused: `${start} is in the past` };
  if (minutes < 5 || minutes > DAY_MINUTES) return { refused: "it must last from 5 minutes to a day" };
  return { startMs, endMs: startMs + minutes * MINUTE_MS };
}

function busyOf({ json }: VendorAnswer, calendarId: string): Span[] | null {
  const calendars = at(json, "calendars");
  const own =
    typeof calendars === "object" && calendars !== null
      ? ((calendars as Record<string, unknown>)[calendarId] ?? Object.values(calendars)[0])
      : undefined;
  const busy = list(own, "busy");
  if (!busy || (list(own, "errors")?.length ?? 0) > 0) return null;
  const spans = busy.map((span) => ({
    startMs: Date.parse(text(span, "start") ?? ""),
    endMs: Date.parse(text(span, "end") ?? ""),
  }));
  return spans.some(({ startMs, endMs }) => Number.isNaN(startMs) || Number.isNaN(endMs)) ? null : spans;
}

const freeBusy = (run: ActionRun, { startMs, endMs }: Span) => ({
  method: "POST" as const,
  path: "/calendar/v3/freeBusy",
  body: {
    timeMin: iso(startMs),
    timeMax: iso(endMs),
    timeZone: run.bound.time_zone,
    items: [{ id: run.settings.calendar_id || "primary" }],
  },
});

/** What an event says of itself, its times as instants; null when it is none or was canceled. */
function fieldsOf(event: unknown): { id: string; summary: string | null; start: string; end: string } | null {
  const id = text(event, "id");
  const [startMs, endMs] = ["start.dateTime", "end.dateTime"].map((path) => Date.parse(text(event, path) ?? ""));
  if (id === null || startMs === undefined || endMs === undefined || Number.isNaN(startMs + endMs)) return null;
  if (text(event, "status") === "cancelled") return null;
  return { id, summary: text(event, "summary"), start: iso(startMs), end: iso(endMs) };
}

function written(run: ActionRun, event: unknown) {
  const fields = fieldsOf(event);
  if (!fields) return lacks("event with a start and an end");
  const timeZone = run.bound.time_zone ?? "UTC";
  const { id, summary, start, end } = fields;
  return {
    done: {
      title: summary,
      start: localStamp(Date.parse(start), timeZone),
      end: localStamp(Date.parse(end), timeZone),
    },
    record: { id, fields: { summary, start, end } },
  };
}

function* createEvent(run: ActionRun): ActionSteps {
  const { said, bound: known, settings } = run;
  const timeZone = known.time_zone ?? "UTC";
  const span = spanOf(run, String(said.start), Number(said.minutes ?? (Number(settings.minutes) || 30)));
  if ("refused" in span) return span;
  const busy = busyOf(yield freeBusy(run, span), settings.calendar_id || "primary");
  if (!busy) return { refused: "the calendar did not say when it is free" };
  if (busy.length > 0) return { refused: "that time is taken; look up which times are free, and offer another" };
  const own = {
    ...(known.caller_number ? { [CALLER]: known.caller_number } : {}),
    ...(known.call_id ? { [CALL]: known.call_id } : {}),
  };
  const path = eventsPath(run);
  // Its id is ours: whatever is sent twice is one event.
  const id = run.runId.replaceAll("-", "");
  const words = [said.note, known.caller_number ? `Called from ${known.caller_number}.` : ""].filter(Boolean);
  const answer = yield {
    method: "POST",
    path,
    body: {
      id,
      summary: said.title,
      description: words.join("\n"),
      start: moment(span.startMs, timeZone),
      end: moment(span.endMs, timeZone),
      extendedProperties: { private: own },
    },
    changes: true,
    expects: [409],
  };
  if (answer.status !== 409) return written(run, answer.json);
  const there = yield { method: "GET", path: `${path}/${id}` };
  return written(run, there.json);
}

function* checkAvailability(run: ActionRun): ActionSteps {
  const timeZone = run.bound.time_zone ?? "UTC";
  const startMs = fromLocalStamp(`${String(run.said.day)}T00:00`, timeZone);
  if (startMs === null) return { refused: "there is no such day" };
  const span = { startMs: Math.max(startMs, run.nowMs), endMs: startMs + DAY_MINUTES * MINUTE_MS };
  if (span.endMs <= run.nowMs) return { refused: "that day is over" };
  const busy = busyOf(yield freeBusy(run, span), run.settings.calendar_id || "primary");
  if (!busy) return lacks("list of busy times");
  const shown = busy.map(({ startMs: from, endMs: to }) => ({
    from: localStamp(Math.max(from, span.startMs), timeZone),
    to: localStamp(Math.min(to, span.endMs), timeZone),
  }));
  return { done: { day: run.said.day, time_zone: timeZone, busy: shown, otherwise: "free" } };
}

/** The caller's own event: none of anybody else's is ever looked at. */
function* ownEvent(
  run: ActionRun,
): Generator<
  ReturnType<typeof ownEvents>,
  { event: NonNullable<ReturnType<typeof fieldsOf>> } | { refused: string } | { unreadable: string },
  VendorAnswer
> {
  const answer = yield ownEvents(run);
  const items = list(answer.json, "items");
  if (!items) return lacks("list of events");
  const timeZone = run.bound.time_zone ?? "UTC";
  const own = items
    .filter((event) => text(event, `extendedProperties.private.${CALLER}`) === run.bound.caller_number)
    .flatMap((event) => fieldsOf(event) ?? [])
    .filter(({ start }) => Date.parse(start) >= run.nowMs);
  const { from } = run.said;
  const wanted = from === undefined ? own : own.filter(({ start }) => localStamp(Date.parse(start), timeZone) === from);
  const [event, another] = wanted;
  const times = own.map(({ start }) => localStamp(Date.parse(start), timeZone)).join(", ");
  if (!event) {
    const why = own.length === 0 ? "nothing is entered under the caller's number" : `the caller's are at ${times}`;
    return { refused: why };
  }
  if (another) return { refused: `the caller has several, at ${times}; ask which one` };
  return { event };
}

const ownEvents = (run: ActionRun) => ({
  method: "GET" as const,
  path: eventsPath(run),
  query: {
    privateExtendedProperty: `${CALLER}=${run.bound.caller_number ?? ""}`,
    timeMin: iso(run.nowMs),
    singleEvents: "true",
    orderBy: "startTime",
    maxResults: "50",
  },
});

function* updateEvent(run: ActionRun): ActionSteps {
  const { said } = run;
  if (said.start === undefined && said.title === undefined) return { refused: "say what is to be changed" };
  const found = yield* ownEvent(run);
  if (!("event" in found)) return found;
  const { event } = found;
  const timeZone = run.bound.time_zone ?? "UTC";
  const lengthMinutes = (Date.parse(event.end) - Date.parse(event.start)) / MINUTE_MS;
  const change: Record<string, unknown> = said.title === undefined ? {} : { summary: said.title };
  if (said.start !== undefined) {
    const span = spanOf(run, String(said.start), lengthMinutes);
    if ("refused" in span) return span;
    const { startMs, endMs } = span;
    const around = yield {
      method: "GET",
      path: eventsPath(run),
      query: { timeMin: iso(startMs), timeMax: iso(endMs), singleEvents: "true", maxResults: "50" },
    };
    const others = list(around.json, "items");
    if (!others) return lacks("list of events");
    const isTaken = others.some(
      (other) =>
        text(other, "id") !== event.id &&
        text(other, "status") !== "cancelled" &&
        text(other, "transparency") !== "transparent",
    );
    if (isTaken) return { refused: "that time is taken; look up which times are free, and offer another" };
    Object.assign(change, { start: moment(startMs, timeZone), end: moment(endMs, timeZone) });
  }
  const path = `${eventsPath(run)}/${encodeURIComponent(event.id)}`;
  const answer = yield { method: "PATCH", path, body: change, changes: true };
  return written(run, answer.json);
}

const readBack: ReadBack = {
  request: ({ id }, of) => ({
    method: "GET",
    path: `${eventsPath(of)}/${encodeURIComponent(id)}`,
    expects: [404, 410],
  }),
  read: ({ status, json }) => {
    const fields = status === 200 ? fieldsOf(json) : null;
    return fields && { summary: fields.summary, start: fields.start, end: fields.end };
  },
};

const TIME = "as YYYY-MM-DDTHH:MM, in the business's own time";

export const GOOGLE_CALENDAR: Integration = {
  vendor: "google_calendar",
  title: "Google Calendar",
  description: "Agents see when you are busy, enter events, and move a caller’s own event.",
  auth: GOOGLE_OAUTH,
  scopes: [
    {
      scope: "https://www.googleapis.com/auth/calendar.events",
      words: "See and change the events on your calendars",
    },
    {
      scope: "https://www.googleapis.com/auth/calendar.freebusy",
      words: "See when you are free and when you are busy",
    },
  ],
  settings: [
    {
      name: "calendar_id",
      label: "Calendar",
      hint: "primary, or the calendar’s id: in Google Calendar under Settings, Integrate calendar.",
      required: true,
      initial: "primary",
    },
    { name: "minutes", label: "How long an event is, in minutes", hint: "", required: false, initial: "30" },
  ],
  apiOrigin: GOOGLE_API,
  whoAmI: {
    // A calendar's title is in its list of events; the first calendar's is the account's address.
    request: { method: "GET", path: "/calendar/v3/calendars/primary/events", query: { maxResults: "1" } },
    read: (json) => {
      const name = text(json, "summary");
      return name === null ? null : { name };
    },
  },
  problemIn: googleProblem,
  actions: [
    {
      name: "check_availability",
      title: "See when the calendar is free",
      description:
        "Looks up when the business's calendar is busy on one day; everything else of the day is free in it. Use it before you offer a time.",
      effect: "reads",
      confirm: "none",
      sayWhile: "Let me look at the calendar.",
      parameters: [asked("day", "The day, as YYYY-MM-DD", { type: "date" }), bound("time_zone")],
      steps: checkAvailability,
      readBack: null,
    },
    {
      name: "create_event",
      title: "Enter an event",
      description:
        "Enters an event into the business's calendar at a time that is free. When the time is taken it says so and enters nothing.",
      effect: "changes",
      confirm: "caller",
      mode: "one_after_another",
      sayWhile: "One moment, I’m entering that.",
      parameters: [
        asked("title", "What it is and for whom, such as: Check-up, Mia Chen"),
        asked("start", `When it begins, ${TIME}`, { type: "date_time" }),
        asked("minutes", "How long it takes, in minutes, when it is known", { type: "whole_number", required: false }),
        asked("note", "What the business should know, in the caller's own words", { required: false }),
        bound("time_zone"),
        bound("caller_number", false),
        bound("call_id", false),
      ],
      steps: createEvent,
      readBack,
    },
    {
      name: "update_event",
      title: "Move the caller’s event",
      description:
        "Moves the caller's own event to another time that is free, or gives it another title. It finds the event by the number the caller calls from.",
      effect: "changes",
      confirm: "caller",
      mode: "one_after_another",
      sayWhile: "One moment, I’m changing that.",
      parameters: [
        asked("from", `When the caller's event begins now, ${TIME}; only when they have several`, {
          type: "date_time",
          required: false,
        }),
        asked("start", `When it is to begin, ${TIME}`, { type: "date_time", required: false }),
        asked("title", "Its new title", { required: false }),
        bound("time_zone"),
        bound("caller_number"),
      ],
      steps: updateEvent,
      readBack,
    },
  ],
};
