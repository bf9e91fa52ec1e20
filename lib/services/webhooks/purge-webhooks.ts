import { withSystemSql } from "@/lib/db/transaction";

const KEPT = "30 days";
const AT_ONCE = 5_000;

/** Removes what was told more than 30 days ago, with its deliveries, and secrets that sign no more. Returns how many events there were. */
export async function purgeWebhooks(now: Date): Promise<number> {
  await withSystemSql("old webhook secrets", (sql) =>
    sql.query(
      "update webhook_endpoints set sealed_old_secret = null, old_secret_until = null where old_secret_until <= $1",
      [now],
    ),
  );
  let purged = 0;
  for (;;) {
    const { rowCount } = await withSystemSql("old webhook events", (sql) =>
      sql.query(
        `delete from webhook_events e using (
           select organization_id, id from webhook_events where at < $1::timestamptz - interval '${KEPT}' order by at limit ${AT_ONCE}
         ) o where e.organization_id = o.organization_id and e.id = o.id`,
        [now],
      ),
    );
    purged += rowCount ?? 0;
    if ((rowCount ?? 0) < AT_ONCE) return purged;
  }
}
