import type { Payments } from "@/lib/adapters/stripe/payments";
import { withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { requirePermission } from "../require-permission";
import { liveSubscription } from "./live-subscription";
import { askStripe, requirePayments } from "./payments-problem";
import { syncSubscription } from "./sync-subscription";

/** Takes back a cancellation, or a coming move to a smaller plan: the subscription goes on as it is. Needs `billing.write`. */
export async function resumeSubscription(context: ServiceContext, deps: { payments: Payments | null }): Promise<void> {
  requirePermission(context, "billing.write");
  const payments = requirePayments(deps.payments);
  const { customerId, subscription } = await liveSubscription(context, payments);
  await askStripe(() => payments.keepAsIs(subscription.id));
  await withTenant(context.organizationId, (tx) =>
    recordAudit(tx, context, {
      action: "subscription.resumed",
      targetType: "subscription",
      targetId: context.organizationId,
      details: { plan: subscription.plan, droppedPlan: subscription.pendingPlan },
    }),
  );
  await askStripe(() => syncSubscription({ customerId }, { payments, by: context }));
}
