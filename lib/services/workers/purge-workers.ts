import { withSystemSql } from "@/lib/db/transaction";

/** Takes workers off the list that were lost over a day ago: a killed one cannot do it itself. Returns how many. */
export async function purgeLostWorkers(): Promise<number> {
  const { rowCount } = await withSystemSql("lost workers", (sql) =>
    sql.query("delete from workers where heartbeat_at < now() - interval '1 day'"),
  );
  return rowCount ?? 0;
}
