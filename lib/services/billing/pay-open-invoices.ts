import type { Payments } from "@/lib/adapters/stripe/payments";
import { withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { requirePermission } from "../require-permission";
import { liveSubscription } from "./live-subscription";
import { askStripe, requirePayments } from "./payments-problem";
import { syncSubscription } from "./sync-subscription";

/**
 * Pays what is open now, with the present payment method, instead of waiting for Stripe's next try. Answers the cents that were paid. Needs
 * `billing.write`. Throws CONFLICT when the card is declined again, UNAVAILABLE.
 */
export async function payOpenInvoices(
  context: ServiceContext,
  deps: { payments: Payments | null },
): Promise<{ paidCents: number }> {
  requirePermission(context, "billing.write");
  const payments = requirePayments(deps.payments);
  const { customerId } = await liveSubscription(context, payments);
  const paidCents = await askStripe(() => payments.payOpenInvoices(customerId));
  if (paidCents > 0) {
    await withTenant(context.organizationId, (tx) =>
      recordAudit(tx, context, {
        action: "invoices.paid",
        targetType: "subscription",
        targetId: context.organizationId,
        details: { paidCents },
      }),
    );
  }
  await askStripe(() => syncSubscription({ customerId }, { payments, by: context }));
  return { paidCents };
}
