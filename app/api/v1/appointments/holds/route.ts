import { holdAppointment } from "@/lib/services/appointments/book-appointment";
import { defineApiRoute } from "@/lib/web/api-route";
import { holdAppointmentOperation } from "@/lib/web/openapi/operations/appointments";
import { otherMethods } from "@/lib/web/refusals";

export const POST = defineApiRoute(holdAppointmentOperation, (context, { body }) => holdAppointment(context, body));

const refuse = otherMethods("POST");
export { refuse as GET, refuse as PUT, refuse as PATCH, refuse as DELETE };
