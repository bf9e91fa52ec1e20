import { withTenant } from "@/lib/db/transaction";
import { currentPeriod, mayAnswer, needsUsage, type Refusal } from "@/lib/domain/billing/usage";
import type { ServiceContext } from "../context";
import { usedInPeriod } from "./used-in-period";

/** What an organization's callers feel, or will: why new calls are refused, or that a payment failed. */
export type BillingWarning = Refusal | "past_due";

/** For every page of who may do something about it; null when all is well, and for everybody else. */
export async function getBillingWarning(context: ServiceContext, now: Date): Promise<BillingWarning | null> {
  if (!context.permissions.has("billing.read")) return null;
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    const row = await tx.subscription.findUnique({ where: { organizationId } });
    if (!row) return null;
    const standing = { plan: row.plan, status: row.status, trialEndsAt: row.trialEndsAt };
    const period = currentPeriod({ start: row.periodStart, end: row.periodEnd }, row.status, now);
    const used = needsUsage(standing) ? await usedInPeriod(tx, organizationId, period) : { calls: 0, minutes: 0 };
    const decision = mayAnswer(standing, used, now);
    if (!decision.ok) return decision.reason;
    return row.status === "past_due" ? "past_due" : null;
  });
}
