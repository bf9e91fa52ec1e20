import { bookAppointment } from "@/lib/services/appointments/book-appointment";
import { listAppointments } from "@/lib/services/appointments/list-appointments";
import { defineApiRoute } from "@/lib/web/api-route";
import { bookAppointmentOperation, listAppointmentsOperation } from "@/lib/web/openapi/operations/appointments";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(listAppointmentsOperation, async (context, { query }) => ({
  appointments: await listAppointments(context, query),
}));

export const POST = defineApiRoute(bookAppointmentOperation, (context, { body }) => bookAppointment(context, body));

const refuse = otherMethods("GET", "POST");
export { refuse as PUT, refuse as PATCH, refuse as DELETE };
