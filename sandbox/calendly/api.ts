import { invalidArgument, notFound, permissionDenied } from "./api-error";
import { cancelEvent, createInvitee } from "./booking";
import { paged, readInstant, uuidOf, type Answer, type Call } from "./call";
import { presentEvent, presentInvitee, presentSlot, presentType, presentUser } from "./shapes";
import { openSlots } from "./slots";
import type { BookedEvent } from "./world";

export interface Route {
  readonly method: string;
  /** What varies is a group. */
  readonly path: RegExp;
  readonly operation: string;
  /** All are needed; a :write has its :read within it. */
  readonly scopes: readonly string[];
  readonly answer: (call: Call) => Answer;
}

const LONGEST_RANGE_MS = 31 * 86_400_000;

/** The endpoints that are answered. Source: developer.calendly.com/api-docs, with the range of 31 days of its release notes of July 9, 2026. */
export const ROUTES: readonly Route[] = [
  reading(/^\/users\/(me|[\w-]+)$/, "users.get", ["users:read"], ({ account, base, parts: [which = ""] }) => {
    if (which !== "me" && which !== account.userUuid) throw permissionDenied();
    return { resource: presentUser(base, account) };
  }),
  reading(/^\/event_types$/, "event_types.list", ["event_types:read"], listTypes),
  reading(
    /^\/event_types\/([\w-]+)$/,
    "event_types.get",
    ["event_types:read"],
    ({ account, base, parts: [id = ""] }) => {
      const type = account.types.get(id);
      if (!type) throw notFound();
      return { resource: presentType(base, account, type) };
    },
  ),
  // The endpoint's page names one of these scopes, the catalogue of scopes the other: an app that has both is right whichever holds.
  reading(
    /^\/event_type_available_times$/,
    "available_times.list",
    ["availability:read", "event_types:read"],
    listSlots,
  ),
  reading(/^\/scheduled_events$/, "scheduled_events.list", ["scheduled_events:read"], listEvents),
  reading(/^\/scheduled_events\/([\w-]+)$/, "scheduled_events.get", ["scheduled_events:read"], (call) => ({
    resource: presentEvent(call.base, call.account, eventOf(call)),
  })),
  reading(/^\/scheduled_events\/([\w-]+)\/invitees$/, "invitees.list", ["scheduled_events:read"], listInvitees),
  reading(/^\/scheduled_events\/([\w-]+)\/invitees\/([\w-]+)$/, "invitees.get", ["scheduled_events:read"], (call) => {
    const event = eventOf(call);
    const invitee = event.invitees.find(({ uuid }) => uuid === call.parts[1]);
    if (!invitee) throw notFound();
    return { resource: presentInvitee(call.base, event, invitee) };
  }),
  {
    method: "POST",
    path: /^\/invitees$/,
    operation: "invitees.create",
    scopes: ["scheduled_events:write"],
    answer: createInvitee,
  },
  {
    method: "POST",
    path: /^\/scheduled_events\/([\w-]+)\/cancellation$/,
    operation: "scheduled_events.cancel",
    scopes: ["scheduled_events:write"],
    answer: cancelEvent,
  },
];

function reading(path: RegExp, operation: string, scopes: readonly string[], read: (call: Call) => object): Route {
  return { method: "GET", path, operation, scopes, answer: (call) => ({ status: 200, body: read(call) }) };
}

function eventOf({ account, parts: [id = ""] }: Call): BookedEvent {
  const event = account.events.get(id);
  if (!event) throw notFound();
  return event;
}

/** Collections are asked for of a user or an organization, and only of one's own. @throws CalendlyApiError 400, 403. */
function checkOwner({ account, query }: Call): void {
  const [user, organization] = [query.get("user"), query.get("organization")];
  if (user === null && organization === null)
    throw invalidArgument({ parameter: "user", message: "either user or organization is required" });
  if (user !== null && uuidOf(user, "users", "user") !== account.userUuid) throw permissionDenied();
  if (organization !== null && uuidOf(organization, "organizations", "organization") !== account.organizationUuid)
    throw permissionDenied();
}

function listTypes(call: Call): object {
  const { account, base, query } = call;
  checkOwner(call);
  const active = readChoice(call, "active", ["true", "false"]);
  const sort = readChoice(call, "sort", ["name:asc", "name:desc"]) ?? "name:asc";
  const rows = [...account.types.values()]
    .filter((type) => active === undefined || String(type.active) === active)
    .sort((one, other) => one.name.localeCompare(other.name) * (sort === "name:asc" ? 1 : -1));
  return paged({ ...call, query }, "/event_types", rows, (type) => presentType(base, account, type));
}

function listSlots({ account, query, clock }: Call): object {
  const type = account.types.get(uuidOf(query.get("event_type"), "event_types", "event_type"));
  if (!type) throw notFound();
  const fromMs = readInstant(query.get("start_time"), "start_time");
  const toMs = readInstant(query.get("end_time"), "end_time");
  if (fromMs < clock.nowMs()) throw invalidArgument({ parameter: "start_time", message: "must be in the future" });
  if (toMs <= fromMs) throw invalidArgument({ parameter: "end_time", message: "must be after start_time" });
  if (toMs - fromMs > LONGEST_RANGE_MS)
    throw invalidArgument({ parameter: "end_time", message: "date range can be no greater than 31 days" });
  const slots = type.active ? openSlots(account, type, fromMs, toMs, clock.nowMs()) : [];
  return { collection: slots.map(({ startMs, remaining }) => presentSlot(account, type, startMs, remaining)) };
}

function listEvents(call: Call): object {
  const { account, base, query } = call;
  checkOwner(call);
  const status = readChoice(call, "status", ["active", "canceled"]);
  const sort = readChoice(call, "sort", ["start_time:asc", "start_time:desc"]);
  const bound = (name: string) => (query.has(name) ? readInstant(query.get(name), name) : undefined);
  const [minMs, maxMs] = [bound("min_start_time"), bound("max_start_time")];
  const email = query.get("invitee_email")?.toLowerCase();
  const rows = [...account.events.values()]
    .filter(
      (event) =>
        (status === undefined || (status === "canceled") === (event.cancellation !== null)) &&
        (minMs === undefined || event.startMs >= minMs) &&
        (maxMs === undefined || event.startMs < maxMs) &&
        (email === undefined || event.invitees.some((invitee) => invitee.email.toLowerCase() === email)),
    )
    .sort((one, other) => (one.startMs - other.startMs) * (sort === "start_time:desc" ? -1 : 1));
  return paged(call, "/scheduled_events", rows, (event) => presentEvent(base, account, event));
}

function listInvitees(call: Call): object {
  const { base, query, parts } = call;
  const event = eventOf(call);
  const status = readChoice(call, "status", ["active", "canceled"]);
  const email = query.get("email")?.toLowerCase();
  const rows = event.invitees.filter(
    (invitee) =>
      (status === undefined || (status === "canceled") === (invitee.cancellation !== null)) &&
      (email === undefined || invitee.email.toLowerCase() === email),
  );
  return paged(call, `/scheduled_events/${parts[0]}/invitees`, rows, (one) => presentInvitee(base, event, one));
}

function readChoice({ query }: Call, name: string, choices: readonly string[]): string | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  if (!choices.includes(text)) throw invalidArgument({ parameter: name, message: "is invalid" });
  return text;
}
