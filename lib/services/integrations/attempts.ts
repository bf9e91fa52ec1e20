import { createHash, timingSafeEqual } from "node:crypto";
import { withTenant } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { openForTenant } from "../secrets/tenant-envelope";

/** Consents that somebody has gone to another service for. */

export const hashOf = (secret: string) => createHash("sha256").update(secret).digest("base64url");
export const verifierPurpose = (id: string) => `integration attempt ${id}`;

/** What was begun with this state, once: in time, in its organization and session. Null where there is no such. */
export async function takeAttempt(
  { organizationId, sessionId }: ServiceContext,
  state: string,
  now: Date,
): Promise<{ vendor: string; verifier: string } | null> {
  const [, id = "", secret = ""] = /^([0-9a-f-]{36})\.([\w-]{43})$/.exec(state) ?? [];
  if (secret === "") return null;
  return withTenant(organizationId, async (tx) => {
    const [row] = await tx.$queryRaw<
      { vendor: string; state_hash: string; sealed_verifier: string; session_id: string | null; expires_at: Date }[]
    >`delete from integration_attempts where organization_id = ${organizationId}::uuid and id::text = ${id} returning *`;
    if (!row || row.expires_at <= now) return null;
    if (row.session_id !== null && row.session_id !== sessionId) return null;
    const [given, expected] = [hashOf(secret), row.state_hash].map((hash) => Buffer.from(hash));
    if (!given || !expected || given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
    const verifier = await openForTenant(tx, organizationId, verifierPurpose(id), row.sealed_verifier);
    return { vendor: row.vendor, verifier };
  });
}
