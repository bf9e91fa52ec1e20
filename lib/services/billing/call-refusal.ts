import type { PoolClient } from "pg";
import type { PlanKey } from "@/lib/domain/billing/plans";
import { type BillingStatus, currentPeriod, mayAnswer, needsUsage, type Refusal } from "@/lib/domain/billing/usage";

type Row = { plan: PlanKey; status: BillingStatus; trial_ends_at: Date | null; period_start: Date; period_end: Date };

/** For the call's own record; a caller hears nothing of it. */
export const REFUSAL_REASONS: Readonly<Record<Refusal, string>> = {
  trial_ended: "Refused: the trial has ended and no plan was chosen",
  unpaid: "Refused: the subscription has ended or is not paid",
  limit_reached: "Refused: what the plan includes is used up",
};

/**
 * Why a new call must be refused, or null. One look at the organization's row; what was used is counted only where a plan refuses at its
 * limit, so over few entries, and with the calls in progress, so that many at once cannot pass it. Without a row nothing is limited.
 * `sql` is in a transaction of the tenant.
 */
export async function callRefusal(sql: PoolClient, organizationId: string, now: Date): Promise<Refusal | null> {
  const { rows } = await sql.query<Row>(
    "select plan, status, trial_ends_at, period_start, period_end from subscriptions where organization_id = $1",
    [organizationId],
  );
  const row = rows[0];
  if (!row) return null;
  const standing = { plan: row.plan, status: row.status, trialEndsAt: row.trial_ends_at };
  const period = currentPeriod({ start: row.period_start, end: row.period_end }, row.status, now);
  const used = needsUsage(standing) ? await countUsed(sql, organizationId, period) : { calls: 0, minutes: 0 };
  const decision = mayAnswer(standing, used, now);
  return decision.ok ? null : decision.reason;
}

async function countUsed(sql: PoolClient, organizationId: string, period: { start: Date; end: Date }) {
  const { rows } = await sql.query<{ calls: string; minutes: string; open: string }>(
    `select coalesce(sum(quantity) filter (where kind = 'call'), 0) as calls,
       coalesce(sum(quantity) filter (where kind = 'minutes'), 0) as minutes,
       (select count(*) from calls where organization_id = $1 and status = 'in_progress') as open
     from usage_entries where organization_id = $1 and at >= $2 and at < $3`,
    [organizationId, period.start, period.end],
  );
  const { calls = 0, minutes = 0, open = 0 } = rows[0] ?? {};
  return { calls: Number(calls) + Number(open), minutes: Number(minutes) };
}
