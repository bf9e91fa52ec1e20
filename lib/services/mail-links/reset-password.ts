import { withSystem } from "@/lib/db/transaction";
import { sharedEnv } from "@/lib/env/shared";
import { auditPerson } from "../auth/audit-person";
import { hashPassword } from "../auth/password";
import { findSessionUser } from "../auth/session-user";
import { forgetFailures } from "../auth/throttle";
import { ServiceError } from "../errors";
import { enqueueMail } from "../mail/enqueue-mail";
import { revokeAllSessions } from "../sessions/revoke-all";
import { passwordProblem } from "../sign-up/password-rules";
import { endLinks } from "./issue-link";
import { requireLink, useLink } from "./use-link";

/**
 * Gives the person the link was mailed to a new password, ends all their sessions and tells them by mail. Throws INVALID for a password
 * that will not do (the link stays good), and NOT_FOUND or CONFLICT, with words, for a link that does not count.
 */
export async function resetPassword(
  input: { token: string; password: string },
  request: { requestId: string; ip?: string },
  now = new Date(),
): Promise<void> {
  const { email } = await requireLink("reset_password", input.token, now);
  const problem = passwordProblem(input.password, email);
  if (problem) throw new ServiceError("INVALID", `Check password: ${problem}.`, { fields: { password: problem } });
  const passwordHash = await hashPassword(input.password);
  await withSystem("reset a password", async (tx) => {
    const { userId } = await useLink(tx, "reset_password", input.token, now);
    const found = await findSessionUser(tx, { id: userId });
    if (!found) throw new ServiceError("NOT_FOUND", "This account cannot be signed in to any more.");
    // The mail was theirs: whoever had set the account up with an address that was not must not keep a way in, nor lock the owner out.
    const { count: firstProof } = await tx.user.updateMany({
      where: { id: userId, emailVerifiedAt: null },
      data: { emailVerifiedAt: now, totpSecret: null, totpConfirmedAt: null, totpLastStep: null },
    });
    if (firstProof > 0) await tx.recoveryCode.deleteMany({ where: { userId } });
    await tx.user.update({ where: { id: userId }, data: { passwordHash } });
    await endLinks(tx, "verify_email", userId, now);
    await revokeAllSessions(tx, userId, undefined, now);
    await forgetFailures(tx, [{ kind: "email", value: email }]);
    const record = { action: "user.password_reset", targetType: "user", targetId: userId };
    await auditPerson(tx, { user: found.user, ...request }, record, now);
    const securityLink = `${sharedEnv().PUBLIC_WEB_URL}/settings/security`;
    await enqueueMail(tx, email, { kind: "password_changed", name: found.user.name, securityLink });
  });
}
