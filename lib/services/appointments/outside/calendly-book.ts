import type { VendorRequest } from "@/lib/domain/integrations/integration";
import { at, list, text } from "@/lib/domain/integrations/reading";
import { bookingRequest, eventTypeRequest } from "@/lib/domain/integrations/vendors/calendly-booking";
import type { Span } from "@/lib/domain/appointments/outside-times";
import type { IntegrationDeps } from "../../integrations/installation";
import { withIntegrationToken } from "../../integrations/tokens";
import { askVendor, type Asked } from "./ask-vendor";
import { type Kept, type OutsideBook, type OutsideEntry, placeholderOf } from "./outside-book";

const DAY_MS = 86_400_000;
/** Calendly tells free times of a week at most, and of the future alone. */
const WEEK_MS = 7 * DAY_MS;
const SOON_MS = 60_000;
/** Of one customer, to come. */
const MOST_EVENTS = 20;

type Event = Span & { uri: string };
type Trouble = { problem: string };

/**
 * Calendly as the book (developer.calendly.com, API v2 with the Scheduling API). A "calendar" is an event type: Calendly alone says which starts it
 * gives, and how long one lasts. It names events itself and moves none: an appointment is known by its mark in the invitee's tracking, and moving is
 * booking the new time and canceling the old.
 */
