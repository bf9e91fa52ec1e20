import {
  CONNECTION_VENDORS,
  type ConnectionList,
  type ConnectionResource,
  ConnectionVendor,
} from "@/lib/contracts/connections";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { toConnection } from "./to-connection";

const SEEN = {
  vendor: true,
  mode: true,
  shown: true,
  revision: true,
  changedAt: true,
  changedBy: true,
  findings: true,
  checkedAt: true,
  refusedAt: true,
  refusal: true,
} as const;

/** Every vendor's connection, Twilio first, those that were never chosen too. Needs `connections.read`. */
export async function getConnections(context: ServiceContext): Promise<ConnectionList> {
  requirePermission(context, "connections.read");
  return withTenant(context.organizationId, async (tx) => ({
    connections: await Promise.all(
      CONNECTION_VENDORS.map((vendor) => readConnection(tx, context.organizationId, vendor)),
    ),
  }));
}

/** The vendor that a path or a form names. Throws NOT_FOUND. */
export function vendorNamed(name: string): ConnectionVendor {
  const vendor = ConnectionVendor.safeParse(name);
  if (vendor.success) return vendor.data;
  throw new ServiceError("NOT_FOUND", `There is no such vendor; there are ${CONNECTION_VENDORS.join(", ")}.`);
}

export async function readConnection(
  tx: Transaction,
  organizationId: string,
  vendor: ConnectionVendor,
): Promise<ConnectionResource> {
  const row = await tx.vendorConnection.findUnique({
    where: { organizationId_vendor: { organizationId, vendor } },
    select: SEEN,
  });
  const people = row
    ? await tx.$queryRaw<{ name: string }[]>`select name from users where id::text = ${row.changedBy}`
    : [];
  return toConnection(vendor, row, people[0]?.name ?? null);
}
