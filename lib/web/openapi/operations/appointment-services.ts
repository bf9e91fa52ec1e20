import { z } from "zod";
import {
  FindSlotsQuery,
  NewService,
  OfBusinessQuery,
  ServiceList,
  ServiceProfile,
  ServiceResource,
  SlotList,
} from "@/lib/contracts/appointments";
import { defineOperation } from "../operation";
import { BUSINESS_ID, SERVICE_ID, STAFF_ID } from "./example-values";

const tag = "Appointments";
const ServiceParams = z.strictObject({
  serviceId: z.string().meta({ description: "The service's id.", example: SERVICE_ID }),
});
const PROFILE = {
  name: "Cleaning",
  description: "With a check-up.",
  durationMinutes: 45,
  priceMinor: 12_900,
  currency: "USD",
  bufferBeforeMinutes: 0,
  bufferAfterMinutes: 15,
  noticeMinutes: 120,
  horizonDays: 60,
  stepMinutes: 30,
  capacity: 1,
  resourceIds: [] as string[],
  active: true,
};
const SERVICE = { ...PROFILE, resourceIds: [STAFF_ID], id: SERVICE_ID, businessId: BUSINESS_ID };
export const SLOT = {
  startsAt: "2026-12-03T22:30:00.000Z",
  endsAt: "2026-12-03T23:15:00.000Z",
  localStart: "2026-12-03T14:30",
  staffId: STAFF_ID,
  staffName: "Anna Ruiz",
  roomId: null,
  roomName: null,
  placesLeft: 1,
};

export const listServicesOperation = defineOperation({
  id: "listAppointmentServices",
  method: "GET",
  path: "/api/v1/appointments/services",
  tag,
  summary: "List what can be booked",
  scope: "appointments.read",
  query: OfBusinessQuery,
  response: ServiceList,
  examples: { response: { services: [SERVICE] } },
});

export const createServiceOperation = defineOperation({
  id: "createAppointmentService",
  method: "POST",
  path: "/api/v1/appointments/services",
  tag,
  summary: "Add a service that can be booked",
  scope: "appointments.configure",
  body: NewService,
  response: ServiceResource,
  status: 201,
  once: true,
  refusals: [404, 409],
  examples: { body: { ...PROFILE, businessId: BUSINESS_ID }, response: SERVICE },
});

export const getServiceOperation = defineOperation({
  id: "getAppointmentService",
  method: "GET",
  path: "/api/v1/appointments/services/{serviceId}",
  tag,
  summary: "Get a service",
  scope: "appointments.read",
  params: ServiceParams,
  response: ServiceResource,
  refusals: [404],
  examples: { response: SERVICE },
});

export const updateServiceOperation = defineOperation({
  id: "updateAppointmentService",
  method: "PUT",
  path: "/api/v1/appointments/services/{serviceId}",
  tag,
  summary: "Replace a service",
  description: "What is booked already stays as it is.",
  scope: "appointments.configure",
  params: ServiceParams,
  body: ServiceProfile,
  response: ServiceResource,
  refusals: [404],
  examples: { body: PROFILE, response: SERVICE },
});

export const deleteServiceOperation = defineOperation({
  id: "deleteAppointmentService",
  method: "DELETE",
  path: "/api/v1/appointments/services/{serviceId}",
  tag,
  summary: "Remove a service that nobody booked",
  description: "Refused when there are appointments; switch it off instead.",
  scope: "appointments.configure",
  params: ServiceParams,
  response: z.strictObject({ id: z.uuid() }),
  refusals: [404, 409],
  examples: { response: { id: SERVICE_ID } },
});

export const findSlotsOperation = defineOperation({
  id: "findAppointmentSlots",
  method: "GET",
  path: "/api/v1/appointments/services/{serviceId}/slots",
  tag,
  summary: "Find free times",
  description:
    "Soonest first, within the hours of the business and of whoever gives it, on the wall clock of the business's time zone.",
  scope: "appointments.read",
  params: ServiceParams,
  query: FindSlotsQuery.omit({ serviceId: true }),
  response: SlotList,
  refusals: [404],
  examples: { response: { timeZone: "America/Los_Angeles", slots: [SLOT] } },
});
