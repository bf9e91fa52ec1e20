import { randomUUID } from "node:crypto";
import { z } from "zod";
import { isZone } from "../zone";
import { invalidArgument, notFound, permissionDenied } from "./api-error";
import { readBodyAs, readInstant, uuidOf, type Answer, type Call } from "./call";
import { presentCancellation, presentInvitee } from "./shapes";
import { groupEventAt, isOffered, openSlots } from "./slots";
import type { BookedEvent, Cancellation, EventType, Invitee } from "./world";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const TRACKED = ["utm_campaign", "utm_source", "utm_medium", "utm_content", "utm_term", "salesforce_uuid"] as const;

const tracking = z.strictObject(
  Object.fromEntries(TRACKED.map((name) => [name, z.string().nullable()])) as Record<
    (typeof TRACKED)[number],
    z.ZodNullable<z.ZodString>
  >,
);
export const bookingInput = z.object({
  event_type: z.string(),
  start_time: z.string(),
  invitee: z
    .object({
      name: z.string().min(1).optional(),
      first_name: z.string().min(1).optional(),
      last_name: z.string().optional(),
      email: z.email(),
      timezone: z.string().refine(isZone, "is not a valid time zone"),
      text_reminder_number: z
        .string()
        .regex(/^\+[\d ()-]{8,20}$/, "is not a valid phone number")
        .nullish(),
    })
    .refine((one) => one.name ?? one.first_name, { path: ["name"], message: "is missing" }),
  location: z.object({ kind: z.string(), location: z.string().min(1).optional() }).optional(),
  questions_and_answers: z.array(z.object({ question: z.string(), answer: z.string(), position: z.int() })).default([]),
  tracking: tracking.optional(),
  event_guests: z.array(z.email()).max(10).default([]),
});
export type BookingInput = z.output<typeof bookingInput>;

/** POST /invitees: books a slot that is open. There is no key against asking twice. @throws CalendlyApiError 400, 403, 404. */
export function createInvitee(call: Call): Answer {
  const { account, clock, base } = call;
  if (account.plan === "free") throw permissionDenied("This endpoint is not available on the Free plan");
  const input = readBodyAs(bookingInput, call.body);
  const type = account.types.get(uuidOf(input.event_type, "event_types", "event_type"));
  if (!type?.active) throw notFound();
  const event = bookOpenSlot(call, type, input, clock.nowMs());
  keep(call, event, event.invitees.length > 1 ? account.events.get(event.uuid) : undefined);
  const invitee = event.invitees.at(-1) as Invitee;
  return { status: 201, body: { resource: presentInvitee(base, event, invitee) } };
}

/** The event as it will stand, or stand with one more in it. @throws CalendlyApiError 400 when the slot is not open or something is missing. */
export function bookOpenSlot(
  { account }: Pick<Call, "account">,
  type: EventType,
  input: BookingInput,
  nowMs: number,
): BookedEvent {
  const startMs = readInstant(input.start_time, "start_time");
  if (openSlots(account, type, startMs, startMs + 1, nowMs).length === 0) {
    const taken = startMs > nowMs && isOffered(account, type, startMs);
    throw invalidArgument({
      parameter: "start_time",
      message: taken ? "The selected time has already been filled" : "The selected time is not available",
      code: taken ? "already_filled" : "not_available",
    });
  }
  checkAnswers(type, input.questions_and_answers);
  const place = readPlace(type, input.location);
  const invitee: Invitee = {
    uuid: randomUUID(),
    email: input.invitee.email,
    name: input.invitee.name ?? [input.invitee.first_name, input.invitee.last_name].filter(Boolean).join(" "),
    firstName: input.invitee.first_name ?? null,
    lastName: input.invitee.last_name ?? null,
    timezone: input.invitee.timezone,
    textReminderNumber: input.invitee.text_reminder_number ?? null,
    answers: input.questions_and_answers,
    tracking: input.tracking ?? Object.fromEntries(TRACKED.map((name) => [name, null])),
    createdAtMs: nowMs,
    cancellation: null,
  };
  const group = groupEventAt(account, type, startMs);
  if (group) return { ...group, invitees: [...group.invitees, invitee], updatedAtMs: nowMs };
  return {
    uuid: randomUUID(),
    typeUuid: type.uuid,
    startMs,
    endMs: startMs + type.durationMinutes * 60_000,
    place,
    guests: input.event_guests,
    invitees: [invitee],
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
    cancellation: null,
  };
}

