import type { MailMessage } from "@/lib/contracts/mail";
import type { Transaction } from "@/lib/db/transaction";
import { enqueueMail } from "../mail/enqueue-mail";

/** Has a message mailed to everybody who can act on it: the organization's owners and admins whose address is known to be theirs. */
export async function mailPayers(
  tx: Transaction,
  organizationId: string,
  messageFor: (organizationName: string) => MailMessage,
): Promise<void> {
  const organization = await tx.organization.findUniqueOrThrow({
    where: { id: organizationId },
    select: {
      name: true,
      memberships: {
        where: { role: { in: ["owner", "admin"] }, user: { disabledAt: null, emailVerifiedAt: { not: null } } },
        select: { user: { select: { email: true } } },
      },
    },
  });
  for (const { user } of organization.memberships) await enqueueMail(tx, user.email, messageFor(organization.name));
}
