import { CreateApiKeyInput, type CreatedApiKey } from "@/lib/contracts/api/api-keys";
import { withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { requireVerifiedEmail } from "../sign-up/require-verified-email";
import { newKeyMaterial } from "./key-material";
import { checkedIpRanges, grantableScopes, refuseMadeByKey, refuseTooManyKeys } from "./key-rules";

/**
 * Makes an API key with some of the caller's own permissions as scopes; the answer is the only place that ever has the key itself. Needs
 * `api_keys.write`. Throws FORBIDDEN for scopes beyond the caller's, CONFLICT when there are too many keys. Audited.
 */
export async function createApiKey(context: ServiceContext, input: unknown, now = new Date()): Promise<CreatedApiKey> {
  requirePermission(context, "api_keys.write");
  refuseMadeByKey(context);
  const { name, scopes: asked, expiresAt, allowedIps: typed } = parseInput(CreateApiKeyInput, input);
  const scopes = grantableScopes(context, asked);
  const allowedIps = checkedIpRanges(typed);
  if (expiresAt && Date.parse(expiresAt) <= now.getTime()) {
    throw new ServiceError("INVALID", "The key would have expired already.", {
      fields: { expiresAt: "choose a time to come" },
    });
  }
  const { key, prefix, hash } = newKeyMaterial();
  const { organizationId, actor } = context;
  return withTenant(organizationId, async (tx) => {
    await requireVerifiedEmail(tx, actor);
    await refuseTooManyKeys(tx, organizationId, now);
    const { id } = await tx.apiKey.create({
      data: { organizationId, name, prefix, hash, scopes, allowedIps, createdBy: actor.id, createdAt: now, expiresAt },
      select: { id: true },
    });
    const details = { name, prefix, scopes, allowedIps, expiresAt };
    await recordAudit(tx, context, { action: "api_key.created", targetType: "api_key", targetId: id, details }, now);
    return { id, name, key, prefix, scopes, allowedIps, expiresAt, replaces: null };
  });
}
