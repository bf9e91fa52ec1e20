import { z } from "zod";
import { auditPerson } from "../auth/audit-person";
import { parseInput, ServiceError } from "../errors";
import type { Self } from "../sessions/self";
import { CodeInput, guessing, takeCode, WRONG_CODE } from "./take-code";

/**
 * Completes a sign-in: the session counts from now on. Throws UNAUTHENTICATED for a code that is wrong or was used, RATE_LIMITED after too
 * many of them.
 */
export async function showSecondFactor(self: Self, input: unknown, now = new Date()): Promise<void> {
  const { code } = parseInput(z.object({ code: CodeInput }), input);
  const { userId } = self.user;
  await guessing(userId, WRONG_CODE, now, async (tx, secrets) => {
    const taken = await takeCode(tx, self, secrets, code, now);
    if (taken === null) return null;
    const { count } = await tx.userSession.updateMany({
      where: { id: self.sessionId, userId, revokedAt: null, expiresAt: { gt: now } },
      data: { mfaAt: now },
    });
    if (count === 0) throw new ServiceError("UNAUTHENTICATED", "Your session has ended. Sign in again.");
    const record = { action: "second_factor.shown", targetType: "user", targetId: userId, details: { by: taken } };
    await auditPerson(tx, self, record, now);
    return taken;
  });
}
