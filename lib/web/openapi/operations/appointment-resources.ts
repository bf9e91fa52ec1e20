import { z } from "zod";
import {
  NewResource,
  OfBusinessQuery,
  ResourceList,
  ResourceProfile,
  ResourceResource,
} from "@/lib/contracts/appointments";
import { defineOperation } from "../operation";
import { BUSINESS_ID, STAFF_ID } from "./example-values";

const tag = "Appointments";
const ResourceParams = z.strictObject({
  resourceId: z.string().meta({ description: "The person's or room's id.", example: STAFF_ID }),
});
const PROFILE = {
  name: "Anna Ruiz",
  weeklyHours: null,
  daysOff: [{ from: "2026-12-24", until: "2026-12-31" }],
  active: true,
};
const RESOURCE = { ...PROFILE, id: STAFF_ID, businessId: BUSINESS_ID, kind: "staff" };

export const listResourcesOperation = defineOperation({
  id: "listAppointmentResources",
  method: "GET",
  path: "/api/v1/appointments/resources",
  tag,
  summary: "List people who give appointments, and rooms",
  scope: "appointments.read",
  query: OfBusinessQuery,
  response: ResourceList,
  examples: { response: { resources: [RESOURCE] } },
});

export const createResourceOperation = defineOperation({
  id: "createAppointmentResource",
  method: "POST",
  path: "/api/v1/appointments/resources",
  tag,
  summary: "Add a person or a room",
  scope: "appointments.configure",
  body: NewResource,
  response: ResourceResource,
  status: 201,
  once: true,
  refusals: [404, 409],
  examples: { body: { ...PROFILE, businessId: BUSINESS_ID, kind: "staff" }, response: RESOURCE },
});

export const getResourceOperation = defineOperation({
  id: "getAppointmentResource",
  method: "GET",
  path: "/api/v1/appointments/resources/{resourceId}",
  tag,
  summary: "Get a person or a room",
  scope: "appointments.read",
  params: ResourceParams,
  response: ResourceResource,
  refusals: [404],
  examples: { response: RESOURCE },
});

export const updateResourceOperation = defineOperation({
  id: "updateAppointmentResource",
  method: "PUT",
  path: "/api/v1/appointments/resources/{resourceId}",
  tag,
  summary: "Replace a person or a room",
  description: "What is booked already stays as it is.",
  scope: "appointments.configure",
  params: ResourceParams,
  body: ResourceProfile,
  response: ResourceResource,
  refusals: [404],
  examples: { body: PROFILE, response: RESOURCE },
});

export const deleteResourceOperation = defineOperation({
  id: "deleteAppointmentResource",
  method: "DELETE",
  path: "/api/v1/appointments/resources/{resourceId}",
  tag,
  summary: "Remove a person or a room that no appointment had",
  description: "Refused when there are appointments; switch it off instead.",
  scope: "appointments.configure",
  params: ResourceParams,
  response: z.strictObject({ id: z.uuid() }),
  refusals: [404, 409],
  examples: { response: { id: STAFF_ID } },
});
