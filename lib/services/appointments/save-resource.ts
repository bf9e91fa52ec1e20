import { v7 as uuidv7 } from "uuid";
import { NewResource, ResourceProfile, type ResourceResource } from "@/lib/contracts/appointments";
import { Prisma } from "@/lib/db/generated/client";
import { withTenant } from "@/lib/db/transaction";
import { weekProblems } from "@/lib/domain/schedule/hours-problems";
import { isSame } from "@/lib/domain/is-same";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { requireBusiness, theResource } from "./configured-row";

const MOST_RESOURCES = 500;

/** Adds somebody who gives appointments, or a room. Needs `appointments.configure`; throws NOT_FOUND for another's business, INVALID. Audited. */
export async function createResource(
  context: ServiceContext,
  input: unknown,
  now = new Date(),
): Promise<ResourceResource> {
  requirePermission(context, "appointments.configure");
  const profile = parseInput(NewResource, input);
  refuseImpossible(profile);
  const { organizationId } = context;
  const { businessId, kind, name } = profile;
  const id = uuidv7();
  return withTenant(organizationId, async (tx) => {
    await requireBusiness(tx, organizationId, businessId);
    const there = await tx.bookableResource.count({ where: { organizationId, businessId } });
    if (there >= MOST_RESOURCES)
      throw new ServiceError("CONFLICT", `A business can have ${MOST_RESOURCES} people and rooms at most.`);
    const data = { ...stored(profile), businessId, kind, organizationId, id, createdAt: now, updatedAt: now };
    await tx.bookableResource.create({ data });
    const record = { action: "appointment_resource.created", targetType: "appointment_resource", targetId: id };
    await recordAudit(tx, context, { ...record, details: { kind, name, businessId } }, now);
    return theResource(tx, organizationId, id);
  });
}

/** Replaces a person or room; what is booked already stays. Needs `appointments.configure`; throws NOT_FOUND, INVALID. Audited. */
export async function updateResource(
  context: ServiceContext,
  resourceId: string,
  input: unknown,
  now = new Date(),
): Promise<ResourceResource> {
  requirePermission(context, "appointments.configure");
  const profile = parseInput(ResourceProfile, input);
  refuseImpossible(profile);
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    const before = await theResource(tx, organizationId, resourceId);
    await tx.bookableResource.update({
      where: { organizationId_id: { organizationId, id: resourceId } },
      data: { ...stored(profile), updatedAt: now },
    });
    const after = await theResource(tx, organizationId, resourceId);
    const names = Object.keys(after) as (keyof ResourceResource)[];
    const changed = names.filter((name) => !isSame(before[name], after[name]));
    const record = { action: "appointment_resource.updated", targetType: "appointment_resource", targetId: resourceId };
    await recordAudit(tx, context, { ...record, details: { changed } }, now);
    return after;
  });
}

/**
 * Removes a person or room that no appointment ever had. Needs `appointments.configure`; throws NOT_FOUND, or CONFLICT when there are
 * appointments: switch them off instead. Audited.
 */
export async function deleteResource(
  context: ServiceContext,
  resourceId: string,
  now = new Date(),
): Promise<{ id: string }> {
  requirePermission(context, "appointments.configure");
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    const { name } = await theResource(tx, organizationId, resourceId);
    const used = await tx.appointment.count({
      where: { organizationId, OR: [{ staffId: resourceId }, { roomId: resourceId }] },
    });
    if (used > 0)
      throw new ServiceError("CONFLICT", `${name} has appointments. Switch it off instead, and nobody can book it.`);
    await tx.bookableResource.deleteMany({ where: { organizationId, id: resourceId } });
    const record = { action: "appointment_resource.deleted", targetType: "appointment_resource", targetId: resourceId };
    await recordAudit(tx, context, { ...record, details: { name } }, now);
    return { id: resourceId };
  });
}

const stored = ({ name, weeklyHours, daysOff, active }: ResourceProfile) => ({
  name,
  weeklyHours: weeklyHours ?? Prisma.DbNull,
  daysOff,
  active,
});

function refuseImpossible({ weeklyHours }: ResourceProfile): void {
  if (!weeklyHours) return;
  const [first] = Object.entries(weekProblems(weeklyHours));
  if (!first) return;
  const [day, problem] = first;
  throw new ServiceError("INVALID", `Check weeklyHours.${day}: ${problem}`, {
    fields: { [`weeklyHours.${day}`]: problem },
  });
}
