import type { PoolClient } from "pg";

/** What the worker still has to write of the end is there by then. */
const GRACE_MS = 1_500;

/**
 * Has calls that are over looked over, within the transaction that closed them: once per call, however often it is asked for. Calls that are still open, or that
 * nobody answered, are left out.
 */
export async function queueAnalyses(
  sql: PoolClient,
  calls: readonly { organizationId: string; callId: string }[],
): Promise<void> {
  if (calls.length === 0) return;
  await sql.query(
    `insert into call_analyses (organization_id, call_id, business_id, due_at)
     select c.organization_id, c.id, c.business_id, now() + interval '${GRACE_MS} milliseconds'
     from unnest($1::uuid[], $2::uuid[]) as w (organization_id, id)
     join calls c on c.organization_id = w.organization_id and c.id = w.id
     where c.answered_at is not null and c.ended_at is not null and c.disposition is distinct from 'refused'
       and c.status not in ('initiated', 'ringing', 'in_progress')
     order by c.organization_id, c.id
     on conflict do nothing`,
    [calls.map(({ organizationId }) => organizationId), calls.map(({ callId }) => callId)],
  );
}
