import { v7 as uuidv7 } from "uuid";
import { z } from "zod";
import { EmailAddress } from "@/lib/contracts/members";
import { MembershipRole } from "@/lib/contracts/session";
import { withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { mailInvitation } from "./invitation-mail";
import { hashInvitationToken, INVITATION_LIFE_MS, newInvitationToken } from "./invitation-token";
import { requireInviter } from "./require-inviter";

const CreateInvitationInput = z.object({ email: EmailAddress, role: MembershipRole });

/** Mails go to strangers in our name: no more than this from one organization in 24 hours. */
export const INVITATIONS_A_DAY = 100;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Invites an address to join with a role; the link is mailed, good for 7 days and once. Needs `members.write`. Throws FORBIDDEN (an owner
 * by others than owners; an inviter whose own address is not confirmed), CONFLICT (a member already, or invited already) or RATE_LIMITED.
 * Audited, without the address.
 */
export async function createInvitation(
  context: ServiceContext,
  input: z.input<typeof CreateInvitationInput>,
  now = new Date(),
): Promise<{ id: string; expiresAt: string }> {
  requirePermission(context, "members.write");
  const { email, role } = parseInput(CreateInvitationInput, input);
  const { organizationId, actor } = context;
  const token = newInvitationToken();
  const expiresAt = new Date(now.getTime() + INVITATION_LIFE_MS);
  return withTenant(organizationId, async (tx) => {
    await requireInviter(tx, context, role);
    const member = await tx.membership.count({ where: { organizationId, user: { email } } });
    if (member > 0) throw new ServiceError("CONFLICT", "Somebody with this address is a member already.");
    const today = await tx.invitation.count({
      where: { organizationId, createdAt: { gt: new Date(now.getTime() - DAY_MS) } },
    });
    if (today >= INVITATIONS_A_DAY) {
      throw new ServiceError("RATE_LIMITED", "These are many invitations for one day. Go on tomorrow.", {
        retryAfterMs: DAY_MS,
      });
    }
    // One that nobody can take up any more makes room.
    await tx.invitation.updateMany({
      where: { organizationId, email, acceptedAt: null, revokedAt: null, expiresAt: { lte: now } },
      data: { revokedAt: now },
    });
    const [row] = await tx.$queryRaw<{ id: string }[]>`
      insert into invitations (organization_id, id, email, role, token_hash, invited_by, created_at, expires_at)
      values (${organizationId}::uuid, ${uuidv7()}::uuid, ${email}, ${role}::membership_role, ${hashInvitationToken(token)},
        ${actor.id}::uuid, ${now}, ${expiresAt})
      on conflict (organization_id, email) where accepted_at is null and revoked_at is null do nothing
      returning id`;
    if (!row) {
      throw new ServiceError("CONFLICT", "This address is invited already. Send the invitation again from the list.");
    }
    await mailInvitation(tx, context, { email, role, token });
    const details = { role, expiresAt: expiresAt.toISOString() };
    await recordAudit(
      tx,
      context,
      { action: "invitation.created", targetType: "invitation", targetId: row.id, details },
      now,
    );
    return { id: row.id, expiresAt: expiresAt.toISOString() };
  });
}
