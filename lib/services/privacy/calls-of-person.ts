import { createHmac } from "node:crypto";
import type { PoolClient } from "pg";
import { sharedEnv } from "@/lib/env/shared";
import { deriveKey } from "../derive-key";
import { ServiceError } from "../errors";
import { dialableNumber } from "../outbound/dialable-number";

/** The organization's calls with the person who has this number, E.164, and those in which it was left to call back. */
export async function callsOfPerson(sql: PoolClient, organizationId: string, phone: string) {
  const { rows } = await sql.query<{ id: string; open: boolean }>(
    `select id, ended_at is null and status in ('initiated', 'ringing', 'in_progress') as open from calls
     where organization_id = $1 and (from_number = $2 or to_number = $2 or id in (
       select call_id from messages where organization_id = $1 and length(regexp_replace(callback_number, '\\D|^0+', '', 'g')) >= 8
         and $2 like '%' || regexp_replace(callback_number, '\\D|^0+', '', 'g')))
     order by id`,
    [organizationId, phone],
  );
  return rows;
}

/** A caller's number as it was typed, in E.164. Throws INVALID (field `phone`). */
export function callerNumber(typed: string): string {
  const dialable = dialableNumber(typed);
  if (dialable.ok) return dialable.e164;
  throw new ServiceError("INVALID", `Check phone: ${dialable.problem}.`, { fields: { phone: dialable.problem } });
}

/** Tells what was done about one number apart from what was done about another, and says nothing else. */
export const pseudonymOf = (organizationId: string, phone: string): string =>
  createHmac("sha256", deriveKey(sharedEnv().NEXTAUTH_SECRET, `erased callers of ${organizationId}`))
    .update(phone)
    .digest("hex")
    .slice(0, 16);
