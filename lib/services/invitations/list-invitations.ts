import type { InvitationResource } from "@/lib/contracts/members";
import { withTenant } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { requirePermission } from "../require-permission";

const MOST = 200;

/** The invitations that wait to be taken up, expired ones included, newest first, 200 at most. Needs `members.read`. */
export async function listInvitations(context: ServiceContext, now = new Date()): Promise<InvitationResource[]> {
  requirePermission(context, "members.read");
  const { organizationId } = context;
  const { rows, names } = await withTenant(organizationId, async (tx) => {
    const open = await tx.invitation.findMany({
      where: { organizationId, acceptedAt: null, revokedAt: null },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: MOST,
    });
    const inviters = await tx.user.findMany({
      where: { id: { in: open.map(({ invitedBy }) => invitedBy) } },
      select: { id: true, name: true },
    });
    return { rows: open, names: new Map(inviters.map(({ id, name }) => [id, name])) };
  });
  return rows.map(({ id, email, role, invitedBy, createdAt, expiresAt }) => ({
    id,
    email,
    role,
    invitedByName: names.get(invitedBy) ?? null,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    isExpired: expiresAt <= now,
  }));
}
