import { withSystem } from "@/lib/db/transaction";
import { auditPerson } from "../auth/audit-person";
import { findSessionUser } from "../auth/session-user";
import { useLink } from "./use-link";

/** The address is the person's: they had our mail. Throws NOT_FOUND or CONFLICT, with words, for a link that does not count. */
export async function verifyEmail(
  token: string,
  request: { requestId: string; ip?: string },
  now = new Date(),
): Promise<{ userId: string }> {
  return withSystem("verify an e-mail address", async (tx) => {
    const { userId } = await useLink(tx, "verify_email", token, now);
    const { count } = await tx.user.updateMany({
      where: { id: userId, emailVerifiedAt: null },
      data: { emailVerifiedAt: now },
    });
    const found = await findSessionUser(tx, { id: userId });
    if (found && count > 0) {
      const record = { action: "user.email_verified", targetType: "user", targetId: userId };
      await auditPerson(tx, { user: found.user, ...request }, record, now);
    }
    return { userId };
  });
}
