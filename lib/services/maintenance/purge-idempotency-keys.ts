import { withSystemSql } from "@/lib/db/transaction";

/** Forgets the answers of REST requests whose time to be repeated is over. Returns how many; safe to repeat. */
export async function purgeIdempotencyKeys(): Promise<number> {
  const { rowCount } = await withSystemSql("expired idempotency keys", (sql) =>
    sql.query("delete from idempotency_keys where expires_at < now()"),
  );
  return rowCount ?? 0;
}
