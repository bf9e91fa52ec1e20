import { z } from "zod";
import { withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { mailInvitation } from "./invitation-mail";
import { hashInvitationToken, INVITATION_LIFE_MS, newInvitationToken } from "./invitation-token";
import { requireInviter } from "./require-inviter";

const ResendInput = z.object({ id: z.uuid("it must be an invitation's id") });
const PAUSE_MS = 60_000;

/**
 * Mails an open invitation again, with a new link that is good for 7 days; the old link is dead. Needs `members.write`. Throws NOT_FOUND for
 * one that was accepted or revoked, RATE_LIMITED within a minute of the last mail. Audited.
 */
export async function resendInvitation(
  context: ServiceContext,
  input: z.input<typeof ResendInput>,
  now = new Date(),
): Promise<{ expiresAt: string }> {
  requirePermission(context, "members.write");
  const { id } = parseInput(ResendInput, input);
  const { organizationId } = context;
  const token = newInvitationToken();
  const expiresAt = new Date(now.getTime() + INVITATION_LIFE_MS);
  return withTenant(organizationId, async (tx) => {
    await tx.$queryRaw`select 1 from invitations where organization_id = ${organizationId}::uuid and id = ${id}::uuid for update`;
    const open = await tx.invitation.findFirst({ where: { organizationId, id, acceptedAt: null, revokedAt: null } });
    if (!open) {
      throw new ServiceError("NOT_FOUND", "This invitation was taken up or revoked. Load the page again.");
    }
    await requireInviter(tx, context, open.role);
    const mailedAt = open.expiresAt.getTime() - INVITATION_LIFE_MS;
    const waitMs = mailedAt + PAUSE_MS - now.getTime();
    if (waitMs > 0) {
      throw new ServiceError("RATE_LIMITED", "It was sent less than a minute ago. Give the mail time to arrive.", {
        retryAfterMs: waitMs,
      });
    }
    await tx.invitation.update({
      where: { organizationId_id: { organizationId, id } },
      data: { tokenHash: hashInvitationToken(token), expiresAt },
    });
    await mailInvitation(tx, context, { email: open.email, role: open.role, token });
    const details = { expiresAt: expiresAt.toISOString() };
    await recordAudit(
      tx,
      context,
      { action: "invitation.resent", targetType: "invitation", targetId: id, details },
      now,
    );
    return { expiresAt: expiresAt.toISOString() };
  });
}
