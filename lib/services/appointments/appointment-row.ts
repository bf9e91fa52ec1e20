import { z } from "zod";
import { AppointmentResource } from "@/lib/contracts/appointments";
import type { Appointment } from "@/lib/db/generated/client";
import type { Transaction } from "@/lib/db/transaction";
import { ServiceError } from "../errors";

const Outside = AppointmentResource.shape.outside.unwrap();

/** Rows as resources, in their order. */
export async function toAppointments(
  tx: Transaction,
  organizationId: string,
  rows: readonly Appointment[],
): Promise<AppointmentResource[]> {
  if (rows.length === 0) return [];
  const of = <Row>(pick: (row: Appointment) => Row) => [...new Set(rows.map(pick))];
  const services = await tx.appointmentService.findMany({
    where: { organizationId, id: { in: of(({ serviceId }) => serviceId) } },
    select: { id: true, name: true },
  });
  const ids = [...of(({ staffId }) => staffId), ...of(({ roomId }) => roomId)].filter((id) => id !== null);
  const select = { id: true, name: true };
  const resources = await tx.bookableResource.findMany({ where: { organizationId, id: { in: ids } }, select });
  const businesses = await tx.business.findMany({
    where: { organizationId, id: { in: of(({ businessId }) => businessId) } },
    select: { id: true, timeZone: true },
  });
  const messages = await tx.appointmentMessage.findMany({
    where: { organizationId, appointmentId: { in: rows.map(({ id }) => id) } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  const entries = await tx.appointmentEntry.findMany({
    where: { organizationId, appointmentId: { in: rows.map(({ id }) => id) } },
    select: { appointmentId: true, vendor: true, state: true, problem: true },
  });
  const outside = new Map(
    entries.map(({ appointmentId, ...entry }) => [appointmentId, Outside.parse(standing(entry))]),
  );
  const names = new Map([...services, ...resources].map(({ id, name }) => [id, name]));
  const zones = new Map(businesses.map(({ id, timeZone }) => [id, timeZone]));
  return rows.map((row) => ({
    id: row.id,
    businessId: row.businessId,
    serviceId: row.serviceId,
    serviceName: names.get(row.serviceId) ?? "",
    state: row.state,
    startsAt: row.startsAt.toISOString(),
    endsAt: row.endsAt.toISOString(),
    timeZone: zones.get(row.businessId) ?? "UTC",
    staffId: row.staffId,
    staffName: row.staffId && (names.get(row.staffId) ?? null),
    roomId: row.roomId,
    roomName: row.roomId && (names.get(row.roomId) ?? null),
    customer: {
      name: row.customerName,
      phone: row.customerPhone,
      email: row.customerEmail,
      timeZone: row.customerTimeZone,
    },
    note: row.note,
    callId: row.callId,
    heldUntil: row.heldUntil?.toISOString() ?? null,
    canceledAt: row.canceledAt?.toISOString() ?? null,
    outside: outside.get(row.id) ?? null,
    messages: messages
      .filter(({ appointmentId }) => appointmentId === row.id)
      .map(({ kind, channel, state, dueAt, sentAt, problem }) => ({
        kind,
        channel,
        state,
        dueAt: dueAt.toISOString(),
        sentAt: sentAt?.toISOString() ?? null,
        problem,
      })),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  }));
}

export const noSuchAppointment = () => new ServiceError("NOT_FOUND", "There is no such appointment.");

/** Throws NOT_FOUND when the organization has none of this id. */
export async function theAppointment(tx: Transaction, organizationId: string, id: string): Promise<Appointment> {
  const row = z.uuid().safeParse(id).success
    ? await tx.appointment.findUnique({ where: { organizationId_id: { organizationId, id } } })
    : null;
  if (!row) throw noSuchAppointment();
  return row;
}

export async function asResource(tx: Transaction, organizationId: string, id: string): Promise<AppointmentResource> {
  const [resource] = await toAppointments(tx, organizationId, [await theAppointment(tx, organizationId, id)]);
  if (!resource) throw noSuchAppointment();
  return resource;
}

/** That it is made nobody's there is not told apart: it stands there. */
const standing = <E extends { state: string }>(entry: E): E =>
  entry.state === "erasing" ? { ...entry, state: "there" } : entry;
