import type { Payments } from "@/lib/adapters/stripe/payments";
import { PaymentsError } from "@/lib/adapters/stripe/payments-error";
import { withSystem } from "@/lib/db/transaction";
import { log } from "@/lib/log/log";
import { syncSubscription } from "./sync-subscription";

const MOST_PER_ROUND = 500;
const DAY_MS = 86_400_000;

/**
 * Asks Stripe about the subscriptions that should have changed and whose webhook may have been lost: the period is over, a payment was
 * being tried, or nobody asked for a day. Answers how many had changed.
 */
export async function syncDueSubscriptions(payments: Pick<Payments, "findSubscription">, now: Date): Promise<number> {
  const due = await withSystem("subscriptions that should have changed", (tx) =>
    tx.subscription.findMany({
      where: {
        stripeCustomerId: { not: null },
        OR: [
          { periodEnd: { lte: now }, status: { not: "canceled" } },
          { status: { in: ["past_due", "incomplete", "unpaid"] } },
          { syncedAt: null },
          { syncedAt: { lt: new Date(now.getTime() - DAY_MS) }, status: { not: "canceled" } },
        ],
      },
      select: { stripeCustomerId: true },
      orderBy: { syncedAt: { sort: "asc", nulls: "first" } },
      take: MOST_PER_ROUND,
    }),
  );
  let changed = 0;
  for (const { stripeCustomerId: customerId } of due) {
    if (customerId === null) continue;
    try {
      if (await syncSubscription({ customerId }, { payments })) changed += 1;
    } catch (error) {
      if (!(error instanceof PaymentsError)) throw error;
      log.warn({ customerId, problem: error.problem, code: error.code }, "subscription not synced");
    }
  }
  return changed;
}
