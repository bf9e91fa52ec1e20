import { v7 as uuidv7 } from "uuid";
import { BookInput, type BookingResult, HoldInput } from "@/lib/contracts/appointments";
import type { Appointment } from "@/lib/db/generated/client";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import { calendarOf } from "@/lib/domain/appointments/outside-times";
import type { ServiceContext } from "../context";
import type { IntegrationDeps } from "../integrations/installation";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { announceAppointment } from "./announce-appointment";
import { asResource, noSuchAppointment, theAppointment } from "./appointment-row";
import { theResource, theService } from "./configured-row";
import { beginEntry, enterOutside, type Pending, writtenUntil } from "./outside/enter-outside";
import { lookOutsideForService } from "./outside/look-outside";
import { type OutsideBook, OutsideTrouble } from "./outside/outside-book";
import { noteBooked } from "./note-booked";
import { around, claimSlot, lockBook, lookForTime, timesOf } from "./take-time";

/** The call in which somebody books: settled by the server, never by what is asked for. */
type InCall = { callId?: string };

/**
 * Keeps a time from others for some minutes. A call has one hold at most: a new one gives back the one before. Needs `appointments.write`;
 * throws NOT_FOUND for another's service or person. Answers `taken` with the nearest free times when somebody was faster.
 */
export async function holdAppointment(
  context: ServiceContext,
  input: unknown,
  { callId }: InCall = {},
  now = new Date(),
  deps?: IntegrationDeps,
): Promise<BookingResult> {
  requirePermission(context, "appointments.write");
  const { serviceId, startsAt, staffId, holdMinutes } = parseInput(HoldInput, input);
  const { organizationId } = context;
  const nowMs = now.getTime();
  const startMs = Date.parse(startsAt);
  const outside = await lookOutsideForService(organizationId, serviceId, around(startMs), deps);
  return withTenant(organizationId, async (tx) => {
    const service = await theService(tx, organizationId, serviceId);
    if (staffId) await theResource(tx, organizationId, staffId);
    await lockBook(tx, service.businessId);
    if (callId) await tx.appointment.deleteMany({ where: { organizationId, callId, state: "held", entry: null } });
    const found = await lookForTime(tx, organizationId, service, { startMs, staffId, nowMs, outside });
    if (!found.free) return found.taken;
    const id = uuidv7();
    const heldUntil = new Date(nowMs + holdMinutes * 60_000);
    const { businessId } = service;
    const row = { organizationId, id, businessId, serviceId, callId: callId ?? null, createdAt: now, updatedAt: now };
    await tx.appointment.create({ data: { ...row, ...timesOf(found.slot), state: "held", heldUntil } });
    await claimSlot(tx, organizationId, id, found.slot);
    return { outcome: "done", appointment: await asResource(tx, organizationId, id) };
  });
}

/**
 * Books a time. Asked twice for the same (service, start and customer), it is booked once and both get the same appointment. A hold named, or the
 * one of the same call, becomes the appointment. Needs `appointments.write`; throws NOT_FOUND for another's service, person or hold. Answers
 * `taken` with the nearest free times when somebody was faster. Where the business is booked in a calendar outside too, the time is held while it
 * is entered there, and given back when it is not: then it throws OutsideTrouble. Audited, without who it is.
 */
