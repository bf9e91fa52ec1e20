import type { PoolClient } from "pg";

/**
 * Enters calls that are over into the ledger, within the transaction that closed them: one call, and its minutes rounded up to a tenth.
 * What nobody answered, or was refused in words, is not used, nor are
 * test calls. Once per call and kind, however often it is asked for; calls that are still
 * open are left out. A caller who was put through and came back is the same call: their minutes with the agent from then on are one more part.
 */
export async function recordUsage(
  sql: PoolClient,
  calls: readonly { organizationId: string; callId: string }[],
): Promise<void> {
  if (calls.length === 0) return;
  await sql.query(
    `with over as (
       select c.organization_id, c.id, c.call_day, c.duration_ms, c.ended_at
       from unnest($1::uuid[], $2::uuid[]) as w (organization_id, id)
       join calls c on c.organization_id = w.organization_id and c.id = w.id
       where c.answered_at is not null and c.ended_at is not null and c.disposition is distinct from 'refused' and c.kind <> 'test'
         and c.status not in ('initiated', 'ringing', 'in_progress')
     ), used as (
       select o.organization_id, o.id, k.kind, 0 as part, o.ended_at,
         case k.kind when 'call' then 1 else ceil(greatest(coalesce(o.duration_ms, 0), 0) / 6000.0) / 10 end as quantity
       from over o cross join (values ('call'), ('minutes')) as k (kind)
       union all
       select o.organization_id, o.id, 'minutes', p.parts, o.ended_at, ceil(extract(epoch from o.ended_at - b.at) / 6) / 10
       from over o
       cross join lateral (
         select count(*)::int as parts, max(u.at) as at from usage_entries u
         where u.organization_id = o.organization_id and u.call_id = o.id and u.kind = 'minutes'
       ) p
       cross join lateral (
         select min(e.at) as at from call_events e
         where e.organization_id = o.organization_id and e.call_id = o.id and e.call_day = o.call_day
           and e.type = 'line.connected' and e.at > p.at
       ) b
       where b.at < o.ended_at
     )
     insert into usage_entries (organization_id, call_id, kind, part, quantity, at)
     select organization_id, id, kind, part, quantity, ended_at from used order by organization_id, id, kind, part
     on conflict do nothing`,
    [calls.map(({ organizationId }) => organizationId), calls.map(({ callId }) => callId)],
  );
}
