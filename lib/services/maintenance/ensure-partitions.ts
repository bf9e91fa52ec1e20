import { withSystem } from "@/lib/db/transaction";

/** Makes the partitions for the month of `now` and the next one. Safe to repeat; run it daily. Rows that came earlier are not lost: the default partitions hold them. */
export async function ensurePartitions(now = new Date()): Promise<void> {
  const next = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1));
  await withSystem("partitions", async (tx) => {
    for (const day of [now, next]) {
      await tx.$executeRaw`select ensure_partitions(${day.toISOString().slice(0, 10)}::date)`;
    }
  });
}
