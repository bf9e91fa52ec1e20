import { list, text } from "@/lib/domain/integrations/reading";
import { at } from "@/lib/domain/integrations/reading";
import type { VendorAnswer, VendorRequest } from "@/lib/domain/integrations/integration";
import type { Span } from "@/lib/domain/appointments/outside-times";
import type { IntegrationDeps } from "../../integrations/installation";
import { askVendor, type Asked } from "./ask-vendor";
import { type Kept, type OutsideBook, type OutsideEntry, placeholderOf } from "./outside-book";

/** Marks an event as an appointment's: a second one with the same mark is one too many. */
const MARK = "aybizaAppointment";

/** Google Calendar as the book (developers.google.com/workspace/calendar/api/v3/reference). An event's id is the appointment's own. */
export function googleBook(organizationId: string, deps: IntegrationDeps): OutsideBook {
  const ask = (request: VendorRequest) => askVendor(organizationId, "google_calendar", request, deps);

  async function marked(calendarId: string, appointmentId: string): Promise<{ events: Event[] } | { problem: string }> {
    const query = { privateExtendedProperty: `${MARK}=${appointmentId}`, maxResults: "10" };
    const asked = await ask({ method: "GET", path: eventsOf(calendarId), query });
    const items = asked.kind === "answer" ? list(asked.answer.json, "items") : null;
    if (!items) return { problem: problemOf(asked, "the list of events can't be read") };
    return { events: items.flatMap((item) => eventOf(item) ?? []) };
  }

  const insert = (calendarId: string, entry: OutsideEntry) =>
    ask({ method: "POST", path: eventsOf(calendarId), body: bodyOf(entry), changes: true, expects: [409] });
  const update = (calendarId: string, entry: OutsideEntry) =>
    ask({
      method: "PUT",
      path: `${eventsOf(calendarId)}/${idOf(entry.appointmentId)}`,
      body: bodyOf(entry),
      changes: true,
      expects: [404, 410],
    });

  /** One try: whichever way it is not there yet or is already. */
  async function write(calendarId: string, entry: OutsideEntry, isThere: boolean): Promise<Asked> {
    const first = isThere ? await update(calendarId, entry) : await insert(calendarId, entry);
    if (first.kind !== "answer" || first.answer.status < 400) return first;
    return isThere ? insert(calendarId, entry) : update(calendarId, entry);
  }

  async function remove(calendarId: string, externalId: string) {
    const path = `${eventsOf(calendarId)}/${externalId}`;
    const asked = await ask({ method: "DELETE", path, changes: true, expects: [404, 410] });
    if (asked.kind !== "answer") return { problem: asked.problem };
    return { wasThere: asked.answer.status < 400 };
  }

  return {
    title: "Google Calendar",
    needsEmail: false,
    async openings(calendarIds, { fromMs, untilMs }) {
      const items = calendarIds.map((id) => ({ id }));
      const body = { timeMin: iso(fromMs), timeMax: iso(untilMs), items };
      const asked = await ask({ method: "POST", path: "/calendar/v3/freeBusy", body });
      if (asked.kind !== "answer") return { problem: asked.problem };
      const found = calendarIds.map((id) => [id, busyOf(asked.answer, id)] as const);
      const unread = found.find(([, busy]) => busy === null);
      if (unread) return { problem: `the calendar ${unread[0]} can't be read` };
      return { busy: new Map(found.map(([id, busy]) => [id, busy ?? []])), starts: null };
    },

    async place(calendarId, entry, isThere): Promise<Kept> {
      const id = idOf(entry.appointmentId);
      let there = isThere;
      for (let tries = 0; ; tries += 1) {
        const wrote = await write(calendarId, entry, there);
        if (wrote.kind === "refused") return { kind: "refused", problem: wrote.problem };
        const seen = await marked(calendarId, entry.appointmentId);
        if ("problem" in seen)
          return wrote.kind === "answer"
            ? { kind: "kept", externalId: id, left: [] }
            : { kind: "unknown", problem: wrote.problem };
        for (const event of seen.events) if (event.id !== id) await remove(calendarId, event.id);
        const own = seen.events.find((event) => event.id === id);
        if (own && own.fromMs === entry.fromMs && own.untilMs === entry.untilMs)
          return { kind: "kept", externalId: id, left: [] };
        // A request that broke may yet be done: only one that was answered is tried again.
        if (wrote.kind !== "answer") return { kind: "unknown", problem: wrote.problem };
        if (tries === 1) return { kind: "unknown", problem: "what it keeps is not what it was given" };
        there = own !== undefined;
      }
    },

    remove,

    async forget(calendarId, externalId, { title, words }) {
      const path = `${eventsOf(calendarId)}/${externalId}`;
      // Of what people have moved there only the words change.
      const body = { summary: title, description: words };
      const asked = await ask({ method: "PATCH", path, body, changes: true, expects: [404, 410] });
      if (asked.kind !== "answer") return { problem: asked.problem, isFinal: false };
      const seen = await ask({ method: "GET", path, expects: [404, 410] });
      if (seen.kind !== "answer") return { problem: seen.problem, isFinal: false };
      const isForgotten = seen.answer.status !== 200 || text(seen.answer.json, "summary") === title;
      return isForgotten ? { forgotten: true } : { problem: "it still has what it had", isFinal: false };
    },

    async look(calendarId, externalId) {
      const path = `${eventsOf(calendarId)}/${externalId}`;
      const asked = await ask({ method: "GET", path, expects: [404, 410] });
      if (asked.kind !== "answer") return { problem: asked.problem };
      const event = asked.answer.status === 200 ? eventOf(asked.answer.json) : null;
      return { span: event && { fromMs: event.fromMs, untilMs: event.untilMs } };
    },
  };
}

