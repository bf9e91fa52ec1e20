import { getAppointmentBook, saveAppointmentBook } from "@/lib/services/appointments/outside/book-settings";
import { defineApiRoute } from "@/lib/web/api-route";
import {
  getAppointmentBookOperation,
  saveAppointmentBookOperation,
} from "@/lib/web/openapi/operations/appointment-books";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(getAppointmentBookOperation, (context, { params }) =>
  getAppointmentBook(context, params.businessId),
);

export const PUT = defineApiRoute(saveAppointmentBookOperation, (context, { params, body }) =>
  saveAppointmentBook(context, params.businessId, body),
);

const refuse = otherMethods("GET", "PUT");
export { refuse as POST, refuse as PATCH, refuse as DELETE };
