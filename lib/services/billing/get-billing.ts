import type { Payments } from "@/lib/adapters/stripe/payments";
import { PaymentsError } from "@/lib/adapters/stripe/payments-error";
import type { Billing } from "@/lib/contracts/billing";
import { withTenant } from "@/lib/db/transaction";
import { costCents, currentPeriod, forecast, limitsOf, mayAnswer, usageAgainst } from "@/lib/domain/billing/usage";
import { nextInvoice, totalCents } from "@/lib/domain/billing/next-invoice";
import { log } from "@/lib/log/log";
import type { ServiceContext } from "../context";
import { requirePermission } from "../require-permission";
import { rememberedAnswer } from "./stripe-answers";
import { usedInPeriod } from "./used-in-period";

type FromStripe = Pick<Billing, "invoices" | "stripe"> & {
  preview: { totalCents: number; creditCents: number } | null;
};

/**
 * Plan, usage up to this moment, and what it will cost; null for an organization that never had a plan. Invoices are Stripe's to tell: when
 * it does not answer, the rest still stands. Needs `billing.read`.
 */
export async function getBilling(
  context: ServiceContext,
  { payments, now }: { payments: Payments | null; now: Date },
): Promise<Billing | null> {
  requirePermission(context, "billing.read");
  const { organizationId } = context;
  const known = await withTenant(organizationId, async (tx) => {
    const row = await tx.subscription.findUnique({ where: { organizationId } });
    if (!row) return null;
    const period = currentPeriod({ start: row.periodStart, end: row.periodEnd }, row.status, now);
    return { row, period, used: await usedInPeriod(tx, organizationId, period) };
  });
  if (!known) return null;
  const { row, period, used } = known;
  const { plan, status, trialEndsAt, stripeCustomerId, stripeSubscriptionId } = row;
  const standing = { plan, status, trialEndsAt };
  const decision = mayAnswer(standing, used, now);
  const expected = forecast(standing, used, period, now);
  const isSubscribed = stripeSubscriptionId !== null && status !== "canceled" && status !== "incomplete";
  const { invoices, stripe, preview } = await fromStripe(payments, stripeCustomerId, now);
  const following = row.cancelAtPeriodEnd ? null : (row.pendingPlan ?? plan);
  const lines = isSubscribed && status !== "trialing" ? nextInvoice(plan, following, used) : [];
  return {
    plan,
    status,
    cancelAtPeriodEnd: row.cancelAtPeriodEnd,
    pendingPlan: row.pendingPlan,
    isSubscribed,
    hasCustomer: stripeCustomerId !== null,
    trialEndsAt: trialEndsAt?.toISOString() ?? null,
    periodStart: period.start.toISOString(),
    periodEnd: period.end.toISOString(),
    usage: usageAgainst(limitsOf(plan, status), used).map(({ limit, used: amount, included, percent }) => ({
      limit,
      used: amount,
      included,
      percent,
    })),
    refusing: decision.ok ? null : decision.reason,
    costCents: costCents(plan, status, used),
    forecast: { ...expected.used, cents: expected.cents, isEarly: expected.isEarly },
    nextInvoice:
      !isSubscribed || (following === null && lines.length === 0)
        ? null
        : {
            lines,
            cents: totalCents(lines),
            expectedCents: totalCents(nextInvoice(plan, following, expected.used)),
            stripeCents: preview?.totalCents ?? null,
            creditCents: preview?.creditCents ?? 0,
          },
    invoices,
    stripe,
  };
}

async function fromStripe(payments: Payments | null, customerId: string | null, now: Date): Promise<FromStripe> {
  const nothing = { invoices: [], preview: null };
  if (!payments) return { ...nothing, stripe: "not_set_up" };
  if (customerId === null) return { ...nothing, stripe: "ready" };
  try {
    return await rememberedAnswer(customerId, now.getTime(), () => askAll(payments, customerId));
  } catch (error) {
    if (!(error instanceof PaymentsError)) throw error;
    log.warn({ problem: error.problem, code: error.code, reason: error.message }, "Stripe did not tell of invoices");
    return { ...nothing, stripe: "away" };
  }
}

async function askAll(payments: Payments, customerId: string): Promise<FromStripe> {
  const [invoices, subscription] = await Promise.all([
    payments.listInvoices(customerId),
    payments.findSubscription(customerId),
  ]);
  const goesOn = subscription !== null && (subscription.status === "active" || subscription.status === "past_due");
  const preview = goesOn ? await payments.previewInvoice(subscription.id) : null;
  return {
    invoices: invoices.map((invoice) => ({ ...invoice, createdAt: invoice.createdAt.toISOString() })),
    preview,
    stripe: "ready",
  };
}
