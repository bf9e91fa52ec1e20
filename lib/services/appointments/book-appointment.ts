import { v7 as uuidv7 } from "uuid";
import { BookInput, type BookingResult, HoldInput } from "@/lib/contracts/appointments";
import type { Appointment } from "@/lib/db/generated/client";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { announceAppointment } from "./announce-appointment";
import { asResource, noSuchAppointment, theAppointment } from "./appointment-row";
import { theResource, theService } from "./configured-row";
import { planMessages } from "./plan-messages";
import { claimSlot, lockBook, lookForTime, timesOf } from "./take-time";

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
): Promise<BookingResult> {
  requirePermission(context, "appointments.write");
  const { serviceId, startsAt, staffId, holdMinutes } = parseInput(HoldInput, input);
  const { organizationId } = context;
  const nowMs = now.getTime();
  return withTenant(organizationId, async (tx) => {
    const service = await theService(tx, organizationId, serviceId);
    if (staffId) await theResource(tx, organizationId, staffId);
    await lockBook(tx, service.businessId);
    if (callId) await tx.appointment.deleteMany({ where: { organizationId, callId, state: "held" } });
    const found = await lookForTime(tx, organizationId, service, { startMs: Date.parse(startsAt), staffId, nowMs });
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
 * `taken` with the nearest free times when somebody was faster. Audited, without who it is.
 */
export async function bookAppointment(
  context: ServiceContext,
  input: unknown,
  { callId }: InCall = {},
  now = new Date(),
): Promise<BookingResult> {
  requirePermission(context, "appointments.write");
  const { serviceId, startsAt, staffId, customer, note, language, holdId } = parseInput(BookInput, input);
  const { organizationId } = context;
  const nowMs = now.getTime();
  const result = await withTenant(organizationId, async (tx): Promise<BookingResult> => {
    const service = await theService(tx, organizationId, serviceId);
    if (staffId) await theResource(tx, organizationId, staffId);
    await lockBook(tx, service.businessId);
    const start = new Date(startsAt);
    const wanted = { serviceId, start, customer, callId: callId ?? null };
    const before = await bookedBefore(tx, organizationId, wanted);
    if (before) return { outcome: "done", appointment: await asResource(tx, organizationId, before.id) };
    const hold = await holdOf(tx, organizationId, { holdId, callId });
    if (hold && (hold.serviceId !== serviceId || hold.businessId !== service.businessId)) {
      const problem = "it is of another service";
      throw new ServiceError("INVALID", `Check holdId: ${problem}.`, { fields: { holdId: problem } });
    }
    const wish = { startMs: start.getTime(), staffId: staffId ?? hold?.staffId ?? undefined, nowMs, without: hold?.id };
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
    await tx.appointment.create({ data: { ...row, ...who, ...times, state: "booked", note, language } });
    await claimSlot(tx, organizationId, id, found.slot);
    await planMessages(tx, organizationId, { appointmentId: id, kind: "confirmed" }, now);
    const details = { serviceId, startsAt: start.toISOString(), ...(callId ? { callId } : {}) };
    const record = { action: "appointment.booked", targetType: "appointment", targetId: id, details };
    await recordAudit(tx, context, record, now);
    return { outcome: "done", appointment: await asResource(tx, organizationId, id) };
  });
  if (result.outcome === "done") announceAppointment(organizationId, result.appointment);
  return result;
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
      state: "booked",
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
    return tx.appointment.findFirst({ where: { organizationId, callId, state: "held" } });
  }
  const hold = await theAppointment(tx, organizationId, holdId);
  if (hold.state !== "held") throw noSuchAppointment();
  return hold;
}