export async function bookAppointment(
  context: ServiceContext,
  input: unknown,
  { callId }: InCall = {},
  now = new Date(),
  deps?: IntegrationDeps,
): Promise<BookingResult> {
  requirePermission(context, "appointments.write");
  const { serviceId, startsAt, staffId, customer, note, language, holdId } = parseInput(BookInput, input);
  const { organizationId } = context;
  const nowMs = now.getTime();
  const outside = await lookOutsideForService(organizationId, serviceId, around(Date.parse(startsAt)), deps);
  const taken = await withTenant(organizationId, async (tx): Promise<BookingResult | Pending> => {
    const service = await theService(tx, organizationId, serviceId);
    if (staffId) await theResource(tx, organizationId, staffId);
    await lockBook(tx, service.businessId);
    const start = new Date(startsAt);
    const wanted = { serviceId, start, customer, callId: callId ?? null };
    const before = await bookedBefore(tx, organizationId, wanted);
    if (before?.state === "held")
      throw new ServiceError("CONFLICT", "It is being booked at this moment. Ask again in a few seconds.");
    if (before) return { outcome: "done", appointment: await asResource(tx, organizationId, before.id) };
    const hold = await holdOf(tx, organizationId, { holdId, callId });
    if (hold && (hold.serviceId !== serviceId || hold.businessId !== service.businessId)) {
      const problem = "it is of another service";
      throw new ServiceError("INVALID", `Check holdId: ${problem}.`, { fields: { holdId: problem } });
    }
    const wish = {
      startMs: start.getTime(),
      staffId: staffId ?? hold?.staffId ?? undefined,
      nowMs,
      without: hold?.id,
      outside,
    };
    const found = await lookForTime(tx, organizationId, service, wish);
    if (!found.free) return found.taken;
    // What a hold had is given back with it, before the same is claimed anew.
    if (hold) await tx.appointment.deleteMany({ where: { organizationId, id: hold.id } });
    const id = uuidv7();
    const row = { organizationId, id, businessId: service.businessId, serviceId, callId: callId ?? null };
    const who = {
      customerName: customer.name,
      customerPhone: customer.phone,
      customerEmail: customer.email,
      customerTimeZone: customer.timeZone,
    };
    const times = { ...timesOf(found.slot), createdAt: now, updatedAt: now };
    const calendarId = outside && calendarOf(outside.settings, found.slot);
    const isOurs = outside === null || calendarId === null;
    if (!isOurs && outside.book.needsEmail && customer.email === null) throw emailNeeded(outside.book);
    const state = isOurs ? { state: "booked" as const } : { state: "held" as const, heldUntil: writtenUntil(now) };
    await tx.appointment.create({ data: { ...row, ...who, ...times, ...state, note, language } });
    await claimSlot(tx, organizationId, id, found.slot);
    if (!isOurs) return beginEntry(tx, { organizationId, appointmentId: id, outside, calendarId }, now);
    await noteBooked(tx, context, id, now);
    return { outcome: "done", appointment: await asResource(tx, organizationId, id) };
  });
  const result = taken.outcome === "pending" ? await enterOutside(taken, context, now) : taken;
  if (result.outcome === "done") announceAppointment(organizationId, result.appointment);
  return result;
}

/** Before anything is changed. */
function emailNeeded({ title }: OutsideBook): OutsideTrouble {
  return new OutsideTrouble(
    `${title} books nobody without an e-mail address. Nothing was changed.`,
    "The business's calendar needs the caller's e-mail address. Nothing is booked yet: ask for it, have it spelled, say it back, and book again with caller_email.",
    { "customer.email": `${title} needs it` },
  );
}

type Wanted = {
  serviceId: string;
  start: Date;
  customer: { name: string; phone: string | null; email: string | null };
  callId: string | null;
};

/** The same person's appointment at the same time for the same service. */
async function bookedBefore(
  tx: Transaction,
  organizationId: string,
  { serviceId, start, customer, callId }: Wanted,
): Promise<Appointment | null> {
  const { name, phone, email } = customer;
  const marks = [
    ...(callId ? [{ callId }] : []),
    ...(phone ? [{ customerPhone: phone }] : []),
    ...(email ? [{ customerEmail: email }] : []),
  ];
  return tx.appointment.findFirst({
    where: {
      organizationId,
      serviceId,
      startsAt: start,
      // What is being entered outside is theirs too.
      AND: [{ OR: [{ state: "booked" }, { state: "held", entry: { state: "writing" } }] }],
      customerName: { equals: name, mode: "insensitive" },
      ...(marks.length > 0 ? { OR: marks } : { customerPhone: null, customerEmail: null, callId: null }),
    },
  });
}

/** The hold named, which must be there, or that of the call, if it has one. One that is over counts for nothing. */
async function holdOf(
  tx: Transaction,
  organizationId: string,
  { holdId, callId }: { holdId: string | undefined; callId: string | undefined },
): Promise<Appointment | null> {
  if (holdId === undefined) {
    if (callId === undefined) return null;
    return tx.appointment.findFirst({ where: { organizationId, callId, state: "held", entry: null } });
  }
  const hold = await theAppointment(tx, organizationId, holdId);
  if (hold.state !== "held") throw noSuchAppointment();
  return hold;
}
