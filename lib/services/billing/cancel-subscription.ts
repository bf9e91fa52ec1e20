import type { Payments } from "@/lib/adapters/stripe/payments";
import { withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { requirePermission } from "../require-permission";
import { liveSubscription } from "./live-subscription";
import { askStripe, requirePayments } from "./payments-problem";
import { syncSubscription } from "./sync-subscription";

/** Ends the subscription with the period that is paid for. Can be taken back until then. Needs `billing.write`. */
export async function cancelSubscription(context: ServiceContext, deps: { payments: Payments | null }): Promise<void> {
  requirePermission(context, "billing.write");
  const payments = requirePayments(deps.payments);
  const { customerId, subscription } = await liveSubscription(context, payments);
  await askStripe(() => payments.cancelAtPeriodEnd(subscription.id));
  await withTenant(context.organizationId, (tx) =>
    recordAudit(tx, context, {
      action: "subscription.canceled",
      targetType: "subscription",
      targetId: context.organizationId,
      details: { plan: subscription.plan, endsAt: subscription.periodEnd },
    }),
  );
  await askStripe(() => syncSubscription({ customerId }, { payments, by: context }));
}
