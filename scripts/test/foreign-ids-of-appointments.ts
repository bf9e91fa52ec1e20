import { v7 as uuidv7 } from "uuid";
import type { ServiceContext } from "@/lib/services/context";
import { bookAppointment, holdAppointment } from "@/lib/services/appointments/book-appointment";
import { createFeed, listFeeds, revokeFeed } from "@/lib/services/appointments/feeds";
import { findSlots } from "@/lib/services/appointments/find-slots";
import { getAppointment, listAppointments } from "@/lib/services/appointments/list-appointments";
import { getResource, getService, listResources, listServices } from "@/lib/services/appointments/list-configured";
import { getAppointmentBook, saveAppointmentBook } from "@/lib/services/appointments/outside/book-settings";
import { cancelAppointment, moveAppointment } from "@/lib/services/appointments/move-appointment";
import { getNotices, saveNotices } from "@/lib/services/appointments/notices";
import { createResource, deleteResource, updateResource } from "@/lib/services/appointments/save-resource";
import { createService, deleteService, updateService } from "@/lib/services/appointments/save-service";
import { insert } from "./plant-call";

type Ids = {
  businessId: string;
  callId: string;
  serviceId: string;
  resourceId: string;
  appointmentId: string;
  feedId: string;
};
type Verb = (context: ServiceContext, ids: Ids, ours: { businessId: string }) => Promise<unknown>;

/** A service, a person who gives it and an appointment of an organization. */
export async function plantAppointmentOf(
  sql: Parameters<typeof insert>[0],
  of: { organizationId: string; businessId: string; callId: string },
) {
  const [serviceId, resourceId, appointmentId] = [uuidv7(), uuidv7(), uuidv7()];
  const own = { organization_id: of.organizationId };
  const ofBusiness = { ...own, business_id: of.businessId };
  const [from, until] = [new Date("2099-06-10T17:00:00Z"), new Date("2099-06-10T18:00:00Z")];
  await insert(sql, "appointment_services", { ...ofBusiness, id: serviceId, name: "theirs", duration_minutes: 60 });
  await insert(sql, "appointment_resources", { ...ofBusiness, id: resourceId, kind: "staff", name: "theirs" });
  await insert(sql, "appointment_service_resources", { ...own, service_id: serviceId, resource_id: resourceId });
  const booked = { service_id: serviceId, state: "booked", starts_at: from, ends_at: until, staff_id: resourceId };
  const customer = { customer_name: "theirs", customer_phone: "+14155550191", call_id: of.callId };
  await insert(sql, "appointments", { ...ofBusiness, id: appointmentId, ...booked, ...customer });
  const claim = { resource_id: resourceId, session: appointmentId, claimed_from: from, claimed_until: until };
  await insert(sql, "appointment_claims", { ...own, appointment_id: appointmentId, ...claim });
  const feedId = uuidv7();
  await insert(sql, "appointment_feeds", { ...ofBusiness, id: feedId, name: "theirs", token_hash: feedId });
  return { serviceId, resourceId, appointmentId, feedId };
}

const SERVICE = { name: "x", durationMinutes: 30 };
const startsAt = "2099-06-10T17:00:00Z";
const customer = { name: "x" };
const webUrl = "https://aybiza.test";

const ownService = async (context: ServiceContext, { businessId }: { businessId: string }) =>
  (await createService(context, { ...SERVICE, businessId, horizonDays: 1 })).id;

/** The verbs of appointments that take ids, for the test that tries each with another organization's. */
export const APPOINTMENT_VERBS: Record<string, Verb[]> = {
  "appointments/book-appointment.ts": [
    (context, { serviceId }) => holdAppointment(context, { serviceId, startsAt }),
    (context, { serviceId }) => bookAppointment(context, { serviceId, startsAt, customer }),
    async (context, { resourceId }, ours) =>
      bookAppointment(context, {
        serviceId: await ownService(context, ours),
        startsAt,
        customer,
        staffId: resourceId,
      }),
    async (context, { appointmentId }, ours) =>
      bookAppointment(context, {
        serviceId: await ownService(context, ours),
        startsAt,
        customer,
        holdId: appointmentId,
      }),
  ],
  "appointments/feeds.ts": [
    (context, { businessId }) => createFeed(context, { businessId, name: "x" }, { webUrl }),
    (context, { resourceId }, { businessId }) => createFeed(context, { businessId, resourceId, name: "x" }, { webUrl }),
    (context, { businessId }) => listFeeds(context, { businessId }),
    (context, { feedId }) => revokeFeed(context, feedId),
  ],
  "appointments/notices.ts": [
    (context, { businessId }) => getNotices(context, businessId),
    (context, { businessId }) => saveNotices(context, businessId, { sms: true, email: true, reminderMinutes: null }),
  ],
  "appointments/outside/book-settings.ts": [
    (context, { businessId }) => getAppointmentBook(context, businessId),
    (context, { businessId }) => saveAppointmentBook(context, businessId, { kind: "own" }),
  ],
  "appointments/find-slots.ts": [
    (context, { serviceId }) => findSlots(context, { serviceId }),
    async (context, { resourceId }, ours) =>
      findSlots(context, { serviceId: await ownService(context, ours), staffId: resourceId }),
    async (context, { appointmentId }, ours) =>
      findSlots(context, { serviceId: await ownService(context, ours), appointmentId }),
  ],
  "appointments/list-appointments.ts": [
    (context, { appointmentId }) => getAppointment(context, appointmentId),
    (context, { businessId }) => listAppointments(context, { businessId }),
    (context, { serviceId }) => listAppointments(context, { serviceId }),
    (context, { resourceId }) => listAppointments(context, { resourceId }),
    (context, { callId }) => listAppointments(context, { callId }),
  ],
  "appointments/list-configured.ts": [
    (context, { serviceId }) => getService(context, serviceId),
    (context, { resourceId }) => getResource(context, resourceId),
    (context, { businessId }) => listServices(context, { businessId }),
    (context, { businessId }) => listResources(context, { businessId }),
  ],
  "appointments/move-appointment.ts": [
    (context, { appointmentId }) => moveAppointment(context, appointmentId, { startsAt }),
    (context, { appointmentId }) => cancelAppointment(context, appointmentId),
  ],
  "appointments/save-resource.ts": [
    (context, { businessId }) => createResource(context, { businessId, kind: "staff", name: "x" }),
    (context, { resourceId }) => updateResource(context, resourceId, { name: "x" }),
    (context, { resourceId }) => deleteResource(context, resourceId),
  ],
  "appointments/save-service.ts": [
    (context, { businessId }) => createService(context, { ...SERVICE, businessId }),
    (context, { resourceId }, ours) =>
      createService(context, { ...SERVICE, businessId: ours.businessId, resourceIds: [resourceId] }),
    (context, { serviceId }) => updateService(context, serviceId, SERVICE),
    (context, { serviceId }) => deleteService(context, serviceId),
  ],
};
