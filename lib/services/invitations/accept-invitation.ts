import type { MembershipRole } from "@/lib/contracts/session";
import { withSystem } from "@/lib/db/transaction";
import type { Self } from "../sessions/self";
import { claimInvitation, joinBy } from "./take-up";

/**
 * A signed-in person joins, when the invitation was sent to their address; their session looks at the organization from then on. Having had the
 * mail proves the address. Throws what `claimInvitation` throws.
 */
export async function acceptInvitation(
  self: Self,
  token: string,
  now = new Date(),
): Promise<{ organizationId: string; role: MembershipRole }> {
  const { user, sessionId, requestId, ip } = self;
  const request = { requestId, ...(ip ? { ip } : {}) };
  return withSystem("accept an invitation", async (tx) => {
    const { userId } = user;
    const claimed = await claimInvitation(tx, token, user, now);
    await joinBy(tx, claimed, user, request, now);
    await tx.user.updateMany({ where: { id: userId, emailVerifiedAt: null }, data: { emailVerifiedAt: now } });
    await tx.userSession.updateMany({
      where: { id: sessionId, userId, revokedAt: null },
      data: { activeOrganizationId: claimed.organizationId },
    });
    return { organizationId: claimed.organizationId, role: claimed.role };
  });
}