type Event = Span & { id: string };

/** Google takes letters a to v and digits: a UUID's are among them. */
const idOf = placeholderOf;
const eventsOf = (calendarId: string) => `/calendar/v3/calendars/${encodeURIComponent(calendarId)}/events`;
const iso = (atMs: number) => new Date(atMs).toISOString();
const problemOf = (asked: Asked, otherwise: string) => (asked.kind === "answer" ? otherwise : asked.problem);

const bodyOf = ({ appointmentId, fromMs, untilMs, timeZone, title, words }: OutsideEntry) => ({
  id: idOf(appointmentId),
  status: "confirmed",
  summary: title,
  description: words,
  start: { dateTime: iso(fromMs), timeZone },
  end: { dateTime: iso(untilMs), timeZone },
  extendedProperties: { private: { [MARK]: appointmentId } },
});

/** Null: canceled, or no event with a time. */
function eventOf(json: unknown): Event | null {
  const id = text(json, "id");
  const [fromMs, untilMs] = [text(json, "start.dateTime"), text(json, "end.dateTime")].map((time) =>
    Date.parse(time ?? ""),
  );
  if (id === null || text(json, "status") === "cancelled") return null;
  if (fromMs === undefined || untilMs === undefined || Number.isNaN(fromMs + untilMs)) return null;
  return { id, fromMs, untilMs };
}

/** Null where the calendar can't be seen or the answer is none. */
function busyOf({ json }: VendorAnswer, calendarId: string): Span[] | null {
  const calendars = at(json, "calendars");
  if (typeof calendars !== "object" || calendars === null) return null;
  const own = (calendars as Record<string, unknown>)[calendarId];
  const busy = list(own, "busy");
  if (!busy || (list(own, "errors")?.length ?? 0) > 0) return null;
  const spans = busy.map((span) => ({
    fromMs: Date.parse(text(span, "start") ?? ""),
    untilMs: Date.parse(text(span, "end") ?? ""),
  }));
  return spans.some(({ fromMs, untilMs }) => Number.isNaN(fromMs + untilMs)) ? null : spans;
}