export function calendlyBook(organizationId: string, deps: IntegrationDeps): OutsideBook {
  const ask = (request: VendorRequest) => askVendor(organizationId, "calendly", request, deps);

  async function user(): Promise<string | null> {
    const used = await withIntegrationToken({ organizationId }, "calendly", deps, async ({ account }) => ({
      value: account["user"] ?? null,
      expired: false,
    }));
    return "problem" in used ? null : used.value;
  }

  /** What stands there of an appointment, with which times. */
  async function marked(entry: OutsideEntry): Promise<{ events: Event[] } | Trouble> {
    const owner = await user();
    if (owner === null) return { problem: "Calendly is not connected" };
    const when: Record<string, string> = entry.email
      ? { invitee_email: entry.email, min_start_time: iso(deps.now().getTime()) }
      : { min_start_time: iso(entry.fromMs), max_start_time: iso(entry.untilMs) };
    const query = { user: owner, status: "active", count: String(MOST_EVENTS), sort: "start_time:asc", ...when };
    const asked = await ask({ method: "GET", path: "/scheduled_events", query });
    const found = asked.kind === "answer" ? list(asked.answer.json, "collection") : null;
    if (!found) return { problem: problemOf(asked, "the list of events can't be read") };
    const events = found.flatMap((one) => eventOf(one) ?? []);
    const isOurs = await Promise.all(events.map((event) => carries(event, entry.appointmentId)));
    const unread = isOurs.find((one) => typeof one === "object");
    return unread ?? { events: events.filter((_, index) => isOurs[index] === true) };
  }

  async function carries({ uri }: Event, appointmentId: string): Promise<boolean | Trouble> {
    const asked = await ask({ method: "GET", path: `${pathOf(uri)}/invitees`, query: { count: "10" } });
    const invitees = asked.kind === "answer" ? list(asked.answer.json, "collection") : null;
    if (!invitees) return { problem: problemOf(asked, "the list of invitees can't be read") };
    return invitees.some((invitee) => text(invitee, "tracking.utm_content") === appointmentId);
  }

  async function book(
    id: string,
    { appointmentId, fromMs, timeZone, name, phone, email }: OutsideEntry,
  ): Promise<Asked> {
    const asked = await ask(eventTypeRequest(idOf(id)));
    // Nothing was asked for yet: whatever came of this changed nothing.
    if (asked.kind !== "answer") return { kind: "refused", problem: asked.problem };
    const of = { startMs: fromMs, timeZone, name, email: email ?? "", phone, mark: appointmentId };
    const request = bookingRequest(asked.answer.json, of);
    return "refused" in request ? { kind: "refused", problem: request.refused } : ask(request);
  }

  async function cancel(uri: string): Promise<{ wasThere: boolean } | Trouble> {
    const path = `${pathOf(uri)}/cancellation`;
    const asked = await ask({ method: "POST", path, body: { reason: "" }, changes: true, expects: [400, 403, 404] });
    if (asked.kind !== "answer") return { problem: asked.problem };
    const { status } = asked.answer;
    if (status < 400 || status === 404) return { wasThere: status < 400 };
    // One that is canceled already is refused; so is one that may not be canceled.
    const seen = await lookAt(uri);
    if ("problem" in seen) return seen;
    return seen.span === null ? { wasThere: false } : { problem: `Calendly refused to cancel it (${status})` };
  }

  async function lookAt(uri: string): Promise<{ span: Span | null } | Trouble> {
    const asked = await ask({ method: "GET", path: pathOf(uri), expects: [404] });
    if (asked.kind !== "answer") return { problem: asked.problem };
    const event = asked.answer.status === 200 ? eventOf(at(asked.answer.json, "resource")) : null;
    return { span: event && { fromMs: event.fromMs, untilMs: event.untilMs } };
  }

  /** Takes these out; those that could not be are left. */
  async function cancelAll(events: readonly Event[]): Promise<string[]> {
    const left: string[] = [];
    for (const { uri } of events) if ("problem" in (await cancel(uri))) left.push(idOf(uri));
    return left;
  }

  return {
    title: "Calendly",
    needsEmail: true,

    async openings([eventType], { fromMs, untilMs }) {
      if (eventType === undefined) return { busy: new Map(), starts: null };
      const first = Math.max(fromMs, deps.now().getTime() + SOON_MS);
      const weeks: Span[] = [];
      for (let startMs = first; startMs < untilMs; startMs += WEEK_MS)
        weeks.push({ fromMs: startMs, untilMs: Math.min(startMs + WEEK_MS, untilMs) });
      const asked = await Promise.all(
        weeks.map((week) =>
          ask({
            method: "GET",
            path: "/event_type_available_times",
            query: {
              event_type: eventTypeUri(eventType),
              start_time: iso(week.fromMs),
              end_time: iso(week.untilMs),
            },
          }),
        ),
      );
      const starts = new Set<number>();
      for (const one of asked) {
        const times = one.kind === "answer" ? list(one.answer.json, "collection") : null;
        if (!times) return { problem: problemOf(one, "the list of free times can't be read") };
        for (const time of times)
          if (text(time, "status") === "available") starts.add(Date.parse(text(time, "start_time") ?? ""));
      }
      return { busy: new Map(), starts };
    },

    async place(eventType, entry, isThere): Promise<Kept> {
      if (entry.email === null) return { kind: "refused", problem: "it needs the customer’s e-mail address" };
      const fits = ({ fromMs, untilMs }: Event) => fromMs === entry.fromMs && untilMs === entry.untilMs;
      if (isThere) {
        // It may have been done before what was to follow was cut short.
        const before = await marked(entry);
        if ("problem" in before) return { kind: "unknown", problem: before.problem };
        const own = before.events.find(fits);
        if (own) return kept(own, await cancelAll(before.events.filter((event) => event !== own)));
      }
      for (let tries = 0; ; tries += 1) {
        const wrote = await book(eventType, entry);
        if (wrote.kind === "refused") return { kind: "refused", problem: wrote.problem };
        const seen = await marked(entry);
        if ("problem" in seen)
          return { kind: "unknown", problem: wrote.kind === "lost" ? wrote.problem : seen.problem };
        const own = seen.events.find(fits);
        if (own) return kept(own, await cancelAll(seen.events.filter((event) => event !== own)));
        // A request that broke may yet be done: only one that was answered is tried again.
        if (wrote.kind === "lost") return { kind: "unknown", problem: wrote.problem };
        const wrong = seen.events.find(({ fromMs }) => fromMs === entry.fromMs);
        if (wrong)
          return {
            kind: "unknown",
            problem: `it lasts ${minutes(wrong)} minutes there and ${minutes(entry)} in our book`,
          };
        if (tries === 1) return { kind: "unknown", problem: "what it keeps is not what it was given" };
      }
    },

    async remove(_eventType, externalId, entry) {
      if (externalId !== placeholderOf(entry.appointmentId)) return cancel(externalId);
      const seen = await marked(entry);
      if ("problem" in seen) return seen;
      const left = await cancelAll(seen.events);
      return left.length > 0 ? { problem: "Calendly did not cancel it" } : { wasThere: seen.events.length > 0 };
    },

    // Only its own people can have it delete an invitee's data.
    forget: async () => ({ problem: "Calendly keeps whom an event was booked for", isFinal: true }),

    look: (_eventType, externalId) => lookAt(externalId),
  };
}

const kept = (event: Event, left: string[]): Kept => ({ kind: "kept", externalId: idOf(event.uri), left });
const minutes = ({ fromMs, untilMs }: Span) => Math.round((untilMs - fromMs) / 60_000);
const iso = (atMs: number) => new Date(atMs).toISOString();
const idOf = (uri: string) => uri.split("/").at(-1) ?? "";
const pathOf = (uri: string) => `/scheduled_events/${encodeURIComponent(idOf(uri))}`;
const problemOf = (asked: Asked, otherwise: string) => (asked.kind === "answer" ? otherwise : asked.problem);

/** Calendly knows its own by their address in its API. */
const eventTypeUri = (id: string) => `https://api.calendly.com/event_types/${idOf(id)}`;

/** Null: canceled, or no event with a time. */
function eventOf(json: unknown): Event | null {
  const uri = text(json, "uri");
  const [fromMs, untilMs] = [text(json, "start_time"), text(json, "end_time")].map((time) => Date.parse(time ?? ""));
  if (uri === null || text(json, "status") !== "active") return null;
  if (fromMs === undefined || untilMs === undefined || Number.isNaN(fromMs + untilMs)) return null;
  return { uri, fromMs, untilMs };
}
