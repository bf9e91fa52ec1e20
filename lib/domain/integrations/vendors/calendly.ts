import { fromLocalStamp, localStamp } from "@/lib/domain/appointments/zoned-time";
import type {
  ActionResult,
  ActionRun,
  ActionSteps,
  Integration,
  ReadBack,
  VendorAnswer,
  VendorRequest,
} from "../integration";
import { asked, bound } from "../parameters";
import { lacks, list, text } from "../reading";
import { bookingRequest, eventTypeRequest } from "./calendly-booking";

/** Calendly, API v2 (developer.calendly.com), with its Scheduling API for booking. */

const DAY_MS = 86_400_000;
const MOST_TOLD = 5;
const MOST_LOOKED_AT = 5;
const iso = (atMs: number) => new Date(atMs).toISOString();

const eventTypeIn = ({ settings }: ActionRun): string | null => {
  const id = (settings.event_type ?? "").split("/").at(-1) ?? "";
  return /^[\w-]+$/.test(id) ? id : null;
};
const idOf = (uri: string): string => encodeURIComponent(uri.split("/").at(-1) ?? "");

const readEvent: ReadBack = {
  request: ({ id }) => ({ method: "GET", path: `/scheduled_events/${idOf(id)}`, expects: [404] }),
  read: ({ status, json }) => {
    const start = Date.parse(text(json, "resource.start_time") ?? "");
    if (status !== 200 || Number.isNaN(start)) return null;
    return { start: iso(start), status: text(json, "resource.status") };
  },
};

type Failed = Exclude<ActionResult, { done: unknown }>;
type Asking<T> = Generator<VendorRequest, T | Failed, VendorAnswer>;

/** Books a time that is free; else says which are free near to it. */
function* book(
  run: ActionRun,
  start: string,
  who: { name: string; email: string },
): Asking<{ event: string; startMs: number }> {
  const id = eventTypeIn(run);
  if (!id) return { refused: "the business has not said yet what is booked" };
  const timeZone = run.bound.time_zone ?? "UTC";
  const startMs = fromLocalStamp(start, timeZone);
  if (startMs === null) return { refused: `there is no such time as ${start}` };
  if (startMs <= run.nowMs) return { refused: `${start} is in the past` };
  const { json: eventType } = yield eventTypeRequest(id);
  const phone = run.bound.caller_number ?? null;
  // By the number an appointment is known as a caller's own.
  const request = bookingRequest(eventType, { startMs, timeZone, ...who, phone, mark: phone });
  if ("refused" in request) return request;
  const free = yield {
    method: "GET",
    path: "/event_type_available_times",
    query: {
      event_type: text(eventType, "resource.uri") ?? "",
      start_time: iso(Math.max(run.nowMs + 60_000, startMs - DAY_MS)),
      end_time: iso(startMs + DAY_MS),
    },
  };
  const times = list(free.json, "collection");
  if (!times) return lacks("list of free times");
  const open = times
    .filter((time) => text(time, "status") === "available")
    .map((time) => Date.parse(text(time, "start_time") ?? ""));
  if (!open.includes(startMs)) {
    const near = open
      .filter((atMs) => !Number.isNaN(atMs))
      .sort((a, b) => Math.abs(a - startMs) - Math.abs(b - startMs))
      .slice(0, MOST_TOLD)
      .map((atMs) => localStamp(atMs, timeZone));
    return {
      refused: `that time is taken; ${near.length > 0 ? `free near to it: ${near.join(", ")}` : "none is near"}`,
    };
  }
  const made = yield request;
  const event = text(made.json, "resource.event");
  return event === null ? lacks("event") : { event, startMs };
}

/** The caller's own appointment: booked with this address, and from this number. */
function* own(run: ActionRun): Asking<{ event: string; startMs: number; name: string }> {
  const timeZone = run.bound.time_zone ?? "UTC";
  const email = String(run.said.email).trim();
  const { json } = yield {
    method: "GET",
    path: "/scheduled_events",
    query: {
      user: run.account.user ?? "",
      invitee_email: email,
      status: "active",
      min_start_time: iso(run.nowMs),
      sort: "start_time:asc",
      count: "20",
    },
  };
  const events = list(json, "collection");
  if (!events) return lacks("list of appointments");
  const found: { event: string; startMs: number; name: string }[] = [];
  for (const event of events.slice(0, MOST_LOOKED_AT)) {
    const [uri, startMs] = [text(event, "uri"), Date.parse(text(event, "start_time") ?? "")];
    if (uri === null || Number.isNaN(startMs)) continue;
    if (run.said.from !== undefined && localStamp(startMs, timeZone) !== run.said.from) continue;
    const path = `/scheduled_events/${idOf(uri)}/invitees`;
    const invitees = yield { method: "GET", path, query: { email, status: "active" } };
    const invitee = list(invitees.json, "collection")?.find(
      (one) => text(one, "tracking.utm_content") === run.bound.caller_number,
    );
    // A group's event is canceled for all who are in it.
    const isShared = Number(text(event, "invitees_counter.active") ?? "1") > 1;
    if (invitee && !isShared) found.push({ event: uri, startMs, name: text(invitee, "name") ?? email });
  }
  const [one, another] = found;
  if (!one) return { refused: "nothing is booked with that address from the number that the caller calls from" };
  const times = found.map(({ startMs }) => localStamp(startMs, timeZone)).join(", ");
  return another ? { refused: `the caller has several, at ${times}; ask which one` } : one;
}

const cancellation = (event: string, reason: string): VendorRequest => ({
  method: "POST",
  path: `/scheduled_events/${idOf(event)}/cancellation`,
  body: { reason },
  changes: true,
});

