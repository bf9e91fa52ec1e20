import { z } from "zod";
import { ROLES_BY_RANK } from "@/lib/contracts/members";
import { MembershipRole } from "@/lib/contracts/session";
import { withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { permissionsOf } from "../permissions";
import { requirePermission } from "../require-permission";
import { lockMembers, requireAnotherOwner, requireOwnerFor } from "./lock-members";
import { revokeKeysBeyond } from "./revoke-keys";

const ChangeRoleInput = z.object({ userId: z.uuid("it must be a member's id"), role: MembershipRole });

/**
 * Gives a member another role, which counts from their next request; API keys they made that can do more than the new role are revoked. Needs `members.write`. Throws NOT_FOUND, FORBIDDEN (owners by others than
 * owners; one's own role upward) or CONFLICT (the only owner). Audited with before and after.
 */
export async function changeRole(
  context: ServiceContext,
  input: z.input<typeof ChangeRoleInput>,
  now = new Date(),
): Promise<{ userId: string; role: MembershipRole }> {
  requirePermission(context, "members.write");
  const { userId, role } = parseInput(ChangeRoleInput, input);
  const { organizationId, actor } = context;
  return withTenant(organizationId, async (tx) => {
    const locked = await lockMembers(tx, context, userId);
    const { actorRole, targetRole } = locked;
    // The permission of the request may be older than the last change of the caller's own role.
    if (actorRole) requirePermission({ permissions: permissionsOf(actorRole) }, "members.write");
    if (role === targetRole) return { userId, role };
    requireOwnerFor(actorRole, targetRole, role);
    if (userId === actor.id && ROLES_BY_RANK.indexOf(role) < ROLES_BY_RANK.indexOf(targetRole)) {
      throw new ServiceError("FORBIDDEN", "Nobody can raise their own role. Ask an owner.");
    }
    requireAnotherOwner(locked);
    await tx.membership.update({ where: { organizationId_userId: { organizationId, userId } }, data: { role } });
    const revokedKeys = await revokeKeysBeyond(tx, organizationId, userId, permissionsOf(role), now);
    const details = { before: { role: targetRole }, after: { role }, ...(revokedKeys > 0 ? { revokedKeys } : {}) };
    await recordAudit(
      tx,
      context,
      { action: "member.role_changed", targetType: "user", targetId: userId, details },
      now,
    );
    return { userId, role };
  });
}