function checkAnswers(type: EventType, answers: BookingInput["questions_and_answers"]): void {
  answers.forEach(({ question }, at) => {
    if (!type.questions.some(({ name }) => name === question))
      throw invalidArgument({ parameter: `questions_and_answers[${at}].question`, message: "is invalid" });
  });
  const open = type.questions.findIndex(
    ({ name, required }) => required && !answers.some((one) => one.question === name && one.answer !== ""),
  );
  if (open >= 0) throw invalidArgument({ parameter: `questions_and_answers[${open}].answer`, message: "is missing" });
}

/** Kinds of place where the one who books says more: a telephone number, an address. */
const ASKS = new Set(["outbound_call", "ask_invitee", "physical"]);

/** A place is chosen among those of the event type; with one that asks for nothing none need be. Of a round robin the host's is taken. */
function readPlace({ locations, pooling }: EventType, asked: BookingInput["location"]): BookedEvent["place"] {
  if (!locations || locations.length === 0 || pooling === "round_robin") {
    if (asked) throw invalidArgument({ parameter: "location", message: "must be left out for this event type" });
    return { type: "custom", location: null };
  }
  const [only] = locations;
  if (!asked && locations.length === 1 && only && !ASKS.has(only.kind))
    return { type: only.kind, location: only.location ?? null };
  if (!asked) throw invalidArgument({ parameter: "location", message: "is missing" });
  const offered = locations.filter(({ kind }) => kind === asked.kind);
  if (offered.length === 0) throw invalidArgument({ parameter: "location.kind", message: "is not offered here" });
  if (ASKS.has(asked.kind) && !asked.location)
    throw invalidArgument({ parameter: "location.location", message: "is missing" });
  return { type: asked.kind, location: asked.location ?? offered[0]?.location ?? null };
}

const cancelInput = z.object({ reason: z.string().max(10_000).optional() });

/** POST /scheduled_events/{uuid}/cancellation. @throws CalendlyApiError 403 when it is over or canceled, 404. */
export function cancelEvent(call: Call): Answer {
  const { account, parts, clock } = call;
  const event = account.events.get(parts[0] ?? "");
  if (!event) throw notFound();
  const { reason = null } = readBodyAs(cancelInput, call.body ?? {});
  if (event.cancellation) throw permissionDenied("Event is already canceled");
  if (event.startMs <= clock.nowMs()) throw permissionDenied("Event in the past");
  const canceled = canceledBy(event, {
    canceledBy: account.name,
    reason,
    cancelerType: "host",
    atMs: clock.nowMs(),
  });
  keep(call, canceled, event);
  return { status: 201, body: { resource: presentCancellation(canceled.cancellation as Cancellation) } };
}

export const canceledBy = (event: BookedEvent, cancellation: Cancellation): BookedEvent => ({
  ...event,
  cancellation,
  updatedAtMs: cancellation.atMs,
  invitees: event.invitees.map((invitee) => ({ ...invitee, cancellation: invitee.cancellation ?? cancellation })),
});

/** Keeps a change as a planted fault has it kept; it is answered as though it were done as asked. */
function keep(call: Call, after: BookedEvent, before: BookedEvent | undefined): void {
  const { world, account, clock, operation, fault } = call;
  const put = (event: BookedEvent) => account.events.set(event.uuid, event);
  const putMoved = (byMs: number) => put({ ...after, startMs: after.startMs + byMs, endMs: after.endMs + byMs });
  switch (fault?.kind) {
    case "no-write":
      break;
    case "wrong-slot":
      putMoved(DAY_MS);
      break;
    case "hour-off":
      putMoved(HOUR_MS);
      break;
    case "duplicate":
      put(after);
      put({ ...after, uuid: randomUUID() });
      break;
    case "late-failure": {
      put(after);
      const undo = () => {
        world.doomed.delete(undo);
        if (before) put(before);
        else account.events.delete(after.uuid);
      };
      world.doomed.add(undo);
      if (fault.afterMs !== undefined) clock.after(fault.afterMs, undo);
      break;
    }
    default:
      put(after);
  }
  world.writes.push({
    atMs: clock.nowMs(),
    account: account.email,
    operation,
    event: after.uuid,
    fault: fault?.kind ?? null,
  });
}
