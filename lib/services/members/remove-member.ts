import { z } from "zod";
import { withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput } from "../errors";
import { unlinkMember } from "../human-agents/link-member";
import { permissionsOf } from "../permissions";
import { requirePermission } from "../require-permission";
import { lockMembers, requireAnotherOwner, requireOwnerFor } from "./lock-members";

const RemoveMemberInput = z.object({ userId: z.uuid("it must be a member's id") });

/**
 * Takes a person out of the organization: from their next request on they see nothing of it, the API keys that they made are revoked, and so
 * are the invitations of theirs that are still open. A live connection ends within seconds. Needs `members.write`; throws NOT_FOUND, FORBIDDEN (owners by others than owners) or
 * CONFLICT (the only owner). Audited.
 */
export async function removeMember(
  context: ServiceContext,
  input: z.input<typeof RemoveMemberInput>,
  now = new Date(),
): Promise<{ revokedKeys: number; revokedInvitations: number }> {
  requirePermission(context, "members.write");
  const { userId } = parseInput(RemoveMemberInput, input);
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    const locked = await lockMembers(tx, context, userId);
    const { actorRole, targetRole } = locked;
    if (actorRole) requirePermission({ permissions: permissionsOf(actorRole) }, "members.write");
    requireOwnerFor(actorRole, targetRole);
    requireAnotherOwner(locked);
    await tx.membership.delete({ where: { organizationId_userId: { organizationId, userId } } });
    await unlinkMember(tx, { organizationId, userId });
    const { count: revokedKeys } = await tx.apiKey.updateMany({
      where: { organizationId, createdBy: userId, revokedAt: null },
      data: { revokedAt: now },
    });
    const { count: revokedInvitations } = await tx.invitation.updateMany({
      where: { organizationId, invitedBy: userId, acceptedAt: null, revokedAt: null },
      data: { revokedAt: now },
    });
    const details = { before: { role: targetRole }, revokedKeys, revokedInvitations };
    await recordAudit(tx, context, { action: "member.removed", targetType: "user", targetId: userId, details }, now);
    return { revokedKeys, revokedInvitations };
  });
}
