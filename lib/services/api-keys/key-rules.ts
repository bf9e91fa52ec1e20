import type { Transaction } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { ServiceError } from "../errors";
import { isPermission, type Permission } from "../permissions";
import { normalIpRange } from "./allowed-ip";

const MOST_LIVE_KEYS = 100;

/** Keys are made by people: a key that leaked must not be able to make another that outlives it. Throws FORBIDDEN. */
export function refuseMadeByKey(context: ServiceContext): void {
  if (context.actor.kind !== "api_key") return;
  throw new ServiceError("FORBIDDEN", "API keys are made and changed by people, not by keys. Sign in for this.");
}

/** What was asked for as scopes, each once. Throws INVALID for what is none, FORBIDDEN for what the caller does not have. */
export function grantableScopes(context: ServiceContext, asked: readonly string[]): Permission[] {
  const unknown = asked.find((scope) => !isPermission(scope));
  if (unknown !== undefined) {
    throw new ServiceError("INVALID", `There is no scope “${unknown}”.`, { fields: { scopes: "it is no scope" } });
  }
  const scopes = [...new Set(asked)].filter(isPermission);
  const beyond = scopes.find((scope) => !context.permissions.has(scope));
  if (beyond) throw new ServiceError("FORBIDDEN", `A key cannot do more than you can: you do not have ${beyond}.`);
  return scopes;
}

/** Addresses and ranges in their normal form. Throws INVALID naming the first that is none. */
export function checkedIpRanges(typed: readonly string[]): string[] {
  const ranges = typed.map((text) => {
    const range = normalIpRange(text);
    if (range !== null) return range;
    const problem = `“${text.slice(0, 60)}” is no IP address or range. Write 203.0.113.7, 10.0.0.0/8 or 2001:db8::/32`;
    throw new ServiceError("INVALID", `${problem}.`, { fields: { allowedIps: problem } });
  });
  return [...new Set(ranges)];
}

/** Throws CONFLICT when the organization has as many live keys as it may have. */
export async function refuseTooManyKeys(tx: Transaction, organizationId: string, now: Date): Promise<void> {
  const live = await tx.apiKey.count({
    where: { organizationId, revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] },
  });
  if (live < MOST_LIVE_KEYS) return;
  throw new ServiceError("CONFLICT", `There are ${live} keys already, which is the most. Revoke those not needed.`);
}
