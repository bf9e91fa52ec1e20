import type { VendorRequest } from "../integration";
import { at, list, text } from "../reading";

/** What is booked at Calendly for one person: POST /invitees of its Scheduling API (developer.calendly.com). */

export type CalendlyBooking = {
  startMs: number;
  timeZone: string;
  name: string;
  email: string;
  /** Where they are reached: some event types call them. */
  phone: string | null;
  /** By this what is booked is found again. */
  mark: string | null;
};

/** Whatever is sent of the tracking, all of it has to be. */
const TRACKING = { utm_campaign: null, utm_medium: null, utm_term: null, salesforce_uuid: null };
/** Kinds of places where whoever books says where. */
const ASKS = new Set(["outbound_call", "ask_invitee"]);

/** What has to be known of an event type before it is booked. */
export const eventTypeRequest = (id: string): VendorRequest => ({
  method: "GET",
  path: `/event_types/${encodeURIComponent(id)}`,
});

/** The booking of an event type, as `eventTypeRequest` gave it. `refused`: it wants what nobody says on the telephone. */
export function bookingRequest(eventType: unknown, booking: CalendlyBooking): VendorRequest | { refused: string } {
  const { startMs, timeZone, name, email, phone, mark } = booking;
  const uri = text(eventType, "resource.uri");
  if (uri === null) return { refused: "Calendly has no such event type" };
  const location = placeOf(eventType, phone);
  if (location === undefined) return { refused: "that event needs the customer’s telephone number" };
  const answers = answersTo(eventType, phone);
  if ("refused" in answers) return answers;
  return {
    method: "POST",
    path: "/invitees",
    body: {
      event_type: uri,
      start_time: new Date(startMs).toISOString(),
      invitee: { name, email, timezone: timeZone },
      ...(location && { location }),
      ...(answers.given.length > 0 && { questions_and_answers: answers.given }),
      tracking: { ...TRACKING, utm_source: "aybiza", utm_content: mark },
    },
    changes: true,
  };
}

/** The first place that the event type offers and that can be named. Null: none is named (of a round robin it is the host's); undefined: none can be. */
function placeOf(eventType: unknown, phone: string | null): { kind: string; location?: string } | null | undefined {
  const offered = list(eventType, "resource.locations") ?? [];
  if (offered.length === 0 || text(eventType, "resource.pooling_type") === "round_robin") return null;
  for (const place of offered) {
    const [kind, location] = [text(place, "kind"), text(place, "location")];
    if (kind === null) continue;
    if (!ASKS.has(kind)) return { kind, ...(location !== null && { location }) };
    if (phone !== null) return { kind, location: phone };
  }
  return undefined;
}

/** Why nobody on the telephone can be booked as this event type (as a list of them has it), for whoever chooses it; null: somebody can. */
export function unfitForPhone(type: unknown): string | null {
  if (text(type, "kind") === "group") return "it is for groups, and to cancel one place cancels all of them";
  if (at(type, "is_paid") === true) return "it is paid for on Calendly’s page";
  const asked = (list(type, "custom_questions") ?? []).find(
    (question) => isRequired(question) && text(question, "type") !== "phone_number",
  );
  if (asked === undefined) return null;
  return `it asks “${text(asked, "name") ?? "a question"}”, which nobody on the telephone is asked: let it be optional at Calendly`;
}

const isRequired = (question: unknown): boolean =>
  at(question, "required") === true && at(question, "enabled") !== false;

type Answered = { given: { question: string; answer: string; position: number }[] };

/** What the event type asks of everybody: a telephone number is known, anything else is not. */
function answersTo(eventType: unknown, phone: string | null): Answered | { refused: string } {
  const asked = (list(eventType, "resource.custom_questions") ?? []).filter(isRequired);
  const given: Answered["given"] = [];
  for (const question of asked) {
    const name = text(question, "name") ?? "";
    if (text(question, "type") !== "phone_number" || phone === null)
      return { refused: "that event asks everybody a question that can only be answered on Calendly’s own page" };
    given.push({ question: name, answer: phone, position: Number(text(question, "position") ?? 0) });
  }
  return { given };
}
