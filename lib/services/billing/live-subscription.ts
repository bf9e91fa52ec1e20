import type { Payments } from "@/lib/adapters/stripe/payments";
import type { SubscriptionSnapshot } from "@/lib/adapters/stripe/subscription";
import { withTenant } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { ServiceError } from "../errors";
import { askStripe } from "./payments-problem";

const LIVE = new Set(["active", "trialing", "past_due", "unpaid"]);

/** The organization's customer and subscription as Stripe has them now. Throws CONFLICT when there is none to change. */
export async function liveSubscription(
  { organizationId }: Pick<ServiceContext, "organizationId">,
  payments: Payments,
): Promise<{ customerId: string; subscription: SubscriptionSnapshot }> {
  const row = await withTenant(organizationId, (tx) => tx.subscription.findUnique({ where: { organizationId } }));
  const customerId = row?.stripeCustomerId;
  const subscription = customerId ? await askStripe(() => payments.findSubscription(customerId)) : null;
  if (!customerId || !subscription || !LIVE.has(subscription.status)) {
    throw new ServiceError("CONFLICT", "There is no subscription to change. Choose a plan first.");
  }
  return { customerId, subscription };
}
