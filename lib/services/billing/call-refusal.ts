import type { PoolClient } from "pg";
import type { Transaction } from "@/lib/db/transaction";
import type { PlanKey } from "@/lib/domain/billing/plans";
import { type BillingStatus, currentPeriod, mayAnswer, needsUsage, type Refusal } from "@/lib/domain/billing/usage";

type Row = { plan: PlanKey; status: BillingStatus; trial_ends_at: Date | null; period_start: Date; period_end: Date };

/** For the call's own record; a caller hears nothing of it. */
export const REFUSAL_REASONS: Readonly<Record<Refusal, string>> = {
  trial_ended: "Refused: the trial has ended and no plan was chosen",
  unpaid: "Refused: the subscription has ended or is not paid",
  limit_reached: "Refused: what the plan includes is used up",
};

/** Asks the database in the tenant's transaction; the parameters carry their types in the text. */
type Ask = <T>(text: string, values: readonly unknown[]) => Promise<T[]>;

/**
 * Why a new call must be refused, or null. One look at the organization's row; what was used is counted only where a plan refuses at its
 * limit, so over few entries, and with the calls that may still count. Without a row nothing is limited. `sql` is in a transaction of the
 * tenant, and the call is to be stored in the same one: until it ends no other call of the organization is let in, so that many at once
 * cannot pass the limit.
 */
export const callRefusal = (sql: PoolClient, organizationId: string, now: Date): Promise<Refusal | null> =>
  refusalBy(async <T>(text: string, values: readonly unknown[]) => (await sql.query(text, [...values])).rows as T[], {
    organizationId,
    now,
  });

/** As `callRefusal`, in a transaction of Prisma's. */
export const callRefusalIn = (tx: Transaction, organizationId: string, now: Date): Promise<Refusal | null> =>
  refusalBy((text, values) => tx.$queryRawUnsafe(text, ...values), { organizationId, now });

async function refusalBy(
  ask: Ask,
  { organizationId, now }: { organizationId: string; now: Date },
): Promise<Refusal | null> {
  const [row] = await ask<Row>(
    `select plan::text, status::text, trial_ends_at, period_start, period_end from subscriptions
     where organization_id = $1::uuid`,
    [organizationId],
  );
  if (!row) return null;
  const standing = { plan: row.plan, status: row.status, trialEndsAt: row.trial_ends_at };
  const period = currentPeriod({ start: row.period_start, end: row.period_end }, row.status, now);
  const counts = needsUsage(standing);
  // One at a time, each seeing the calls that those before it let in; held until the call stands.
  if (counts)
    await ask("select pg_advisory_xact_lock(hashtextextended($1::text, 1))::text", [`limit:${organizationId}`]);
  const used = counts ? await countUsed(ask, organizationId, period) : { calls: 0, minutes: 0 };
  const decision = mayAnswer(standing, used, now);
  return decision.ok ? null : decision.reason;
}

/**
 * The ledger, and the calls that will be in it: those that ring or are in progress, and those whose end the carrier told before their worker
 * told that they were answered. These come into the ledger when the worker's journal is written, within a second as a rule; a minute later
 * they count as never answered.
 */
async function countUsed(ask: Ask, organizationId: string, period: { start: Date; end: Date }) {
  const [row] = await ask<{ calls: unknown; minutes: unknown; open: unknown }>(
    `select coalesce(sum(quantity) filter (where kind = 'call'), 0) as calls,
       coalesce(sum(quantity) filter (where kind = 'minutes'), 0) as minutes,
       (select count(*) from calls where organization_id = $1::uuid and kind <> 'test' and started_at > now() - interval '1 day'
          and (status in ('initiated', 'ringing', 'in_progress') or (status in ('completed', 'canceled') and answered_at is null
            and disposition is distinct from 'refused' and ended_at > now() - interval '1 minute'))) as open
     from usage_entries where organization_id = $1::uuid and at >= $2::timestamptz and at < $3::timestamptz`,
    [organizationId, period.start, period.end],
  );
  return { calls: Number(row?.calls ?? 0) + Number(row?.open ?? 0), minutes: Number(row?.minutes ?? 0) };
}
