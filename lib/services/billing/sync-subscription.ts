import type { Payments } from "@/lib/adapters/stripe/payments";
import type { SubscriptionSnapshot } from "@/lib/adapters/stripe/subscription";
import type { Subscription, SubscriptionStatus } from "@/lib/db/generated/client";
import { type Transaction, withSystem } from "@/lib/db/transaction";
import { sharedEnv } from "@/lib/env/shared";
import { log } from "@/lib/log/log";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { mailPayers } from "./mail-payers";
import { forgetAnswers } from "./stripe-answers";

type SyncDeps = {
  payments: Pick<Payments, "findSubscription">;
  /** Who had it changed; Stripe itself, when it told us. */
  by?: Pick<ServiceContext, "actor" | "requestId" | "ip">;
};

/** What is mailed when a subscription comes into a state. */
const MAILS: Partial<Record<SubscriptionStatus, "payment_failed" | "subscription_ended">> = {
  past_due: "payment_failed",
  unpaid: "subscription_ended",
  canceled: "subscription_ended",
};

type Facts = Pick<
  Subscription,
  | "plan"
  | "status"
  | "stripeSubscriptionId"
  | "periodStart"
  | "periodEnd"
  | "trialEndsAt"
  | "cancelAtPeriodEnd"
  | "pendingPlan"
>;

/**
 * Makes our row say what Stripe says now, and audits what that changed. What was asked later wins, whichever answer is written first, so
 * notices may come repeated, reversed and at once. True when the row changed. Throws PaymentsError when Stripe does not answer.
 */
export async function syncSubscription({ customerId }: { customerId: string }, deps: SyncDeps): Promise<boolean> {
  const askedAt = await withSystem("database's clock", databaseNow);
  forgetAnswers(customerId);
  const found = await deps.payments.findSubscription(customerId);
  return withSystem("subscription as Stripe has it", async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`stripe:${customerId}`}, 0))`;
    const row = await tx.subscription.findUnique({ where: { stripeCustomerId: customerId } });
    if (!row) {
      log.warn({ customerId }, "Stripe tells of a customer that is none of ours");
      return false;
    }
    if (row.syncedAt !== null && row.syncedAt > askedAt) return false;
    const next = follow(row, found);
    await tx.subscription.update({
      where: { organizationId: row.organizationId },
      data: { ...next, syncedAt: askedAt },
    });
    const changes = differences(row, next);
    if (Object.keys(changes).length === 0) return false;
    await tell(tx, row, next, changes, deps.by);
    return true;
  });
}

async function databaseNow(tx: Transaction): Promise<Date> {
  const rows = await tx.$queryRaw<{ at: Date }[]>`select clock_timestamp() as at`;
  return rows[0]?.at ?? new Date();
}

/** A payment that was begun and not made takes nothing away: trial and plan stay as they were. */
function follow(row: Subscription, found: SubscriptionSnapshot | null): Facts {
  const neverPaid = row.stripeSubscriptionId === null && (row.status === "trialing" || row.status === "active");
  const isUnpaidStart = found === null || found.status === "incomplete" || found.status === "canceled";
  if (found === null || (neverPaid && isUnpaidStart)) return factsOf(row);
  return {
    plan: found.plan,
    status: found.status,
    stripeSubscriptionId: found.id,
    periodStart: found.periodStart,
    periodEnd: found.periodEnd,
    trialEndsAt: found.status === "trialing" ? found.trialEndsAt : null,
    cancelAtPeriodEnd: found.cancelAtPeriodEnd,
    pendingPlan: found.pendingPlan,
  };
}

const factsOf = ({
  plan,
  status,
  stripeSubscriptionId,
  periodStart,
  periodEnd,
  trialEndsAt,
  cancelAtPeriodEnd,
  pendingPlan,
}: Facts) => ({
  plan,
  status,
  stripeSubscriptionId,
  periodStart,
  periodEnd,
  trialEndsAt,
  cancelAtPeriodEnd,
  pendingPlan,
});

function differences(before: Facts, after: Facts): Record<string, { before: unknown; after: unknown }> {
  const old = factsOf(before);
  return Object.fromEntries(
    (Object.keys(old) as (keyof Facts)[])
      .filter((name) => JSON.stringify(old[name]) !== JSON.stringify(after[name]))
      .map((name) => [name, { before: old[name], after: after[name] }]),
  );
}

async function tell(
  tx: Transaction,
  { organizationId, status }: Subscription,
  next: Facts,
  changes: Record<string, unknown>,
  by: SyncDeps["by"],
): Promise<void> {
  const stripe = { actor: { kind: "system" as const, id: "stripe", name: "Stripe" }, requestId: "" };
  await recordAudit(
    tx,
    { organizationId, ...(by ?? stripe) },
    { action: "subscription.changed", targetType: "subscription", targetId: organizationId, details: changes },
  );
  const kind = MAILS[next.status];
  if (!kind || kind === MAILS[status]) return;
  const billingLink = `${sharedEnv().PUBLIC_WEB_URL}/billing`;
  await mailPayers(tx, organizationId, (organizationName) => ({ kind, organizationName, billingLink }));
}
