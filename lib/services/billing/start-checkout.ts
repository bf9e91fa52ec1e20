import { z } from "zod";
import type { Payments } from "@/lib/adapters/stripe/payments";
import { isUnknownToStripe } from "@/lib/adapters/stripe/payments-error";
import { PlanKey } from "@/lib/contracts/billing";
import { withSystem, withTenant } from "@/lib/db/transaction";
import { TRIAL } from "@/lib/domain/billing/plans";
import { sharedEnv } from "@/lib/env/shared";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { requireVerifiedEmail } from "../sign-up/require-verified-email";
import { askStripe, requirePayments } from "./payments-problem";

const StartCheckoutInput = z.object({ plan: PlanKey });

const DAY_MS = 86_400_000;

/**
 * Opens a payment page for a plan, whose address is the answer. Nothing changes until it is paid there. Needs `billing.write`. Throws
 * CONFLICT when a subscription runs already (its plan is changed instead), UNAVAILABLE without Stripe.
 */
export async function startCheckout(
  context: ServiceContext,
  input: { plan: string },
  deps: { payments: Payments | null; now: Date },
): Promise<{ url: string }> {
  requirePermission(context, "billing.write");
  const { plan } = parseInput(StartCheckoutInput, input);
  const payments = requirePayments(deps.payments);
  const { customerId, current } = await askStripe(() => payingCustomer(context, payments, deps.now));
  if (current && current.status !== "canceled" && current.status !== "incomplete") {
    throw new ServiceError("CONFLICT", "A subscription runs already. Change its plan instead of choosing a new one.");
  }
  const billing = `${sharedEnv().PUBLIC_WEB_URL}/billing`;
  const order = { customerId, plan, successUrl: `${billing}?paid=1`, cancelUrl: `${billing}?plan=${plan}&unpaid=1` };
  const url = await askStripe(() => payments.startCheckout(order));
  await withTenant(context.organizationId, (tx) =>
    recordAudit(tx, context, {
      action: "checkout.started",
      targetType: "subscription",
      targetId: context.organizationId,
      details: { plan },
    }),
  );
  return { url };
}

/** A customer that Stripe has lost (deleted there, or of another account) is made anew. */
async function payingCustomer(context: ServiceContext, payments: Payments, now: Date) {
  const customerId = await ensureCustomer(context, payments, now, null);
  try {
    return { customerId, current: await payments.findSubscription(customerId) };
  } catch (error) {
    if (!isUnknownToStripe(error)) throw error;
    return { customerId: await ensureCustomer(context, payments, now, customerId), current: null };
  }
}

/** Two at once get the same one: Stripe makes one per organization, and the first to be kept stays. */
async function ensureCustomer(
  context: ServiceContext,
  payments: Payments,
  now: Date,
  lost: string | null,
): Promise<string> {
  const { organizationId, actor } = context;
  const known = await withTenant(organizationId, async (tx) => {
    await requireVerifiedEmail(tx, actor);
    const organization = await tx.organization.findUniqueOrThrow({
      where: { id: organizationId },
      select: { id: true, name: true, accountId: true, subscription: { select: { stripeCustomerId: true } } },
    });
    const payer =
      actor.kind === "user" ? await tx.user.findUnique({ where: { id: actor.id }, select: { email: true } }) : null;
    return { ...organization, email: payer?.email ?? null };
  });
  const kept = known.subscription?.stripeCustomerId ?? null;
  if (kept !== null && kept !== lost) return kept;
  const { id, name, accountId, email } = known;
  const customerId = await payments.createCustomer({ id, name, accountId, email, replaces: lost });
  return withSystem("customer of an organization", async (tx) => {
    const trialEndsAt = new Date(now.getTime() + TRIAL.days * DAY_MS);
    await tx.subscription.createMany({
      data: {
        organizationId,
        plan: "starter",
        status: "trialing",
        periodStart: now,
        periodEnd: trialEndsAt,
        trialEndsAt,
      },
      skipDuplicates: true,
    });
    await tx.subscription.updateMany({
      where: { organizationId, stripeCustomerId: lost },
      data: { stripeCustomerId: customerId, stripeSubscriptionId: null },
    });
    const row = await tx.subscription.findUniqueOrThrow({
      where: { organizationId },
      select: { stripeCustomerId: true },
    });
    return row.stripeCustomerId ?? customerId;
  });
}
