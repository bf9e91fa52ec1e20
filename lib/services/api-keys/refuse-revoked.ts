import { type Transaction, withTenant } from "@/lib/db/transaction";
import type { Actor, ServiceContext } from "../context";
import { ServiceError } from "../errors";

/**
 * Throws UNAUTHENTICATED when the key that acts was revoked meanwhile, within the transaction that makes the change. Holds the key's row until
 * that transaction ends: a change by a key is there before the key's revocation, or not at all. Others than keys pass.
 */
export async function refuseRevokedKey(
  tx: Transaction,
  { organizationId, actor }: { organizationId: string; actor: Actor },
): Promise<void> {
  if (actor.kind !== "api_key") return;
  const rows = await tx.$queryRaw<{ revoked_at: Date | null }[]>`
    select revoked_at from api_keys where organization_id = ${organizationId}::uuid and id::text = ${actor.id} for share`;
  if (rows[0] && rows[0].revoked_at === null) return;
  throw new ServiceError(
    "UNAUTHENTICATED",
    "The API key was revoked while the request was under way. Nothing was changed.",
  );
}

/** The same apart from any change: throws UNAUTHENTICATED when the acting key was revoked since the request began. */
export async function checkNotRevoked(context: ServiceContext): Promise<void> {
  if (context.actor.kind !== "api_key") return;
  await withTenant(context.organizationId, (tx) => refuseRevokedKey(tx, context));
}
