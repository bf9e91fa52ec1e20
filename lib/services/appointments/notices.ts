import { NoticesInput, type NoticesResource } from "@/lib/contracts/appointments";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput } from "../errors";
import { requirePermission } from "../require-permission";
import { requireBusiness } from "./configured-row";

const DEFAULTS = { sms: true, email: true, reminderMinutes: 24 * 60 };

/** How a business writes to those who book, or how it would without a choice. */
export async function readNotices(
  tx: Transaction,
  organizationId: string,
  businessId: string,
): Promise<NoticesResource> {
  const row = await tx.appointmentNotices.findUnique({
    where: { organizationId_businessId: { organizationId, businessId } },
    select: { sms: true, email: true, reminderMinutes: true },
  });
  return { businessId, ...(row ?? DEFAULTS) };
}

/** Needs `appointments.read`; throws NOT_FOUND for another's business. */
export async function getNotices(context: ServiceContext, businessId: string): Promise<NoticesResource> {
  requirePermission(context, "appointments.read");
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    await requireBusiness(tx, organizationId, businessId);
    return readNotices(tx, organizationId, businessId);
  });
}

/** Holds for what is booked and changed from now on. Needs `appointments.configure`; throws NOT_FOUND, INVALID. Audited. */
export async function saveNotices(
  context: ServiceContext,
  businessId: string,
  input: unknown,
  now = new Date(),
): Promise<NoticesResource> {
  requirePermission(context, "appointments.configure");
  const chosen = parseInput(NoticesInput, input);
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    await requireBusiness(tx, organizationId, businessId);
    const data = { ...chosen, updatedAt: now };
    await tx.appointmentNotices.upsert({
      where: { organizationId_businessId: { organizationId, businessId } },
      create: { organizationId, businessId, ...data },
      update: data,
    });
    const record = { action: "appointment_notices.updated", targetType: "business", targetId: businessId };
    await recordAudit(tx, context, { ...record, details: chosen }, now);
    return { businessId, ...chosen };
  });
}
