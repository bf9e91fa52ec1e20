import { type Transaction, withSystem } from "@/lib/db/transaction";
import { auditPerson } from "../auth/audit-person";
import { findSessionUser } from "../auth/session-user";
import { useLink } from "./use-link";
import type { PlanKey } from "@/lib/domain/billing/plans";

/** The address is the person's: they had our mail. Answers with the plan that they chose before they signed up. Throws NOT_FOUND or CONFLICT, with words, for a link that does not count. */
export async function verifyEmail(
  token: string,
  request: { requestId: string; ip?: string },
  now = new Date(),
): Promise<{ userId: string; chosenPlan: PlanKey | null }> {
  return withSystem("verify an e-mail address", async (tx) => {
    const { userId } = await useLink(tx, "verify_email", token, now);
    const { count } = await tx.user.updateMany({
      where: { id: userId, emailVerifiedAt: null },
      data: { emailVerifiedAt: now },
    });
    const found = await findSessionUser(tx, { id: userId });
    if (found && count > 0) {
      const record = { action: "user.email_verified", targetType: "user", targetId: userId };
      await auditPerson(tx, { user: found.user, ...request }, record, now);
    }
    return { userId, chosenPlan: await chosenPlan(tx, userId) };
  });
}

async function chosenPlan(tx: Transaction, userId: string): Promise<PlanKey | null> {
  const owned = await tx.membership.findFirst({
    where: { userId, role: "owner" },
    orderBy: { createdAt: "asc" },
    select: { organization: { select: { subscription: true } } },
  });
  const subscription = owned?.organization.subscription;
  return subscription?.status === "trialing" && subscription.stripeSubscriptionId === null
    ? subscription.pendingPlan
    : null;
}
