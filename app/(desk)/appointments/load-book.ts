import "server-only";
import { localMoment } from "@/lib/domain/schedule/local-time";
import { listResources, listServices } from "@/lib/services/appointments/list-configured";
import type { ServiceContext } from "@/lib/services/context";
import { theBusinessOf } from "@/lib/web/the-business-of";
import type { Bookables } from "./_components/bookables";

/** What can be booked at the business that a page is about; null when there is no business. */
export async function loadBook(context: ServiceContext, wanted: string | undefined) {
  const { business, options } = await theBusinessOf(context, wanted);
  if (!business) return null;
  const of = { businessId: business.id };
  const [services, resources] = await Promise.all([listServices(context, of), listResources(context, of)]);
  const bookables: Bookables = {
    businessId: business.id,
    timeZone: business.timeZone,
    today: localMoment(Date.now(), business.timeZone).date.iso,
    services,
    resources,
    mayWrite: context.permissions.has("appointments.write"),
  };
  return { business, options, bookables, mayConfigure: context.permissions.has("appointments.configure") };
}

export type LoadedBook = NonNullable<Awaited<ReturnType<typeof loadBook>>>;
