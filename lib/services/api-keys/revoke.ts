import { withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { requirePermission } from "../require-permission";
import { findOwnKey } from "./find-own-key";
import { refuseMadeByKey } from "./key-rules";

/**
 * Ends a key for good: a request under way changes nothing any more, the next is refused. Revoking what is revoked changes nothing. Needs `api_keys.write`;
 * throws NOT_FOUND. Audited.
 */
export async function revokeApiKey(
  context: ServiceContext,
  keyId: string,
  now = new Date(),
): Promise<{ id: string; revokedAt: string }> {
  requirePermission(context, "api_keys.write");
  refuseMadeByKey(context);
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    const row = await findOwnKey(tx, organizationId, keyId);
    if (row.revokedAt) return { id: row.id, revokedAt: row.revokedAt.toISOString() };
    const { id, name, prefix } = row;
    await tx.apiKey.update({ where: { organizationId_id: { organizationId, id } }, data: { revokedAt: now } });
    const details = { name, prefix, before: { revokedAt: null }, after: { revokedAt: now } };
    await recordAudit(tx, context, { action: "api_key.revoked", targetType: "api_key", targetId: id, details }, now);
    return { id, revokedAt: now.toISOString() };
  });
}
