import { type AppointmentResource, ListAppointmentsQuery } from "@/lib/contracts/appointments";
import { withTenant } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { parseInput } from "../errors";
import { requirePermission } from "../require-permission";
import { asResource, toAppointments } from "./appointment-row";

/** Appointments by their start; those that are booked unless another state is asked for. Needs `appointments.read`. */
export async function listAppointments(context: ServiceContext, input: unknown = {}): Promise<AppointmentResource[]> {
  requirePermission(context, "appointments.read");
  const { from, until, businessId, serviceId, resourceId, callId, phone, search, state, order, limit } = parseInput(
    ListAppointmentsQuery,
    input,
  );
  const direction = order === "soonest" ? "asc" : "desc";
  const like = search ? { contains: search, mode: "insensitive" as const } : null;
  const digits = search?.replace(/\D/g, "") ?? "";
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    const rows = await tx.appointment.findMany({
      where: {
        organizationId,
        state: state ?? "booked",
        ...(from ? { endsAt: { gt: new Date(from) } } : {}),
        ...(until ? { startsAt: { lt: new Date(until) } } : {}),
        ...(businessId ? { businessId } : {}),
        ...(serviceId ? { serviceId } : {}),
        ...(resourceId ? { AND: { OR: [{ staffId: resourceId }, { roomId: resourceId }] } } : {}),
        ...(callId ? { callId } : {}),
        ...(phone ? { customerPhone: phone } : {}),
        ...(like
          ? {
              OR: [
                { customerName: like },
                { customerEmail: like },
                { note: like },
                ...(digits.length > 2 ? [{ customerPhone: { contains: digits } }] : []),
              ],
            }
          : {}),
      },
      orderBy: [{ startsAt: direction }, { id: direction }],
      take: limit,
    });
    return toAppointments(tx, organizationId, rows);
  });
}

/** Needs `appointments.read`; throws NOT_FOUND. */
export async function getAppointment(context: ServiceContext, appointmentId: string): Promise<AppointmentResource> {
  requirePermission(context, "appointments.read");
  const { organizationId } = context;
  return withTenant(organizationId, (tx) => asResource(tx, organizationId, appointmentId));
}
