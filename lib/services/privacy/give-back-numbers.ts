import type { TwilioNumbers } from "@/lib/adapters/twilio/numbers";
import { TwilioRestError } from "@/lib/adapters/twilio/rest-error";
import { withSystemSql } from "@/lib/db/transaction";
import { log } from "@/lib/log/log";
import { ServiceError } from "../errors";
import { forgetNumbers } from "../inbound/resolve-number";

/** The account at the carrier that an organization's numbers are in. Throws UNAVAILABLE where there is none. */
export type NumbersOf = (organizationId: string) => Promise<Pick<TwilioNumbers, "findNumber" | "releaseNumber">>;

type Bought = { id: string; e164: string; provider_sid: string | null };

/**
 * For an organization that is erased: none of its numbers rings here any more. Those bought here are given back to the carrier, or they would cost
 * on with nobody left to see it; imported and placed ones stay in the account they came from. Returns how many the carrier has not taken back
 * yet; tried again they are given back once. Where the account itself is gone or refuses us nothing is left to try, and the log says so.
 */
export async function giveBackNumbers(organizationId: string, numbersOf: NumbersOf): Promise<number> {
  const bought = await withSystemSql("erasure: numbers", async (sql) => {
    const leaving = await sql.query<{ e164: string }>(
      "delete from phone_numbers where organization_id = $1 and source <> 'bought' returning e164",
      [organizationId],
    );
    const { rows } = await sql.query<Bought>(
      `update phone_numbers set state = 'releasing', active = false, updated_at = now()
       where organization_id = $1 returning id, e164, provider_sid`,
      [organizationId],
    );
    for (const { e164 } of [...leaving.rows, ...rows]) forgetNumbers(e164);
    return rows;
  });
  let left = 0;
  for (const number of bought) {
    const isDone = await giveBack(organizationId, number, numbersOf);
    if (!isDone) left += 1;
    else
      await withSystemSql("erasure: a number", (sql) =>
        sql.query("delete from phone_numbers where organization_id = $1 and id = $2", [organizationId, number.id]),
      );
  }
  return left;
}

async function giveBack(
  organizationId: string,
  { id: numberId, e164, provider_sid }: Bought,
  numbersOf: NumbersOf,
): Promise<boolean> {
  try {
    const carrier = await numbersOf(organizationId);
    const sid = provider_sid ?? (await carrier.findNumber(e164))?.sid;
    if (sid) await carrier.releaseNumber(sid);
    return true;
  } catch (error) {
    const isFinal = isAccountGone(error);
    log.warn(
      { organizationId, numberId, sid: provider_sid, err: error },
      isFinal
        ? "a number of an erased organization was not given back: its account cannot be used any more. Release it at the carrier"
        : "a number of an erased organization was not given back; it is tried again",
    );
    return isFinal;
  }
}

/** Of these nothing changes by waiting. */
function isAccountGone(error: unknown): boolean {
  if (error instanceof ServiceError) return error.code === "UNAVAILABLE";
  return error instanceof TwilioRestError && [401, 403, 404].includes(error.status ?? 0);
}
