import { timingSafeEqual } from "node:crypto";
import { withSystemSql } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { ServiceError } from "../errors";
import { isPermission } from "../permissions";
import { isIpAllowed } from "./allowed-ip";
import { hashApiKey, prefixOf } from "./key-material";
import { type KeyMaker, MAKER_COLUMNS, MAKER_JOINS, makerRights } from "./maker-rights";

/** `last_used_at` is a hint for people; once a minute is enough of writing. */
const TOUCH_EVERY_MS = 60_000;

type KeyRow = KeyMaker & {
  id: string;
  organization_id: string;
  name: string;
  hash: string;
  scopes: string[];
  allowed_ips: string[];
  expires_at: Date | null;
  revoked_at: Date | null;
  last_used_at: Date | null;
};

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
  const row = await withSystemSql("api key", async (sql) => {
    const { rows } = await sql.query<KeyRow>(
      `select k.id, k.organization_id, k.name, k.hash, k.scopes, k.allowed_ips, k.expires_at, k.revoked_at, k.last_used_at, ${MAKER_COLUMNS}
       from api_keys k ${MAKER_JOINS} where k.prefix = $1`,
      [prefix],
    );
    const found = rows[0];
    if (!found || !timingSafeEqual(Buffer.from(found.hash), Buffer.from(hashApiKey(key)))) {
      throw refused("The API key is not valid.");
    }
    if (found.revoked_at) throw refused(`The API key was revoked on ${dayOf(found.revoked_at)}.`);
    if (found.expires_at && found.expires_at <= now) {
      throw refused(`The API key expired on ${dayOf(found.expires_at)}.`);
    }
    if (!isIpAllowed(request.ip, found.allowed_ips)) {
      const from = request.ip ? `the address ${request.ip}` : "an address that is not known";
      throw new ServiceError("FORBIDDEN", `The API key may not be used from ${from}. Its list of addresses says so.`);
    }
    const rights = makerRights(found);
    if (!found.last_used_at || now.getTime() - found.last_used_at.getTime() > TOUCH_EVERY_MS) {
      await sql.query("update api_keys set last_used_at = $2 where prefix = $1", [prefix, now]);
    }
    return { ...found, rights };
  });
  return {
    organizationId: row.organization_id,
    actor: { kind: "api_key", id: row.id, name: row.name },
    permissions: new Set(row.scopes.filter(isPermission).filter((scope) => row.rights.has(scope))),
    requestId: request.requestId,
    ...(request.ip ? { ip: request.ip } : {}),
  };
}

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);
