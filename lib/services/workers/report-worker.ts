import { withSystemSql } from "@/lib/db/transaction";

export type WorkerReport = {
  id: string;
  /** Where our other processes reach it. */
  url: string;
  /** Where the carrier reaches it. */
  publicUrl: string;
  slots: number;
  load: number;
  draining: boolean;
};

/** Registers a worker and renews its sign of life; workers repeat it every 2 s. */
export async function reportWorker(worker: WorkerReport): Promise<void> {
  const { id, url, publicUrl, slots, load, draining } = worker;
  await withSystemSql("worker heartbeat", (sql) =>
    sql.query(
      `insert into workers (id, url, public_url, slots, load, draining, heartbeat_at) values ($1, $2, $3, $4, $5, $6, now())
       on conflict (id) do update set url = $2, public_url = $3, slots = $4, load = $5, draining = $6, heartbeat_at = now()`,
      [id, url, publicUrl, slots, load, draining],
    ),
  );
}

/** Takes a worker that stops off the list. */
export async function removeWorker(id: string): Promise<void> {
  await withSystemSql("worker leaves", (sql) => sql.query("delete from workers where id = $1", [id]));
}
