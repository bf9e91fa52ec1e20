import { AppointmentBookInput, type AppointmentBookResource } from "@/lib/contracts/appointment-books";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../../audit/record-audit";
import type { ServiceContext } from "../../context";
import { parseInput, ServiceError } from "../../errors";
import { requirePermission } from "../../require-permission";
import { requireBusiness, theResource } from "../configured-row";
import { readBookSettings } from "./look-outside";

const VENDOR = "google_calendar";

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
 * Chooses it, for what is booked and changed from now on; what is booked already stays where it stands. Needs `appointments.configure`; throws
 * NOT_FOUND for another's business, person or room, CONFLICT when the calendar is not connected, INVALID. Audited.
 */
export async function saveAppointmentBook(
  context: ServiceContext,
  businessId: string,
  input: unknown,
  now = new Date(),
): Promise<AppointmentBookResource> {
  requirePermission(context, "appointments.configure");
  const { kind, calendarId, resources } = parseInput(AppointmentBookInput, input);
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    await requireBusiness(tx, organizationId, businessId);
    const key = { organizationId_businessId: { organizationId, businessId } };
    if (kind === "own") await tx.appointmentBook.deleteMany({ where: { organizationId, businessId } });
    else {
      if (!(await isConnected(tx, organizationId)))
        throw new ServiceError(
          "CONFLICT",
          "Google Calendar is not connected. Connect it under Settings, Integrations.",
        );
      for (const id of Object.keys(resources)) {
        const resource = await theResource(tx, organizationId, id);
        if (resource.businessId !== businessId) throw new ServiceError("NOT_FOUND", "There is no such person or room.");
      }
      const data = { vendor: VENDOR, calendarId, resources, updatedAt: now };
      await tx.appointmentBook.upsert({ where: key, create: { organizationId, businessId, ...data }, update: data });
    }
    const details = { kind, calendars: Object.keys(resources).length + (calendarId === null ? 0 : 1) };
    const record = { action: "appointment_book.updated", targetType: "business", targetId: businessId, details };
    await recordAudit(tx, context, record, now);
    return bookResource(tx, organizationId, businessId);
  });
}

async function bookResource(
  tx: Transaction,
  organizationId: string,
  businessId: string,
): Promise<AppointmentBookResource> {
  const settings = await readBookSettings(tx, organizationId, businessId);
  const connected = await isConnected(tx, organizationId);
  if (!settings) return { businessId, kind: "own", calendarId: null, resources: {}, connected };
  const { calendarId, resources } = settings;
  return { businessId, kind: VENDOR, calendarId, resources: { ...resources }, connected };
}

const isConnected = async (tx: Transaction, organizationId: string): Promise<boolean> =>
  (await tx.integration.count({ where: { organizationId, vendor: VENDOR, state: "connected" } })) > 0;
