import { withTenant, withTenantSql } from "@/lib/db/transaction";
import { log } from "@/lib/log/log";
import { toPlan } from "../inbound/number-plan";
import { loadNumber } from "./load-number";
import { addressesOf, type NumberDeps } from "./number-deps";
import { type SeenWebhooks, seenWebhooks, webhookColumns } from "./webhook-state";

/**
 * Sets a number's addresses at the carrier, reads them back and stores what was seen. Never throws for the carrier: that it cannot be
 * reached is what is stored then.
 */
export const repairWebhooks = (organizationId: string, numberId: string, deps: NumberDeps): Promise<SeenWebhooks> =>
  look(organizationId, numberId, deps, true);

/** Compares what the carrier has with what it must have, and stores it. */
export const checkWebhooks = (organizationId: string, numberId: string, deps: NumberDeps): Promise<SeenWebhooks> =>
  look(organizationId, numberId, deps, false);

async function look(
  organizationId: string,
  numberId: string,
  deps: NumberDeps,
  repair: boolean,
): Promise<SeenWebhooks> {
  const row = await withTenantSql(organizationId, (sql) => loadNumber(sql, organizationId, numberId));
  const expected = addressesOf(row.e164, toPlan(row), deps);
  let seen: SeenWebhooks;
  let sid = row.provider_sid;
  try {
    let found = await deps.carrier.findNumber(row.e164);
    if (found && repair && seenWebhooks(expected, found).state === "drifted") {
      await deps.carrier.setWebhooks(found.sid, expected);
      // What it answers to the change is what it was told; what it has is asked again.
      found = await deps.carrier.findNumber(row.e164);
    }
    seen = seenWebhooks(expected, found);
    sid = found?.sid ?? null;
  } catch (error) {
    log.warn({ err: error, numberId }, "webhooks of a number not checked");
    seen = { state: "unreachable", problems: [] };
  }
  await withTenant(organizationId, (tx) =>
    tx.phoneNumber.updateMany({
      where: { organizationId, id: numberId },
      data: { ...webhookColumns(seen, deps.now), ...(seen.state === "unreachable" ? {} : { providerSid: sid }) },
    }),
  );
  return seen;
}
