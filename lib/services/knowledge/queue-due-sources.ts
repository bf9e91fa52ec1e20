import { withSystemSql } from "@/lib/db/transaction";

/**
 * Has the sources read again whose time has come; those that are being read, or that a person stopped, are left alone until the next. Resolves with how
 * many. Run it every minute or so: two at once queue nothing twice.
 */
export function queueDueSources(now: Date): Promise<number> {
  return withSystemSql("sources to read again", async (sql) => {
    const { rowCount } = await sql.query(
      `update knowledge_sources set
         next_sync_at = $1::timestamptz + case sync_every when 'daily' then interval '1 day' when 'weekly' then interval '7 days' else interval '30 days' end,
         run = case when state in ('ready', 'failed') then run + 1 else run end,
         queued_at = case when state in ('ready', 'failed') then $1 else queued_at end,
         stage = case when state in ('ready', 'failed') then null else stage end,
         problem = case when state in ('ready', 'failed') then null else problem end,
         state = case when state in ('ready', 'failed') then 'queued'::knowledge_source_state else state end
       where next_sync_at <= $1 and sync_every <> 'never'`,
      [now],
    );
    return rowCount ?? 0;
  });
}
