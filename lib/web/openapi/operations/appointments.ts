import { z } from "zod";
import {
  AppointmentList,
  AppointmentResource,
  BookingResult,
  BookInput,
  HoldInput,
  ListAppointmentsQuery,
  MoveInput,
} from "@/lib/contracts/appointments";
import { defineOperation } from "../operation";
import { SLOT } from "./appointment-services";
import { APPOINTMENT_ID, BUSINESS_ID, CALL_ID, SERVICE_ID, STAFF_ID } from "./example-values";

const tag = "Appointments";
const AppointmentParams = z.strictObject({
  appointmentId: z.string().meta({ description: "The appointment's id.", example: APPOINTMENT_ID }),
});
const APPOINTMENT = {
  id: APPOINTMENT_ID,
  businessId: BUSINESS_ID,
  serviceId: SERVICE_ID,
  serviceName: "Cleaning",
  state: "booked",
  startsAt: SLOT.startsAt,
  endsAt: SLOT.endsAt,
  timeZone: "America/Los_Angeles",
  staffId: STAFF_ID,
  staffName: "Anna Ruiz",
  roomId: null,
  roomName: null,
  customer: { name: "Mia Chen", phone: "+14155550134", email: null, timeZone: null },
  note: "",
  callId: CALL_ID,
  heldUntil: null,
  canceledAt: null,
  outside: null,
  messages: [
    {
      kind: "confirmed",
      channel: "sms",
      state: "sent",
      dueAt: "2026-11-20T17:00:40.000Z",
      sentAt: "2026-11-20T17:00:42.000Z",
      problem: null,
    },
  ],
  createdAt: "2026-11-20T17:00:40.000Z",
  updatedAt: "2026-11-20T17:00:40.000Z",
};
const HOLD = { ...APPOINTMENT, state: "held", heldUntil: "2026-11-20T17:05:40.000Z", messages: [] };
const NOBODY = { name: "", phone: null, email: null, timeZone: null };
const DONE = { outcome: "done", appointment: APPOINTMENT };
const TAKEN = "Somebody may have been faster: `taken` gives the nearest times that are free.";

export const listAppointmentsOperation = defineOperation({
  id: "listAppointments",
  method: "GET",
  path: "/api/v1/appointments",
  tag,
  summary: "List appointments",
  description: "By their start.",
  scope: "appointments.read",
  query: ListAppointmentsQuery,
  response: AppointmentList,
  examples: { response: { appointments: [APPOINTMENT] } },
});

export const bookAppointmentOperation = defineOperation({
  id: "bookAppointment",
  method: "POST",
  path: "/api/v1/appointments",
  tag,
  summary: "Book a time",
  description: `The same service, start and customer again are the same appointment. ${TAKEN}`,
  scope: "appointments.write",
  body: BookInput,
  response: BookingResult,
  once: true,
  refusals: [404, 409],
  examples: {
    body: {
      serviceId: SERVICE_ID,
      startsAt: SLOT.startsAt,
      customer: { name: "Mia Chen", phone: "+14155550134", email: null },
    },
    response: DONE,
  },
});

export const holdAppointmentOperation = defineOperation({
  id: "holdAppointment",
  method: "POST",
  path: "/api/v1/appointments/holds",
  tag,
  summary: "Keep a time from others for some minutes",
  description: `Book it with \`holdId\`, or give it back by canceling it. ${TAKEN}`,
  scope: "appointments.write",
  body: HoldInput,
  response: BookingResult,
  once: true,
  refusals: [404, 409],
  examples: {
    body: { serviceId: SERVICE_ID, startsAt: SLOT.startsAt, holdMinutes: 5 },
    response: { outcome: "done", appointment: { ...HOLD, customer: NOBODY, callId: null } },
  },
});

export const getAppointmentOperation = defineOperation({
  id: "getAppointment",
  method: "GET",
  path: "/api/v1/appointments/{appointmentId}",
  tag,
  summary: "Get an appointment",
  scope: "appointments.read",
  params: AppointmentParams,
  response: AppointmentResource,
  refusals: [404],
  examples: { response: APPOINTMENT },
});

export const moveAppointmentOperation = defineOperation({
  id: "moveAppointment",
  method: "PATCH",
  path: "/api/v1/appointments/{appointmentId}",
  tag,
  summary: "Move an appointment",
  description: `Until the new time is theirs they keep the old one. ${TAKEN}`,
  scope: "appointments.write",
  params: AppointmentParams,
  body: MoveInput,
  response: BookingResult,
  refusals: [404, 409],
  examples: { body: { startsAt: "2026-12-04T17:00:00Z" }, response: { ...DONE } },
});

export const cancelAppointmentOperation = defineOperation({
  id: "cancelAppointment",
  method: "DELETE",
  path: "/api/v1/appointments/{appointmentId}",
  tag,
  summary: "Cancel an appointment, or give a hold back",
  description: "Its time is free at once.",
  scope: "appointments.write",
  params: AppointmentParams,
  response: AppointmentResource,
  refusals: [404, 409],
  examples: { response: { ...APPOINTMENT, state: "canceled", canceledAt: "2026-11-21T17:00:00.000Z" } },
});
