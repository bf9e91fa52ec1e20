import { withSystemSql } from "@/lib/db/transaction";

/** A worker that has not been heard of for longer is gone. */
export const WORKER_SILENCE_LIMIT_MS = 6_000;

export type ListedWorker = {
  id: string;
  url: string;
  publicUrl: string;
  slots: number;
  load: number;
  draining: boolean;
  /** Since its last sign of life, by the database's clock. */
  silentForMs: number;
};

type Row = Omit<ListedWorker, "publicUrl" | "silentForMs"> & { public_url: string; silent_ms: number };

/** The workers that are alive, freest first. */
export async function listWorkers(): Promise<ListedWorker[]> {
  const { rows } = await withSystemSql("list workers", (sql) =>
    sql.query<Row>(
      `select id, url, public_url, slots, load, draining,
         (extract(epoch from now() - heartbeat_at) * 1000)::float8 as silent_ms
       from workers where heartbeat_at > now() - $1 * interval '1 millisecond' order by slots - load desc, id`,
      [WORKER_SILENCE_LIMIT_MS],
    ),
  );
  return rows.map(({ public_url: publicUrl, silent_ms: silentForMs, ...worker }) => ({
    ...worker,
    publicUrl,
    silentForMs,
  }));
}
