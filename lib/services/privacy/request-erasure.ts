import { z } from "zod";
import { withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import { requirePassword } from "../auth/require-password";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import type { Self } from "../sessions/self";
import { type Erasure, erasureOf } from "./erasure-state";

const Input = z.object({ accountId: z.string().max(60), password: z.string().max(1000) });

export const GRACE_DAYS = 7;

/**
 * Has the whole organization erased after seven days; until then it can be undone and everything goes on. The owner types the account id
 * and gives their password again. Needs `organization.erase`. Throws INVALID (account id, password), RATE_LIMITED, CONFLICT (asked for
 * already, still paid for, or with recordings under legal hold).
 */
export async function requestErasure(
  context: ServiceContext,
  self: Self,
  rawInput: z.input<typeof Input>,
  now = new Date(),
): Promise<Erasure> {
  requirePermission(context, "organization.erase");
  const input = parseInput(Input, rawInput);
  const { organizationId } = context;
  if (context.actor.kind !== "user" || context.actor.id !== self.user.userId)
    throw new ServiceError("FORBIDDEN", "Only a signed-in owner can have the organization erased.");
  const { accountId } = await withTenant(organizationId, (tx) =>
    tx.organization.findUniqueOrThrow({ where: { id: organizationId }, select: { accountId: true } }),
  );
  if (input.accountId.trim().toUpperCase() !== accountId) {
    const problem = `type ${accountId}, exactly, to say that this is the one`;
    throw new ServiceError("INVALID", `Check accountId: ${problem}.`, { fields: { accountId: problem } });
  }
  await requirePassword(self, input.password, now);
  const erasure: Erasure = {
    requestedAt: now.toISOString(),
    eraseAfter: new Date(now.getTime() + GRACE_DAYS * 86_400_000).toISOString(),
    requestedBy: self.user.userId,
  };
  await withTenant(organizationId, async (tx) => {
    const rows = await tx.$queryRaw<{ settings: unknown }[]>`
      select settings from organizations where id = ${organizationId}::uuid for update`;
    if (erasureOf(rows[0]?.settings)) throw new ServiceError("CONFLICT", "The organization is to be erased already.");
    const paid = await tx.subscription.findUnique({ where: { organizationId } });
    const goesOn = paid?.stripeSubscriptionId && paid.status !== "canceled" && !paid.cancelAtPeriodEnd;
    const held = await tx.recording.count({ where: { organizationId, state: "kept", heldAt: { not: null } } });
    if (held > 0) {
      const recordings = held === 1 ? "1 recording is" : `${held} recordings are`;
      throw new ServiceError("CONFLICT", `${recordings} under legal hold. Lift the holds first, then come back.`);
    }
    if (goesOn)
      throw new ServiceError(
        "CONFLICT",
        "The plan would be charged on. Cancel it under Billing first, then come back.",
      );
    await tx.$executeRaw`update organizations set updated_at = now(),
      settings = jsonb_set(settings, '{erasure}', ${JSON.stringify(erasure)}::jsonb) where id = ${organizationId}::uuid`;
    await recordAudit(tx, context, {
      action: "organization.erasure_requested",
      targetType: "organization",
      targetId: organizationId,
      details: { eraseAfter: erasure.eraseAfter },
    });
  });
  return erasure;
}

/** Undoes it while there is time. Needs `organization.erase`. Throws CONFLICT when nothing waits. */
export async function cancelErasure(context: ServiceContext): Promise<void> {
  requirePermission(context, "organization.erase");
  const { organizationId } = context;
  await withTenant(organizationId, async (tx) => {
    const rows = await tx.$queryRaw<{ settings: unknown }[]>`
      select settings from organizations where id = ${organizationId}::uuid for update`;
    if (!erasureOf(rows[0]?.settings))
      throw new ServiceError("CONFLICT", "The organization is not going to be erased.");
    await tx.$executeRaw`update organizations set updated_at = now(), settings = settings - 'erasure'
      where id = ${organizationId}::uuid`;
    await recordAudit(tx, context, {
      action: "organization.erasure_canceled",
      targetType: "organization",
      targetId: organizationId,
    });
  });
}
