import { z } from "zod";
import type { Payments } from "@/lib/adapters/stripe/payments";
import type { ChangeQuote } from "@/lib/adapters/stripe/plan-change";
import { PlanKey } from "@/lib/contracts/billing";
import { isUpgrade } from "@/lib/domain/billing/plans";
import type { ServiceContext } from "../context";
import { parseInput } from "../errors";
import { requirePermission } from "../require-permission";
import { liveSubscription } from "./live-subscription";
import { askStripe, requirePayments } from "./payments-problem";

const QuoteInput = z.object({ plan: PlanKey });

/**
 * What moving to a plan would charge at this moment, in cents; null when nothing is charged now, or Stripe cannot tell. Needs
 * `billing.write`. Throws CONFLICT without a subscription, UNAVAILABLE.
 */
export async function quoteChange(
  context: ServiceContext,
  input: { plan: string },
  deps: { payments: Payments | null },
): Promise<ChangeQuote | null> {
  requirePermission(context, "billing.write");
  const { plan } = parseInput(QuoteInput, input);
  const payments = requirePayments(deps.payments);
  const { subscription } = await liveSubscription(context, payments);
  if (!isUpgrade(subscription.plan, plan)) return null;
  return askStripe(() => payments.quoteChange(subscription, plan));
}