function* bookSlot(run: ActionRun): ActionSteps {
  const { start, name, email } = run.said;
  const booked = yield* book(run, String(start), { name: String(name), email: String(email).trim() });
  if (!("event" in booked)) return booked;
  const { event, startMs } = booked;
  return {
    done: { booked: localStamp(startMs, run.bound.time_zone ?? "UTC") },
    record: { id: event, fields: { start: iso(startMs), status: "active" } },
  };
}

function* reschedule(run: ActionRun): ActionSteps {
  const before = yield* own(run);
  if (!("event" in before)) return before;
  // They keep the old time until the new one is theirs.
  const who = { name: before.name, email: String(run.said.email).trim() };
  const booked = yield* book(run, String(run.said.start), who);
  if (!("event" in booked)) return booked;
  const timeZone = run.bound.time_zone ?? "UTC";
  const moved = { moved_to: localStamp(booked.startMs, timeZone) };
  const record = { id: booked.event, fields: { start: iso(booked.startMs), status: "active" } };
  const gone = yield { ...cancellation(before.event, "Moved to another time"), expects: [400, 403, 404] };
  if (gone.status < 300) return { done: moved, record };
  const note = `The new time is booked. The old one, ${localStamp(before.startMs, timeZone)}, could not be canceled: the business has to.`;
  return { done: { ...moved, note }, record };
}

function* cancel(run: ActionRun): ActionSteps {
  const found = yield* own(run);
  if (!("event" in found)) return found;
  yield cancellation(found.event, String(run.said.reason ?? "Canceled by phone"));
  return {
    done: { canceled: localStamp(found.startMs, run.bound.time_zone ?? "UTC") },
    record: { id: found.event, fields: { start: iso(found.startMs), status: "canceled" } },
  };
}

const TIME = "as YYYY-MM-DDTHH:MM, in the business's own time";
const EMAIL = asked("email", "The caller's e-mail address, as they spelled it");
const FROM = asked("from", `When it begins now, ${TIME}; only when the caller has several`, {
  type: "date_time",
  required: false,
});

export const CALENDLY: Integration = {
  vendor: "calendly",
  title: "Calendly",
  description: "Agents book one of your Calendly events, and move or cancel a caller’s own.",
  auth: {
    kind: "oauth",
    client: "calendly",
    authorize: { origin: "https://auth.calendly.com", path: "/oauth/authorize" },
    token: { origin: "https://auth.calendly.com", path: "/oauth/token" },
    pkce: true,
    clientAuth: "basic",
    tokenBody: "form",
    scopeSeparator: " ",
    revoke: ({ access, refresh }, client) => ({
      origin: "https://auth.calendly.com",
      method: "POST",
      path: "/oauth/revoke",
      form: { client_id: client.id, client_secret: client.secret, token: refresh ?? access },
    }),
  },
  scopes: [
    { scope: "users:read", words: "Know whose Calendly this is" },
    { scope: "event_types:read", words: "See what can be booked with you" },
    // Calendly's page of the free times names this one, its list of scopes the one before.
    { scope: "availability:read", words: "See when you are free" },
    { scope: "scheduled_events:read", words: "See what is booked with you" },
    { scope: "scheduled_events:write", words: "Book and cancel with you" },
  ],
  settings: [
    {
      name: "event_type",
      label: "What is booked",
      hint: "The event type’s id or API address (https://api.calendly.com/event_types/…).",
      required: true,
    },
  ],
  apiOrigin: "https://api.calendly.com",
  whoAmI: {
    request: { method: "GET", path: "/users/me" },
    read: (json) => {
      const [user, name] = [text(json, "resource.uri"), text(json, "resource.email")];
      return user === null || name === null ? null : { user, name };
    },
  },
  problemIn: (json) => text(json, "message") ?? text(json, "title"),
  actions: [
    {
      name: "book_slot",
      title: "Book a time",
      description:
        "Books a time with the business. When it is taken it books nothing and says which times near to it are free: offer those.",
      effect: "changes",
      confirm: "caller",
      mode: "one_after_another",
      sayWhile: "One moment, I’m booking that.",
      parameters: [
        asked("start", `When it begins, ${TIME}`, { type: "date_time" }),
        asked("name", "The caller's name, as they said it"),
        EMAIL,
        bound("time_zone"),
        bound("caller_number", false),
      ],
      steps: bookSlot,
      readBack: readEvent,
    },
    {
      name: "reschedule",
      title: "Move the caller’s appointment",
      description:
        "Moves the caller's own appointment to another free time. It finds it by their e-mail address and the number they call from.",
      effect: "changes",
      confirm: "caller",
      mode: "one_after_another",
      sayWhile: "One moment, I’m moving that.",
      parameters: [
        asked("start", `When it is to begin, ${TIME}`, { type: "date_time" }),
        EMAIL,
        FROM,
        bound("time_zone"),
        bound("caller_number"),
      ],
      steps: reschedule,
      readBack: readEvent,
    },
    {
      name: "cancel",
      title: "Cancel the caller’s appointment",
      description:
        "Cancels the caller's own appointment. It finds it by their e-mail address and the number they call from.",
      effect: "changes",
      confirm: "caller",
      mode: "one_after_another",
      sayWhile: "One moment, I’m canceling that.",
      parameters: [
        EMAIL,
        FROM,
        asked("reason", "Why, when they say so", { required: false }),
        bound("time_zone"),
        bound("caller_number"),
      ],
      steps: cancel,
      readBack: readEvent,
    },
  ],
};
