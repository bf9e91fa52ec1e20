import { RotateApiKeyInput, type CreatedApiKey } from "@/lib/contracts/api/api-keys";
import { withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { requireVerifiedEmail } from "../sign-up/require-verified-email";
import { findOwnKey } from "./find-own-key";
import { newKeyMaterial } from "./key-material";
import { grantableScopes, refuseMadeByKey } from "./key-rules";

const HOUR_MS = 60 * 60_000;

/**
 * Makes a key that takes the place of another, with its name, scopes, addresses and lifetime. The old one works on for the grace (24 hours
 * unless said), never longer than it would have: two are live meanwhile, and no more. Needs `api_keys.write` and all the key's scopes; throws
 * NOT_FOUND, and CONFLICT for a key that is over or has been replaced already. Audited.
 */
export async function rotateApiKey(
  context: ServiceContext,
  keyId: string,
  input: unknown = {},
  now = new Date(),
): Promise<CreatedApiKey> {
  requirePermission(context, "api_keys.write");
  refuseMadeByKey(context);
  const { graceHours } = parseInput(RotateApiKeyInput, input);
  const { organizationId, actor } = context;
  const { key, prefix, hash } = newKeyMaterial();
  return withTenant(organizationId, async (tx) => {
    await requireVerifiedEmail(tx, context.actor);
    const old = await findOwnKey(tx, organizationId, keyId);
    if (old.revokedAt || (old.expiresAt && old.expiresAt <= now)) {
      throw new ServiceError("CONFLICT", "This key works no more. Make a new one instead.");
    }
    const replaced = await tx.apiKey.findFirst({ where: { organizationId, replaces: old.id, revokedAt: null } });
    if (replaced) throw new ServiceError("CONFLICT", `This key has been replaced already, by ${replaced.prefix}.`);
    const before = old.replaces ? await findOwnKey(tx, organizationId, old.replaces) : null;
    if (before && !before.revokedAt && before.expiresAt && before.expiresAt > now) {
      throw new ServiceError("CONFLICT", `The key before it, ${before.prefix}, still works. Revoke that one first.`);
    }
    const scopes = grantableScopes(context, old.scopes);
    const lifetimeMs = old.expiresAt ? old.expiresAt.getTime() - old.createdAt.getTime() : null;
    const expiresAt = lifetimeMs === null ? null : new Date(now.getTime() + lifetimeMs);
    const graceEndsAt = new Date(now.getTime() + graceHours * HOUR_MS);
    const oldExpiresAt = old.expiresAt && old.expiresAt < graceEndsAt ? old.expiresAt : graceEndsAt;
    const { name, allowedIps } = old;
    const made = await tx.apiKey.create({
      data: {
        organizationId,
        name,
        prefix,
        hash,
        scopes,
        allowedIps,
        createdBy: actor.id,
        createdAt: now,
        expiresAt,
        replaces: old.id,
      },
      select: { id: true },
    });
    await tx.apiKey.update({
      where: { organizationId_id: { organizationId, id: old.id } },
      data: { expiresAt: oldExpiresAt },
    });
    const details = {
      name,
      newKeyId: made.id,
      before: { prefix: old.prefix, expiresAt: old.expiresAt },
      after: { prefix, expiresAt, oldExpiresAt },
    };
    await recordAudit(
      tx,
      context,
      { action: "api_key.rotated", targetType: "api_key", targetId: old.id, details },
      now,
    );
    return {
      id: made.id,
      name,
      key,
      prefix,
      scopes,
      allowedIps,
      expiresAt: expiresAt?.toISOString() ?? null,
      replaces: old.id,
    };
  });
}
