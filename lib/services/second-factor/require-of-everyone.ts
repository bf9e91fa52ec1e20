import { z } from "zod";
import { withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";

export type SecondFactorRule = { required: boolean; members: number; membersWithout: number };

/** Whether the organization requires a second factor of its members, and how many have none. Needs `security.write`. */
export async function getSecondFactorRule(context: ServiceContext): Promise<SecondFactorRule> {
  requirePermission(context, "security.write");
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    const { requireMfa } = await tx.organization.findUniqueOrThrow({
      where: { id: organizationId },
      select: { requireMfa: true },
    });
    const members = await tx.membership.count({ where: { organizationId } });
    const membersWithout = await tx.membership.count({ where: { organizationId, user: { totpConfirmedAt: null } } });
    return { required: requireMfa, members, membersWithout };
  });
}

/**
 * Requires a second factor of everyone in the organization, or no longer. Needs `security.write`, and a person who has a second factor:
 * otherwise they would lock themselves out. Audited.
 */
export async function requireSecondFactorOfEveryone(context: ServiceContext, input: unknown): Promise<void> {
  requirePermission(context, "security.write");
  const { required } = parseInput(z.object({ required: z.boolean() }), input);
  const { organizationId, actor } = context;
  if (actor.kind !== "user") {
    throw new ServiceError("FORBIDDEN", "Only a person can change this, on the page Security of the settings.");
  }
  await withTenant(organizationId, async (tx) => {
    const person = await tx.user.findUnique({ where: { id: actor.id }, select: { totpConfirmedAt: true } });
    if (required && !person?.totpConfirmedAt) {
      throw new ServiceError(
        "CONFLICT",
        "Set up a second factor for yourself first: otherwise this would lock you out too.",
      );
    }
    const { count } = await tx.organization.updateMany({
      where: { id: organizationId, requireMfa: !required },
      data: { requireMfa: required },
    });
    if (count === 0) return;
    await recordAudit(tx, context, {
      action: "organization.second_factor_rule_changed",
      targetType: "organization",
      targetId: organizationId,
      details: { before: { required: !required }, after: { required } },
    });
  });
}
