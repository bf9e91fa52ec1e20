import type { MembershipRole } from "@/lib/contracts/session";
import type { Transaction } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { ServiceError } from "../errors";
import { requireOwnerFor } from "../members/lock-members";
import { permissionsOf } from "../permissions";
import { requirePermission } from "../require-permission";
import { requireVerifiedEmail } from "../sign-up/require-verified-email";

/**
 * Throws FORBIDDEN unless the caller may, at this moment, invite somebody as `role`: owners are invited by owners alone, and mail in the
 * organization's name is sent for those only whose own address is known to be theirs.
 */
export async function requireInviter(tx: Transaction, context: ServiceContext, role: MembershipRole): Promise<void> {
  const { organizationId, actor } = context;
  if (actor.kind !== "user") return requireOwnerFor(null, role);
  const membership = await tx.membership.findUnique({
    where: { organizationId_userId: { organizationId, userId: actor.id } },
    select: { role: true },
  });
  if (!membership) throw new ServiceError("FORBIDDEN", "You are not a member of this organization any more.");
  requirePermission({ permissions: permissionsOf(membership.role) }, "members.write");
  requireOwnerFor(membership.role, role);
  await requireVerifiedEmail(tx, actor);
}
