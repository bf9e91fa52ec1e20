import type { PoolClient } from "pg";

/**
 * Enters calls that are over into the ledger, within the transaction that closed them: one call, and its minutes rounded up to a tenth.
 * What nobody answered, or was refused in words, is not used, nor are
 * test calls. Once per call and kind, however often it is asked for; calls that are still
 * open are left out.
 */
export async function recordUsage(
  sql: PoolClient,
  calls: readonly { organizationId: string; callId: string }[],
): Promise<void> {
  if (calls.length === 0) return;
  await sql.query(
    `insert into usage_entries (organization_id, call_id, kind, quantity, at)
     select c.organization_id, c.id, k.kind,
       case k.kind when 'call' then 1 else ceil(greatest(coalesce(c.duration_ms, 0), 0) / 6000.0) / 10 end, c.ended_at
     from unnest($1::uuid[], $2::uuid[]) as w (organization_id, id)
     join calls c on c.organization_id = w.organization_id and c.id = w.id
     cross join (values ('call'), ('minutes')) as k (kind)
     where c.answered_at is not null and c.ended_at is not null and c.disposition is distinct from 'refused' and c.kind <> 'test'
       and c.status not in ('initiated', 'ringing', 'in_progress')
     order by c.organization_id, c.id, k.kind
     on conflict do nothing`,
    [calls.map(({ organizationId }) => organizationId), calls.map(({ callId }) => callId)],
  );
}
