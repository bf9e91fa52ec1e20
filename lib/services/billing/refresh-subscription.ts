import type { Payments } from "@/lib/adapters/stripe/payments";
import { PaymentsError } from "@/lib/adapters/stripe/payments-error";
import { withTenant } from "@/lib/db/transaction";
import { log } from "@/lib/log/log";
import type { ServiceContext } from "../context";
import { requirePermission } from "../require-permission";
import { syncSubscription } from "./sync-subscription";

/** For who comes back from Stripe's pages before its notice does. Needs `billing.read`; when Stripe is away, nothing happens. */
export async function refreshSubscription(context: ServiceContext, deps: { payments: Payments | null }): Promise<void> {
  requirePermission(context, "billing.read");
  const { payments } = deps;
  const { organizationId } = context;
  const row = await withTenant(organizationId, (tx) => tx.subscription.findUnique({ where: { organizationId } }));
  if (!payments || !row?.stripeCustomerId) return;
  try {
    await syncSubscription({ customerId: row.stripeCustomerId }, { payments });
  } catch (error) {
    if (!(error instanceof PaymentsError)) throw error;
    log.warn({ problem: error.problem, code: error.code }, "subscription not refreshed");
  }
}
