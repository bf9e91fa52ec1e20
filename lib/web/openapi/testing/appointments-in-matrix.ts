import { v7 as uuidv7 } from "uuid";
import { createFeed } from "@/lib/services/appointments/feeds";
import { findSlots } from "@/lib/services/appointments/find-slots";
import { bookAppointment } from "@/lib/services/appointments/book-appointment";
import { createResource } from "@/lib/services/appointments/save-resource";
import { createService } from "@/lib/services/appointments/save-service";
import { plantServices } from "@/lib/services/appointments/testing/plant-services";
import type { ServiceContext } from "@/lib/services/context";

/** What the access matrix has to know of appointments: a service, somebody who gives it and an appointment with them. */

type Own = { context: ServiceContext; businessId: string };
type Planted = { serviceId: string; resourceId: string; appointmentId: string; feedId: string };

export async function plantAppointment(own: Own): Promise<Planted> {
  const { service, resourceIds } = await plantServices(own, { staff: ["Anna Ruiz"] });
  const serviceId = service.id;
  const { slots } = await findSlots(own.context, { serviceId, limit: 1 });
  const startsAt = slots[0]?.startsAt ?? "";
  const booked = await bookAppointment(own.context, { serviceId, startsAt, customer: { name: `Mia ${uuidv7()}` } });
  if (booked.outcome !== "done") throw new Error("nobody else is there to take it");
  const feed = { businessId: own.businessId, name: `Feed ${uuidv7()}` };
  const { id: feedId } = await createFeed(own.context, feed, { webUrl: "https://aybiza.test" });
  return { serviceId, resourceId: resourceIds[0] ?? "", appointmentId: booked.appointment.id, feedId };
}

/** Those that appointments stand for are kept. */
export const PREPARE_APPOINTMENTS: Record<string, (own: Own) => Promise<Partial<Planted>>> = {
  deleteAppointmentService: async ({ context, businessId }) => {
    const { id } = await createService(context, { businessId, name: "Whitening", durationMinutes: 30 });
    return { serviceId: id };
  },
  deleteAppointmentResource: async ({ context, businessId }) => {
    const { id } = await createResource(context, { businessId, kind: "room", name: "Room 2" });
    return { resourceId: id };
  },
};

/** The operations whose body names what must be the organization's own. */
export const NAMING_APPOINTMENTS = [
  "createAppointmentService",
  "createAppointmentResource",
  "createAppointmentFeed",
  "bookAppointment",
  "holdAppointment",
];

/** The body of an operation on appointments; undefined for one whose example will do. */
export function appointmentBody(id: string, example: unknown, ids: { businessId: string; serviceId: string }): unknown {
  if (id === "createAppointmentService" || id === "createAppointmentResource" || id === "createAppointmentFeed")
    return { ...(example as object), businessId: ids.businessId };
  if (id === "bookAppointment" || id === "holdAppointment") return { ...(example as object), serviceId: ids.serviceId };
  return undefined;
}
