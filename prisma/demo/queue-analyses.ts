import type { PoolClient } from "pg";

const DAYS = 30;
/** The last ones are looked over at once, so that there is something to see; the others one by one, beside what else there is to do. */
const AT_ONCE = 40;
const AT_ONCE_EVERY_SECONDS = 0.25;
const OTHERS_EVERY_SECONDS = 2;

/** Has the demo's calls of the last weeks looked over like any call that is over, the latest first. Those that were looked over already stay as they are. */
export async function queueDemoAnalyses(sql: PoolClient, organizationId: string, now: Date): Promise<void> {
  await sql.query(
    `insert into call_analyses (organization_id, call_id, business_id, due_at)
     select c.organization_id, c.id, c.business_id,
       $2::timestamptz + make_interval(secs => least(c.n, ${AT_ONCE}) * ${AT_ONCE_EVERY_SECONDS} + greatest(0, c.n - ${AT_ONCE}) * ${OTHERS_EVERY_SECONDS})
     from (
       select c.organization_id, c.id, c.business_id, row_number() over (order by c.started_at desc) as n
       from calls c join call_epochs e on e.organization_id = c.organization_id and e.call_id = c.id and e.worker_id = 'demo'
       where c.organization_id = $1 and c.started_at > $2::timestamptz - interval '${DAYS} days' and c.answered_at is not null
         and c.disposition is distinct from 'refused'
     ) c
     on conflict do nothing`,
    [organizationId, now],
  );
}
