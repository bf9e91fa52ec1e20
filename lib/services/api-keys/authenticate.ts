import { timingSafeEqual } from "node:crypto";
import { withSystem } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { ServiceError } from "../errors";
import { isPermission } from "../permissions";
import { isIpAllowed } from "./allowed-ip";
import { hashApiKey, prefixOf } from "./key-material";
import { makerRights } from "./maker-rights";

/** `last_used_at` is a hint for people; once a minute is enough of writing. */
const TOUCH_EVERY_MS = 60_000;

const refused = (why: string) => new ServiceError("UNAUTHENTICATED", `${why} Make a new one under Settings, API keys.`);

/**
 * The context of a program that shows an API key: it may what its scopes say and its maker may at this moment. Throws UNAUTHENTICATED for an
 * unknown, expired or revoked one, or one whose maker has left, and FORBIDDEN from an address that is not on its list, or while its maker lacks
 * what the organization requires. Why it is refused is said only to who has the whole key.
 */
export async function authenticateApiKey(
  key: string,
  request: { requestId: string; ip?: string },
  now = new Date(),
): Promise<ServiceContext> {
  const prefix = prefixOf(key);
  if (!prefix) throw refused("The API key is not valid.");
  const row = await withSystem("api key", async (tx) => {
    const found = await tx.apiKey.findUnique({ where: { prefix } });
    if (!found || !timingSafeEqual(Buffer.from(found.hash), Buffer.from(hashApiKey(key)))) {
      throw refused("The API key is not valid.");
    }
    if (found.revokedAt) throw refused(`The API key was revoked on ${dayOf(found.revokedAt)}.`);
    if (found.expiresAt && found.expiresAt <= now) {
      throw refused(`The API key expired on ${dayOf(found.expiresAt)}.`);
    }
    if (!isIpAllowed(request.ip, found.allowedIps)) {
      const from = request.ip ? `the address ${request.ip}` : "an address that is not known";
      throw new ServiceError("FORBIDDEN", `The API key may not be used from ${from}. Its list of addresses says so.`);
    }
    const rights = await makerRights(tx, found);
    if (!found.lastUsedAt || now.getTime() - found.lastUsedAt.getTime() > TOUCH_EVERY_MS) {
      await tx.apiKey.update({ where: { prefix }, data: { lastUsedAt: now } });
    }
    return { ...found, rights };
  });
  return {
    organizationId: row.organizationId,
    actor: { kind: "api_key", id: row.id, name: row.name },
    permissions: new Set(row.scopes.filter(isPermission).filter((scope) => row.rights.has(scope))),
    requestId: request.requestId,
    ...(request.ip ? { ip: request.ip } : {}),
  };
}

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);
