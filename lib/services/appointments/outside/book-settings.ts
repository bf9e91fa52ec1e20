import { AppointmentBookInput, type AppointmentBookResource, type EventType } from "@/lib/contracts/appointment-books";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import { findIntegration } from "@/lib/domain/integrations/catalogue";
import { recordAudit } from "../../audit/record-audit";
import type { ServiceContext } from "../../context";
import { type FieldErrors, parseInput, ServiceError } from "../../errors";
import type { IntegrationDeps } from "../../integrations/installation";
import { requirePermission } from "../../require-permission";
import { requireBusiness, theResource, theService } from "../configured-row";
import { listEventTypes } from "./event-types";
import { BOOK_VENDORS, type BookVendor, outsideDeps, readBookSettings } from "./look-outside";

/** Where a business's appointments are booked. Needs `appointments.read`; throws NOT_FOUND for another's business. */
export async function getAppointmentBook(
  context: ServiceContext,
  businessId: string,
): Promise<AppointmentBookResource> {
  requirePermission(context, "appointments.read");
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    await requireBusiness(tx, organizationId, businessId);
    return bookResource(tx, organizationId, businessId);
  });
}

/**
 * Chooses it, for what is booked and changed from now on; what is booked already stays where it stands. Event types are looked up at Calendly: one
 * that is not there, or lasts longer or shorter than its service, is refused. Needs `appointments.configure`; throws NOT_FOUND for another's business,
 * service, person or room, CONFLICT when the account is not connected, UNAVAILABLE when Calendly can't be asked, INVALID. Audited.
 */
export async function saveAppointmentBook(
  context: ServiceContext,
  businessId: string,
  input: unknown,
  now = new Date(),
  deps?: IntegrationDeps,
): Promise<AppointmentBookResource> {
  requirePermission(context, "appointments.configure");
  const { kind, calendarId, resources, services } = parseInput(AppointmentBookInput, input);
  const { organizationId } = context;
  const durations = await withTenant(organizationId, async (tx) => {
    await requireBusiness(tx, organizationId, businessId);
    if (kind !== "own" && !(await connectedOf(tx, organizationId)).includes(kind)) {
      const title = findIntegration(kind)?.title ?? kind;
      throw new ServiceError("CONFLICT", `${title} is not connected. Connect it under Settings, Integrations.`);
    }
    if (kind === "google_calendar")
      for (const id of Object.keys(resources)) {
        const resource = await theResource(tx, organizationId, id);
        if (resource.businessId !== businessId) throw new ServiceError("NOT_FOUND", "There is no such person or room.");
      }
    const found = new Map<string, number>();
    if (kind === "calendly")
      for (const id of Object.keys(services)) {
        const service = await theService(tx, organizationId, id);
        if (service.businessId !== businessId) throw new ServiceError("NOT_FOUND", "There is no such service.");
        found.set(id, service.durationMinutes);
      }
    return found;
  });
  if (kind === "calendly") await requireFitting(context, services, durations, deps);
  return withTenant(organizationId, async (tx) => {
    const key = { organizationId_businessId: { organizationId, businessId } };
    if (kind === "own") await tx.appointmentBook.deleteMany({ where: { organizationId, businessId } });
    else {
      const named =
        kind === "calendly" ? { calendarId: null, resources: {}, services } : { calendarId, resources, services: {} };
      const data = { vendor: kind, ...named, updatedAt: now };
      await tx.appointmentBook.upsert({ where: key, create: { organizationId, businessId, ...data }, update: data });
    }
    const calendars = Object.keys(kind === "calendly" ? services : resources).length + (calendarId === null ? 0 : 1);
    const record = {
      action: "appointment_book.updated",
      targetType: "business",
      targetId: businessId,
      details: { kind, calendars },
    };
    await recordAudit(tx, context, record, now);
    return bookResource(tx, organizationId, businessId);
  });
}

/** A service lasts as long as what it is booked as: or the end that a caller hears would be wrong. */
async function requireFitting(
  context: ServiceContext,
  services: Readonly<Record<string, string>>,
  durations: ReadonlyMap<string, number>,
  deps: IntegrationDeps | undefined,
): Promise<void> {
  const types = new Map<string, EventType>(
    (await listEventTypes(context, outsideDeps(deps))).map((type) => [type.id, type]),
  );
  const fields: FieldErrors = {};
  for (const [serviceId, id] of Object.entries(services)) {
    const type = types.get(id);
    const lasts = durations.get(serviceId);
    if (!type) fields[`services.${serviceId}`] = "Calendly has no such event type that is switched on";
    else if (type.unfit !== null) fields[`services.${serviceId}`] = type.unfit;
    else if (type.durationMinutes !== lasts)
      fields[`services.${serviceId}`] = `it lasts ${type.durationMinutes} minutes at Calendly and ${lasts} here`;
  }
  const [name, problem] = Object.entries(fields)[0] ?? [];
  if (name !== undefined) throw new ServiceError("INVALID", `Check ${name}: ${problem}.`, { fields });
}

async function bookResource(
  tx: Transaction,
  organizationId: string,
  businessId: string,
): Promise<AppointmentBookResource> {
  const settings = await readBookSettings(tx, organizationId, businessId);
  const connected = await connectedOf(tx, organizationId);
  if (!settings) return { businessId, kind: "own", calendarId: null, resources: {}, services: {}, connected };
  const { vendor, calendarId, resources, services } = settings;
  return { businessId, kind: vendor, calendarId, resources: { ...resources }, services: { ...services }, connected };
}

async function connectedOf(tx: Transaction, organizationId: string): Promise<BookVendor[]> {
  const where = { organizationId, vendor: { in: [...BOOK_VENDORS] }, state: "connected" };
  const rows = await tx.integration.findMany({ where, select: { vendor: true } });
  return BOOK_VENDORS.filter((vendor) => rows.some((row) => row.vendor === vendor));
}
