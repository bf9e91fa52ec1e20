import { withSystem } from "@/lib/db/transaction";

const KEPT_DAYS = 90;
const DAY_MS = 86_400_000;

/** Deletes what people were told more than 90 days ago, with what was or was not sent of it. Returns how many. */
export async function purgeNotifications(now = new Date()): Promise<number> {
  const { count } = await withSystem("old notifications", (tx) =>
    tx.notification.deleteMany({ where: { createdAt: { lt: new Date(now.getTime() - KEPT_DAYS * DAY_MS) } } }),
  );
  return count;
}
