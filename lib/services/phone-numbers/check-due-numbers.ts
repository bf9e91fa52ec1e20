import { randomUUID } from "node:crypto";
import { withSystemSql, withTenantSql } from "@/lib/db/transaction";
import { log } from "@/lib/log/log";
import { systemContext } from "../context";
import { toPlan } from "../inbound/number-plan";
import { dropClaim } from "./claim-number";
import { readFallbackAddress } from "./fallback-address";
import { finishNumber } from "./finish-number";
import { loadNumber } from "./load-number";
import { addressesOf, type NumberDeps } from "./number-deps";
import { removeReleased } from "./release-number";
import { checkWebhooks, repairWebhooks } from "./repair-webhooks";
import type { SeenWebhooks } from "./webhook-state";

const CHECKED_EVERY_MS = 10 * 60_000;
/** Whoever orders or releases a number waits for the carrier no longer than this. */
const SETTLED_BY_HAND_MS = 60_000;
/** An order that the carrier knows nothing of by then was never taken. */
const ORDER_LOST_AFTER_MS = 5 * 60_000;
const MOST_AT_ONCE = 200;

type Due = {
  organization_id: string;
  id: string;
  e164: string;
  state: "ordering" | "ready" | "releasing";
  provider_sid: string | null;
  created_at: Date;
};

/**
 * Looks at the carrier after every number that was not looked at for ten minutes: what drifted is stored for people to see, and our own
 * fallback address is renewed when what it says has changed. Orders and releases whose end nobody saw are brought to one. Returns how many
 * numbers were looked at.
 */
export async function checkDueNumbers(
  depsFor: (organizationId: string, now: Date) => Promise<NumberDeps>,
  now: Date,
): Promise<number> {
  const due = await listDue(now);
  for (const number of due) {
    try {
      const deps = await depsFor(number.organization_id, now);
      if (number.state === "ready") await checkOne(number, deps);
      else if (number.state === "ordering") await settleOrder(number, deps);
      else await settleRelease(number, deps);
    } catch (error) {
      log.warn({ err: error, numberId: number.id }, "a number was not looked after");
    }
  }
  return due.length;
}

async function listDue(now: Date): Promise<Due[]> {
  const before = (ms: number) => new Date(now.getTime() - ms);
  const { rows } = await withSystemSql("numbers to look after", (sql) =>
    sql.query<Due>(
      `select organization_id, id, e164, state::text, provider_sid, created_at from phone_numbers
       where (state = 'ready' and (webhook_checked_at is null or webhook_checked_at < $1))
          or (state <> 'ready' and updated_at < $2)
       order by webhook_checked_at nulls first limit $3`,
      [before(CHECKED_EVERY_MS), before(SETTLED_BY_HAND_MS), MOST_AT_ONCE],
    ),
  );
  return rows;
}

async function checkOne({ organization_id: organizationId, id }: Due, deps: NumberDeps): Promise<void> {
  const seen = await checkWebhooks(organizationId, id, deps);
  if (isStaleFallback(seen, deps.secret)) await repairWebhooks(organizationId, id, deps);
}

/** Only what we made ourselves is changed without asking: people may have pointed the rest elsewhere on purpose. */
function isStaleFallback({ problems }: SeenWebhooks, secret: string): boolean {
  const [problem, another] = problems;
  if (problem?.setting !== "fallback_url" || another || problem.found === null) return false;
  return URL.canParse(problem.found) && readFallbackAddress(new URL(problem.found).searchParams, secret) !== null;
}

const actingFor = (organizationId: string) =>
  systemContext(organizationId, "number check", ["numbers.write"], randomUUID());

async function settleOrder({ organization_id: organizationId, id, e164, created_at }: Due, deps: NumberDeps) {
  const carrier = await deps.carrier.findNumber(e164);
  if (!carrier) {
    if (deps.now.getTime() - created_at.getTime() > ORDER_LOST_AFTER_MS) await dropClaim(organizationId, id);
    return;
  }
  const row = await withTenantSql(organizationId, (sql) => loadNumber(sql, organizationId, id));
  const expected = addressesOf(e164, toPlan(row), deps);
  await finishNumber(actingFor(organizationId), id, { carrier, expected, action: "number.bought" }, deps.now);
  await repairWebhooks(organizationId, id, deps);
}

async function settleRelease({ organization_id: organizationId, id, e164, provider_sid }: Due, deps: NumberDeps) {
  const sid = provider_sid ?? (await deps.carrier.findNumber(e164))?.sid;
  if (sid) await deps.carrier.releaseNumber(sid);
  await removeReleased(actingFor(organizationId), id, { e164, keepAtCarrier: false }, deps.now);
}
