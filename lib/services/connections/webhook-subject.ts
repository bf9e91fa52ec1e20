import { withSystemSql } from "@/lib/db/transaction";
import { ownerOfNumber } from "../inbound/resolve-number";

type WebhookFacts = {
  /** The organization that the address names; null when it names none. */
  named: string | null;
  direction: "inbound" | "outbound" | null;
  to: string;
  providerCallSid: string;
};

/**
 * The one organization that a carrier's webhook is about, by everything in it that could have an effect: the ids in its address, the number
 * that was called, and whose the call is already. Null when they do not agree or there is nothing to go by. An organization's own carrier
 * account may vouch for this organization alone: whoever signs with it can write whatever they like into a webhook.
 */
export async function webhookSubject(facts: WebhookFacts, nowMs: number): Promise<string | null> {
  const { named, direction, to, providerCallSid } = facts;
  const owners = new Set<string>();
  if (named !== null) owners.add(named);
  if (direction === "inbound") {
    const owner = await ownerOfNumber(to, nowMs);
    if (owner === null) return null;
    owners.add(owner);
  }
  const { rows } = await withSystemSql("whose call", (sql) =>
    sql.query<{ organization_id: string }>("select organization_id from calls where provider_call_sid = $1", [
      providerCallSid,
    ]),
  );
  for (const { organization_id } of rows) owners.add(organization_id);
  const [only] = owners;
  return owners.size === 1 && only !== undefined ? only : null;
}
