import { withSystem } from "@/lib/db/transaction";
import { auditPerson } from "../auth/audit-person";
import { revokeAllSessions } from "./revoke-all";
import type { Self } from "./self";

/** Signs the person out everywhere but here. Gives how many sessions ended. */
export function revokeOtherSessions(self: Self, now = new Date()): Promise<number> {
  return withSystem("revoke other sessions", async (tx) => {
    const revoked = await revokeAllSessions(tx, self.user.userId, self.sessionId, now);
    const record = { action: "sessions.revoked", targetType: "user", targetId: self.user.userId, details: { revoked } };
    if (revoked > 0) await auditPerson(tx, self, record, now);
    return revoked;
  });
}
