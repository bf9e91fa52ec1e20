import type { Transaction } from "@/lib/db/transaction";
import type { Permission } from "../permissions";

/**
 * Revokes the keys a person made that can do more than `permissions`: who may do less knows them still. Within the tenant's transaction; gives
 * how many.
 */
export async function revokeKeysBeyond(
  tx: Transaction,
  organizationId: string,
  userId: string,
  permissions: ReadonlySet<Permission>,
  now: Date,
): Promise<number> {
  const keys = await tx.apiKey.findMany({
    where: { organizationId, createdBy: userId, revokedAt: null },
    select: { id: true, scopes: true },
  });
  const allowed: ReadonlySet<string> = permissions;
  const beyond = keys.filter(({ scopes }) => scopes.some((scope) => !allowed.has(scope))).map(({ id }) => id);
  if (beyond.length === 0) return 0;
  await tx.apiKey.updateMany({ where: { organizationId, id: { in: beyond } }, data: { revokedAt: now } });
  return beyond.length;
}
