import { z } from "zod";
import type { Payments } from "@/lib/adapters/stripe/payments";
import { PlanKey } from "@/lib/contracts/billing";
import { isUpgrade } from "@/lib/domain/billing/plans";
import { withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { liveSubscription } from "./live-subscription";
import { meterUsage } from "./meter-usage";
import { askStripe, requirePayments } from "./payments-problem";
import { refreshSubscription } from "./refresh-subscription";
import { syncSubscription } from "./sync-subscription";

const ChangePlanInput = z.object({ plan: PlanKey });

/**
 * Moves to another plan: a larger one at once, whose month begins now and is charged less the unused days of the old one; a smaller one at
 * the end of the period. A card that is declined changes nothing. Needs `billing.write`. Throws CONFLICT (no subscription, the same plan, declined), UNAVAILABLE.
 */
export async function changePlan(
  context: ServiceContext,
  input: { plan: string },
  deps: { payments: Payments | null },
): Promise<{ when: "now" | "at_period_end" }> {
  requirePermission(context, "billing.write");
  const { plan } = parseInput(ChangePlanInput, input);
  const payments = requirePayments(deps.payments);
  const { customerId, subscription } = await liveSubscription(context, payments);
  if (subscription.plan === plan) throw new ServiceError("CONFLICT", "This is your plan already.");
  if (isUpgrade(subscription.plan, plan)) await meterUsage(payments, { organizationId: context.organizationId });
  const when = await askStripe(() => payments.changePlan(subscription, plan)).catch(async (error: unknown) => {
    // A planned change may have been taken back and planned anew: what is shown next must be what is.
    await refreshSubscription(context, { payments });
    throw error;
  });
  await withTenant(context.organizationId, (tx) =>
    recordAudit(tx, context, {
      action: "plan.changed",
      targetType: "subscription",
      targetId: context.organizationId,
      details: { before: subscription.plan, after: plan, when },
    }),
  );
  await askStripe(() => syncSubscription({ customerId }, { payments, by: context }));
  return { when };
}
