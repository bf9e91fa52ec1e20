import { timingSafeEqual } from "node:crypto";
import { withSystem } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { ServiceError } from "../errors";
import { isPermission } from "../permissions";
import { hashApiKey } from "./create";

/** `last_used_at` is a hint for people; once a minute is enough of writing. */
const TOUCH_EVERY_MS = 60_000;

/** The context of a program that shows an API key. Throws UNAUTHENTICATED for an unknown, expired or revoked one, without saying which. */
export async function authenticateApiKey(
  key: string,
  request: { requestId: string; ip?: string },
  now = new Date(),
): Promise<ServiceContext> {
  const refused = new ServiceError(
    "UNAUTHENTICATED",
    "The API key is not valid. Make a new one under Settings, API keys.",
  );
  const prefix = /^(ayb_[0-9a-f]{12})_[\w-]{43}$/.exec(key)?.[1];
  if (!prefix) throw refused;
  const row = await withSystem("api key", async (tx) => {
    const found = await tx.apiKey.findUnique({ where: { prefix } });
    if (!found || !timingSafeEqual(Buffer.from(found.hash), Buffer.from(hashApiKey(key)))) return null;
    if (found.revokedAt || (found.expiresAt && found.expiresAt <= now)) return null;
    if (!found.lastUsedAt || now.getTime() - found.lastUsedAt.getTime() > TOUCH_EVERY_MS) {
      await tx.apiKey.update({ where: { prefix }, data: { lastUsedAt: now } });
    }
    return found;
  });
  if (!row) throw refused;
  return {
    organizationId: row.organizationId,
    actor: { kind: "api_key", id: row.id, name: row.name },
    permissions: new Set(row.scopes.filter(isPermission)),
    requestId: request.requestId,
    ...(request.ip ? { ip: request.ip } : {}),
  };
}
