import { z } from "zod";
import { AppointmentBookInput, AppointmentBookResource } from "@/lib/contracts/appointment-books";
import { defineOperation } from "../operation";
import { BUSINESS_ID } from "./example-values";

const tag = "Appointments";
const BookParams = z.strictObject({
  businessId: z.string().meta({ description: "The business's id.", example: BUSINESS_ID }),
});
const OWN = { kind: "own" as const, calendarId: null, resources: {}, services: {} };

export const getAppointmentBookOperation = defineOperation({
  id: "getAppointmentBook",
  method: "GET",
  path: "/api/v1/appointments/books/{businessId}",
  tag,
  summary: "Get where a business's appointments are booked",
  scope: "appointments.read",
  params: BookParams,
  response: AppointmentBookResource,
  refusals: [404],
  examples: { response: { ...OWN, businessId: BUSINESS_ID, connected: [] } },
});

export const saveAppointmentBookOperation = defineOperation({
  id: "saveAppointmentBook",
  method: "PUT",
  path: "/api/v1/appointments/books/{businessId}",
  tag,
  summary: "Choose where a business's appointments are booked",
  description:
    "In our own book alone, or beside it in Google Calendar (what is in those calendars is taken) or Calendly (only the starts that it offers are free, and it books nobody without an e-mail address): an appointment is booked once it stands there. For what is booked from now on.",
  scope: "appointments.configure",
  params: BookParams,
  body: AppointmentBookInput,
  response: AppointmentBookResource,
  refusals: [404, 409, 503],
  examples: { body: OWN, response: { ...OWN, businessId: BUSINESS_ID, connected: [] } },
});
