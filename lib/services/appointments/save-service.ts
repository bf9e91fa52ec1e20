import { v7 as uuidv7 } from "uuid";
import { NewService, ServiceProfile, type ServiceResource } from "@/lib/contracts/appointments";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import { isSame } from "@/lib/domain/is-same";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { requireBusiness, theService } from "./configured-row";

const MOST_SERVICES = 200;

/** Adds what can be booked at a business. Needs `appointments.configure`; throws NOT_FOUND for another's business, INVALID. Audited. */
export async function createService(
  context: ServiceContext,
  input: unknown,
  now = new Date(),
): Promise<ServiceResource> {
  requirePermission(context, "appointments.configure");
  const { resourceIds, ...profile } = parseInput(NewService, input);
  const { organizationId } = context;
  const id = uuidv7();
  return withTenant(organizationId, async (tx) => {
    await requireBusiness(tx, organizationId, profile.businessId);
    await refuseStrangers(tx, organizationId, profile.businessId, resourceIds);
    const there = await tx.appointmentService.count({ where: { organizationId, businessId: profile.businessId } });
    if (there >= MOST_SERVICES)
      throw new ServiceError("CONFLICT", `A business can have ${MOST_SERVICES} services at most.`);
    await tx.appointmentService.create({ data: { ...profile, organizationId, id, createdAt: now, updatedAt: now } });
    await connect(tx, organizationId, id, resourceIds);
    const details = { name: profile.name, businessId: profile.businessId };
    const record = { action: "appointment_service.created", targetType: "appointment_service", targetId: id, details };
    await recordAudit(tx, context, record, now);
    return theService(tx, organizationId, id);
  });
}

/** Replaces a service; what is booked already stays as it is. Needs `appointments.configure`; throws NOT_FOUND, INVALID. Audited. */
export async function updateService(
  context: ServiceContext,
  serviceId: string,
  input: unknown,
  now = new Date(),
): Promise<ServiceResource> {
  requirePermission(context, "appointments.configure");
  const profile = parseInput(ServiceProfile, input);
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    const before = await theService(tx, organizationId, serviceId);
    await refuseStrangers(tx, organizationId, before.businessId, profile.resourceIds);
    const { resourceIds, ...data } = profile;
    await tx.appointmentService.update({
      where: { organizationId_id: { organizationId, id: serviceId } },
      data: { ...data, updatedAt: now },
    });
    await tx.appointmentServiceResource.deleteMany({ where: { organizationId, serviceId } });
    await connect(tx, organizationId, serviceId, resourceIds);
    const after = await theService(tx, organizationId, serviceId);
    const names = Object.keys(after) as (keyof ServiceResource)[];
    const changed = names.filter((name) => !isSame(before[name], after[name]));
    const record = { action: "appointment_service.updated", targetType: "appointment_service", targetId: serviceId };
    await recordAudit(tx, context, { ...record, details: { changed } }, now);
    return after;
  });
}

/**
 * Removes a service that nobody ever booked; one that was can be switched off. Needs `appointments.configure`; throws NOT_FOUND, or CONFLICT
 * when there are appointments. Audited.
 */
export async function deleteService(
  context: ServiceContext,
  serviceId: string,
  now = new Date(),
): Promise<{ id: string }> {
  requirePermission(context, "appointments.configure");
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    const { name } = await theService(tx, organizationId, serviceId);
    await tx.appointment.deleteMany({ where: { organizationId, serviceId, state: "held", heldUntil: { lte: now } } });
    if ((await tx.appointment.count({ where: { organizationId, serviceId } })) > 0)
      throw new ServiceError("CONFLICT", `${name} has appointments. Switch it off instead, and nobody can book it.`);
    await tx.appointmentService.deleteMany({ where: { organizationId, id: serviceId } });
    const record = { action: "appointment_service.deleted", targetType: "appointment_service", targetId: serviceId };
    await recordAudit(tx, context, { ...record, details: { name } }, now);
    return { id: serviceId };
  });
}

/** People and rooms are those of the service's own business. */
async function refuseStrangers(tx: Transaction, organizationId: string, businessId: string, ids: readonly string[]) {
  const wanted = [...new Set(ids)];
  const found = await tx.bookableResource.count({ where: { organizationId, businessId, id: { in: wanted } } });
  if (found === wanted.length) return;
  const problem = "choose people and rooms of this business";
  throw new ServiceError("INVALID", `Check resourceIds: ${problem}.`, { fields: { resourceIds: problem } });
}

async function connect(tx: Transaction, organizationId: string, serviceId: string, ids: readonly string[]) {
  const data = [...new Set(ids)].map((resourceId) => ({ organizationId, serviceId, resourceId }));
  await tx.appointmentServiceResource.createMany({ data });
}
