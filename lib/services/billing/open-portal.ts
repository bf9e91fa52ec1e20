import type { Payments } from "@/lib/adapters/stripe/payments";
import { withTenant } from "@/lib/db/transaction";
import { sharedEnv } from "@/lib/env/shared";
import type { ServiceContext } from "../context";
import { ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { askStripe, requirePayments } from "./payments-problem";

/** The address of Stripe's own pages for payment method and invoices, good for some minutes. Needs `billing.write`. */
export async function openPortal(
  context: ServiceContext,
  deps: { payments: Payments | null },
): Promise<{ url: string }> {
  requirePermission(context, "billing.write");
  const payments = requirePayments(deps.payments);
  const { organizationId } = context;
  const row = await withTenant(organizationId, (tx) => tx.subscription.findUnique({ where: { organizationId } }));
  const customerId = row?.stripeCustomerId;
  if (!customerId) {
    throw new ServiceError("CONFLICT", "There is no payment method yet. Choose a plan; you give one as you pay.");
  }
  return { url: await askStripe(() => payments.openPortal(customerId, `${sharedEnv().PUBLIC_WEB_URL}/billing`)) };
}
