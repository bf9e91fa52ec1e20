import { z } from "zod";
import { withSystem } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import { parseInput, ServiceError } from "../errors";
import type { Self } from "./self";

/** Lets the session look at another of the person's organizations. Throws NOT_FOUND for one they are no member of, whether it exists or not. */
export async function switchOrganization(self: Self, input: unknown, now = new Date()): Promise<void> {
  const organizationId = parseInput(z.uuid("it must be an organization's id"), input);
  const { userId, name } = self.user;
  await withSystem("switch organization", async (tx) => {
    const membership = await tx.membership.findUnique({
      where: { organizationId_userId: { organizationId, userId } },
      select: { userId: true },
    });
    if (!membership) throw new ServiceError("NOT_FOUND", "You are not a member of this organization any more.");
    const { count } = await tx.userSession.updateMany({
      where: { id: self.sessionId, userId, revokedAt: null },
      data: { activeOrganizationId: organizationId },
    });
    if (count === 0) throw new ServiceError("UNAUTHENTICATED", "Your session has ended. Sign in again.");
    const actor = { kind: "user" as const, id: userId, name };
    const record = { action: "session.switched_organization", targetType: "session", targetId: self.sessionId };
    const { requestId, ip } = self;
    await recordAudit(tx, { organizationId, actor, requestId, ...(ip ? { ip } : {}) }, record, now);
  });
}
