import type { InvitationOffer } from "@/lib/contracts/members";
import { withSystem } from "@/lib/db/transaction";
import { hashInvitationToken, isInvitationToken } from "./invitation-token";

/** What the holder of an invitation's link is shown. Looking changes nothing: mail programs open links by themselves. */
export async function findInvitation(token: string, now = new Date()): Promise<InvitationOffer> {
  if (!isInvitationToken(token)) return { state: "unknown" };
  return withSystem("look at an invitation", async (tx) => {
    const row = await tx.invitation.findUnique({
      where: { tokenHash: hashInvitationToken(token) },
      include: { organization: { select: { name: true } } },
    });
    if (!row) return { state: "unknown" };
    const organizationName = row.organization.name;
    if (row.acceptedAt) return { state: "accepted", organizationName };
    if (row.revokedAt) return { state: "revoked", organizationName };
    if (row.expiresAt <= now) return { state: "expired", organizationName };
    const inviter = await tx.user.findUnique({ where: { id: row.invitedBy }, select: { name: true } });
    const accounts = await tx.user.count({ where: { email: row.email } });
    return {
      state: "open",
      email: row.email,
      role: row.role,
      organizationName,
      inviterName: inviter?.name ?? null,
      expiresAt: row.expiresAt.toISOString(),
      hasAccount: accounts > 0,
    };
  });
}
