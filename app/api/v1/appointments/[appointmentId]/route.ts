import { getAppointment } from "@/lib/services/appointments/list-appointments";
import { cancelAppointment, moveAppointment } from "@/lib/services/appointments/move-appointment";
import { defineApiRoute } from "@/lib/web/api-route";
import {
  cancelAppointmentOperation,
  getAppointmentOperation,
  moveAppointmentOperation,
} from "@/lib/web/openapi/operations/appointments";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(getAppointmentOperation, (context, { params }) =>
  getAppointment(context, params.appointmentId),
);

export const PATCH = defineApiRoute(moveAppointmentOperation, (context, { params, body }) =>
  moveAppointment(context, params.appointmentId, body),
);

export const DELETE = defineApiRoute(cancelAppointmentOperation, (context, { params }) =>
  cancelAppointment(context, params.appointmentId),
);

const refuse = otherMethods("GET", "PATCH", "DELETE");
export { refuse as POST, refuse as PUT };
