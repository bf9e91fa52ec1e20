import type { PoolClient } from "pg";

/** What the worker still has to write of the end is there by then. */
const GRACE_MS = 2_000;

/**
 * Has the steps of a business done for calls that are over, within the transaction that closed them: each step once per call, however often it is asked
 * for. Steps that were made or switched on after a call are not for it. Calls that try an agent are left out.
 */
export async function planAfterCall(
  sql: PoolClient,
  calls: readonly { organizationId: string; callId: string }[],
): Promise<void> {
  if (calls.length === 0) return;
  await sql.query(
    `insert into after_call_runs (organization_id, call_id, step_id, business_id, position, name, due_at)
     select c.organization_id, c.id, s.id, c.business_id, s.position, s.name, now() + interval '${GRACE_MS} milliseconds'
     from unnest($1::uuid[], $2::uuid[]) as w (organization_id, id)
     join calls c on c.organization_id = w.organization_id and c.id = w.id
     join after_call_steps s on s.organization_id = c.organization_id and s.business_id = c.business_id
     where s.enabled and s.active_since <= c.ended_at and c.kind <> 'test'
       and c.status not in ('initiated', 'ringing', 'in_progress')
     order by c.organization_id, c.id, s.id
     on conflict do nothing`,
    [calls.map(({ organizationId }) => organizationId), calls.map(({ callId }) => callId)],
  );
}
