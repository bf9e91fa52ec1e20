import { z } from "zod";
import { type ResourceResource, type ServiceResource, StoredDaysOff } from "@/lib/contracts/appointments";
import { WeeklyHours } from "@/lib/contracts/business-hours";
import type { AppointmentService, BookableResource } from "@/lib/db/generated/client";
import type { Transaction } from "@/lib/db/transaction";
import { ServiceError } from "../errors";

type ServiceRow = AppointmentService & { resources: { resourceId: string }[] };

export const WITH_RESOURCES = { resources: { select: { resourceId: true }, orderBy: { resourceId: "asc" } } } as const;

export function toService(row: ServiceRow): ServiceResource {
  const { organizationId: _organizationId, createdAt: _createdAt, updatedAt: _updatedAt, resources, ...rest } = row;
  return { ...rest, resourceIds: resources.map(({ resourceId }) => resourceId) };
}

export function toResource(row: BookableResource): ResourceResource {
  const { organizationId: _organizationId, createdAt: _createdAt, updatedAt: _updatedAt, ...rest } = row;
  const weeklyHours = row.weeklyHours === null ? null : WeeklyHours.parse(row.weeklyHours);
  return { ...rest, weeklyHours, daysOff: StoredDaysOff.parse(row.daysOff) };
}

const isId = (id: string) => z.uuid().safeParse(id).success;

/** Throws NOT_FOUND when the organization has none of this id. */
export async function theService(tx: Transaction, organizationId: string, id: string): Promise<ServiceResource> {
  const where = { organizationId_id: { organizationId, id } };
  const row = isId(id) ? await tx.appointmentService.findUnique({ where, include: WITH_RESOURCES }) : null;
  if (!row) throw new ServiceError("NOT_FOUND", "There is no such service.");
  return toService(row);
}

/** Throws NOT_FOUND when the organization has none of this id. */
export async function theResource(tx: Transaction, organizationId: string, id: string): Promise<ResourceResource> {
  const where = { organizationId_id: { organizationId, id } };
  const row = isId(id) ? await tx.bookableResource.findUnique({ where }) : null;
  if (!row) throw new ServiceError("NOT_FOUND", "There is no such person or room.");
  return toResource(row);
}

/** Throws NOT_FOUND when the organization has no such business. */
export async function requireBusiness(tx: Transaction, organizationId: string, id: string): Promise<void> {
  const found = isId(id) ? await tx.business.count({ where: { organizationId, id } }) : 0;
  if (found === 0) throw new ServiceError("NOT_FOUND", "There is no such business.");
}
