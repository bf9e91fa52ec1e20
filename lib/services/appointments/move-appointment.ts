import { type AppointmentResource, type BookingResult, MoveInput } from "@/lib/contracts/appointments";
import { withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import type { IntegrationDeps } from "../integrations/installation";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { announceAppointment } from "./announce-appointment";
import { asResource, theAppointment } from "./appointment-row";
import { theResource, theService } from "./configured-row";
import { planMessages } from "./plan-messages";
import { tellWebhooksOfAppointment } from "./tell-webhooks-of-appointment";
import { lookOutsideForService } from "./outside/look-outside";
import { leftOutside, moveOutside, type PendingMove, reserveMove, takeNewTime, takeOut } from "./outside/move-outside";
import { around, lockBook, lookForTime } from "./take-time";

/**
 * Moves a booked appointment. Until the new time is theirs they keep the old one; asked twice, it is moved once. Needs `appointments.write`;
 * throws NOT_FOUND, CONFLICT for one that is not booked or has begun, OutsideTrouble when the calendar it stands in did not take it: then it is where
 * it was. Answers `taken` with the nearest free times. Audited.
 */
export async function moveAppointment(
  context: ServiceContext,
  appointmentId: string,
  input: unknown,
  now = new Date(),
  deps?: IntegrationDeps,
): Promise<BookingResult> {
  requirePermission(context, "appointments.write");
  const { startsAt, staffId } = parseInput(MoveInput, input);
  const { organizationId } = context;
  const [nowMs, startMs] = [now.getTime(), Date.parse(startsAt)];
  const { serviceId } = await withTenant(organizationId, (tx) => theAppointment(tx, organizationId, appointmentId));
  const outside = await lookOutsideForService(organizationId, serviceId, around(startMs), deps);
  const taken = await withTenant(organizationId, async (tx): Promise<BookingResult | PendingMove> => {
    const { businessId } = await theAppointment(tx, organizationId, appointmentId);
    if (staffId) await theResource(tx, organizationId, staffId);
    await lockBook(tx, businessId);
    const before = await theAppointment(tx, organizationId, appointmentId);
    if (before.state !== "booked") throw new ServiceError("CONFLICT", "It is not booked, so it can't be moved.");
    if (before.startsAt.getTime() === startMs && (!staffId || staffId === before.staffId))
      return { outcome: "done", appointment: await asResource(tx, organizationId, appointmentId) };
    if (before.startsAt <= now) throw new ServiceError("CONFLICT", "It has begun, so it can't be moved.");
    const service = await theService(tx, organizationId, before.serviceId);
    const wish = { startMs, nowMs, without: appointmentId, outside };
    const same = { ...wish, staffId: staffId ?? before.staffId ?? undefined };
    let found = await lookForTime(tx, organizationId, service, same);
    if (!found.free && !staffId) found = await lookForTime(tx, organizationId, service, wish);
    if (!found.free) return found.taken;
    const where = outside ?? (await leftOutside(tx, organizationId, appointmentId, deps));
    if (where) return reserveMove(tx, { before, slot: found.slot, outside: where }, now, deps);
    await takeNewTime(tx, context, { before, slot: found.slot }, now);
    return { outcome: "done", appointment: await asResource(tx, organizationId, appointmentId) };
  });
  const result = taken.outcome === "pending" ? await moveOutside(taken, context, now) : taken;
  if (result.outcome === "done") announceAppointment(organizationId, result.appointment);
  return result;
}

/**
 * Cancels an appointment, or gives a hold back: its time is free at once. Canceled twice it is canceled once. One that stands in a calendar outside
 * is taken out there first. Needs `appointments.write`; throws NOT_FOUND, CONFLICT when it is over, OutsideTrouble when that calendar can't be
 * reached: then it stands. Audited.
 */
export async function cancelAppointment(
  context: ServiceContext,
  appointmentId: string,
  now = new Date(),
  deps?: IntegrationDeps,
): Promise<AppointmentResource> {
  requirePermission(context, "appointments.write");
  const { organizationId } = context;
  await takeOut(organizationId, appointmentId, now, deps);
  const canceled = await withTenant(organizationId, async (tx) => {
    const { businessId } = await theAppointment(tx, organizationId, appointmentId);
    await lockBook(tx, businessId);
    const before = await theAppointment(tx, organizationId, appointmentId);
    if (before.state === "canceled") return asResource(tx, organizationId, appointmentId);
    if (before.endsAt <= now) throw new ServiceError("CONFLICT", "It is over, so it can't be canceled.");
    await tx.appointmentClaim.deleteMany({ where: { organizationId, appointmentId } });
    await tx.appointmentEntry.deleteMany({ where: { organizationId, appointmentId } });
    await tx.appointment.update({
      where: { organizationId_id: { organizationId, id: appointmentId } },
      data: { state: "canceled", canceledAt: now, heldUntil: null, revision: { increment: 1 }, updatedAt: now },
    });
    if (before.state === "booked") {
      await planMessages(tx, organizationId, { appointmentId, kind: "canceled" }, now);
      await tellWebhooksOfAppointment(tx, organizationId, "appointment.canceled", appointmentId, now);
    }
    const details = { startsAt: before.startsAt.toISOString(), was: before.state };
    const record = { action: "appointment.canceled", targetType: "appointment", targetId: appointmentId, details };
    await recordAudit(tx, context, record, now);
    return asResource(tx, organizationId, appointmentId);
  });
  announceAppointment(organizationId, canceled);
  return canceled;
}
