import { z } from "zod";
import { withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";

const RevokeInput = z.object({ id: z.uuid("it must be an invitation's id") });

/** Takes an open invitation back: its link is dead. Needs `members.write`; throws NOT_FOUND for one that was taken up or revoked. Audited. */
export async function revokeInvitation(
  context: ServiceContext,
  input: z.input<typeof RevokeInput>,
  now = new Date(),
): Promise<void> {
  requirePermission(context, "members.write");
  const { id } = parseInput(RevokeInput, input);
  const { organizationId } = context;
  await withTenant(organizationId, async (tx) => {
    const { count } = await tx.invitation.updateMany({
      where: { organizationId, id, acceptedAt: null, revokedAt: null },
      data: { revokedAt: now },
    });
    if (count === 0) {
      throw new ServiceError("NOT_FOUND", "This invitation was taken up or revoked already. Load the page again.");
    }
    await recordAudit(tx, context, { action: "invitation.revoked", targetType: "invitation", targetId: id }, now);
  });
}
