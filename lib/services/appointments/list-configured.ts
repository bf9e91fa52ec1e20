import { OfBusinessQuery, type ResourceResource, type ServiceResource } from "@/lib/contracts/appointments";
import { withTenant } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { parseInput } from "../errors";
import { requirePermission } from "../require-permission";
import { theResource, theService, toResource, toService, WITH_RESOURCES } from "./configured-row";

const BY_NAME = [{ name: "asc" as const }, { id: "asc" as const }];

/** What can be booked, by name; switched off ones too. Needs `appointments.read`. */
export async function listServices(context: ServiceContext, input: unknown = {}): Promise<ServiceResource[]> {
  requirePermission(context, "appointments.read");
  const { businessId } = parseInput(OfBusinessQuery, input);
  const { organizationId } = context;
  const where = { organizationId, ...(businessId ? { businessId } : {}) };
  return withTenant(organizationId, async (tx) => {
    const rows = await tx.appointmentService.findMany({ where, include: WITH_RESOURCES, orderBy: BY_NAME });
    return rows.map(toService);
  });
}

/** Needs `appointments.read`; throws NOT_FOUND. */
export async function getService(context: ServiceContext, serviceId: string): Promise<ServiceResource> {
  requirePermission(context, "appointments.read");
  const { organizationId } = context;
  return withTenant(organizationId, (tx) => theService(tx, organizationId, serviceId));
}

/** People who give appointments and rooms, by name; switched off ones too. Needs `appointments.read`. */
export async function listResources(context: ServiceContext, input: unknown = {}): Promise<ResourceResource[]> {
  requirePermission(context, "appointments.read");
  const { businessId } = parseInput(OfBusinessQuery, input);
  const { organizationId } = context;
  const where = { organizationId, ...(businessId ? { businessId } : {}) };
  return withTenant(organizationId, async (tx) => {
    const rows = await tx.bookableResource.findMany({ where, orderBy: BY_NAME });
    return rows.map(toResource);
  });
}

/** Needs `appointments.read`; throws NOT_FOUND. */
export async function getResource(context: ServiceContext, resourceId: string): Promise<ResourceResource> {
  requirePermission(context, "appointments.read");
  const { organizationId } = context;
  return withTenant(organizationId, (tx) => theResource(tx, organizationId, resourceId));
}
