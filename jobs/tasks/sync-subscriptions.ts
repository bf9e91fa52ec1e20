import type { Task } from "graphile-worker";
import type { Payments } from "@/lib/adapters/stripe/payments";
import { log } from "@/lib/log/log";
import { syncDueSubscriptions } from "@/lib/services/billing/sync-due-subscriptions";

/** Hourly: a lost webhook is made good. */
export const syncSubscriptionsTask =
  (payments: Payments | null): Task =>
  async () => {
    if (!payments) return;
    const changed = await syncDueSubscriptions(payments, new Date());
    if (changed > 0) log.info({ changed }, "subscriptions had changed unnoticed");
  };
