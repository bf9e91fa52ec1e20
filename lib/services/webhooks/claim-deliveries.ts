import { withSystemSql } from "@/lib/db/transaction";

/** A delivery that is this process's until the lease runs out. */
export type ClaimedDelivery = {
  organizationId: string;
  deliveryId: string;
  endpointId: string;
  /** Counts this one. Whoever has another number has lost it. */
  attempt: number;
};

/** Longer than a request and writing down what came of it can take; a process that died leaves it to another after this. */
const LEASE = "60 seconds";
/** Under way at once to one endpoint; to one that takes nothing, one. */
const AT_ONCE = 8;

type Row = { organization_id: string; id: string; endpoint_id: string; attempts: number };

/**
 * Takes up to `most` deliveries that are due, the longest due first, of no endpoint more than its share: one that is slow, or has thousands waiting, holds
 * up its own alone. Safe in any number of processes at once.
 */
export async function claimDeliveries(most: number, now: Date): Promise<ClaimedDelivery[]> {
  if (most <= 0) return [];
  const { rows } = await withSystemSql("webhooks to send", (sql) =>
    sql.query<Row>(
      // Endpoints with anything open, one step in the index each.
      `with recursive open as (
         (select organization_id, endpoint_id from webhook_deliveries where state in ('waiting', 'sending')
          order by organization_id, endpoint_id limit 1)
         union all
         select n.organization_id, n.endpoint_id from open o cross join lateral (
           select d.organization_id, d.endpoint_id from webhook_deliveries d
           where d.state in ('waiting', 'sending') and (d.organization_id, d.endpoint_id) > (o.organization_id, o.endpoint_id)
           order by d.organization_id, d.endpoint_id limit 1) n
       ), due as (
         select t.organization_id, t.id from open o
         join webhook_endpoints e on e.organization_id = o.organization_id and e.id = o.endpoint_id and e.enabled
         cross join lateral (
           select count(*)::int as busy from webhook_deliveries b
           where b.organization_id = e.organization_id and b.endpoint_id = e.id and b.state = 'sending' and b.due_at > $1) b
         cross join lateral (
           select d.organization_id, d.id, d.due_at from webhook_deliveries d
           where d.organization_id = e.organization_id and d.endpoint_id = e.id and d.state in ('waiting', 'sending') and d.due_at <= $1
           order by d.due_at, d.id limit greatest(0, case when e.failing_since is null then ${AT_ONCE} else 1 end - b.busy)
           for update skip locked) t
         order by t.due_at limit $2
       )
       update webhook_deliveries d
       set state = 'sending', attempts = d.attempts + 1, tries = d.tries + 1, due_at = $1::timestamptz + interval '${LEASE}'
       from due where d.organization_id = due.organization_id and d.id = due.id
       returning d.organization_id, d.id, d.endpoint_id, d.attempts`,
      [now, most],
    ),
  );
  return rows.map((row) => ({
    organizationId: row.organization_id,
    deliveryId: row.id,
    endpointId: row.endpoint_id,
    attempt: row.attempts,
  }));
}
