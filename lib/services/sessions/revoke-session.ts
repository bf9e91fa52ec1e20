import { z } from "zod";
import { withSystem } from "@/lib/db/transaction";
import { auditPerson } from "../auth/audit-person";
import { parseInput, ServiceError } from "../errors";
import type { Self } from "./self";

/** Ends one of the person's own sessions. Throws NOT_FOUND when it is not theirs or has ended already. */
export async function revokeSession(self: Self, input: unknown, now = new Date()): Promise<void> {
  const id = parseInput(z.uuid("it must be a session's id"), input);
  const { userId } = self.user;
  await withSystem("revoke session", async (tx) => {
    const { count } = await tx.userSession.updateMany({
      where: { id, userId, revokedAt: null, expiresAt: { gt: now } },
      data: { revokedAt: now },
    });
    if (count === 0) throw new ServiceError("NOT_FOUND", "This session has ended already.");
    await auditPerson(tx, self, { action: "session.revoked", targetType: "session", targetId: id }, now);
  });
}
