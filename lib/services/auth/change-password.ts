import { z } from "zod";
import { withSystem } from "@/lib/db/transaction";
import { sharedEnv } from "@/lib/env/shared";
import { parseInput, ServiceError } from "../errors";
import { enqueueMail } from "../mail/enqueue-mail";
import { endLinks } from "../mail-links/issue-link";
import { revokeAllSessions } from "../sessions/revoke-all";
import type { Self } from "../sessions/self";
import { passwordProblem } from "../sign-up/password-rules";
import { auditPerson } from "./audit-person";
import { hashPassword } from "./password";
import { requirePassword } from "./require-password";

const Input = z.object({
  password: z.string().min(1, "it must not be empty").max(1000),
  newPassword: z.string().min(1, "it must not be empty").max(1000),
});

/**
 * Gives the person a new password, for the present one. Their other sessions end, and links for a new password that were mailed are void.
 * Mailed and audited. Gives how many sessions ended. Throws INVALID naming the field: the present one is wrong, or the new one will not do.
 */
export async function changePassword(self: Self, input: unknown, now = new Date()): Promise<number> {
  const { password, newPassword } = parseInput(Input, input);
  const { userId, email, name } = self.user;
  const problem = newPassword === password ? "it is the present one" : passwordProblem(newPassword, email);
  await requirePassword(self, password, now);
  if (problem) {
    throw new ServiceError("INVALID", `Check the new password: ${problem}.`, {
      fields: { newPassword: `Choose another one: ${problem}.` },
    });
  }
  const passwordHash = await hashPassword(newPassword);
  return withSystem("change password", async (tx) => {
    await tx.user.update({ where: { id: userId }, data: { passwordHash } });
    await endLinks(tx, "reset_password", userId, now);
    const revoked = await revokeAllSessions(tx, userId, self.sessionId, now);
    const record = { action: "user.password_changed", targetType: "user", targetId: userId, details: { revoked } };
    await auditPerson(tx, self, record, now);
    const securityLink = new URL("/settings/security", sharedEnv().PUBLIC_WEB_URL).href;
    await enqueueMail(tx, email, { kind: "password_changed", name, securityLink });
    return revoked;
  });
}
