import type { MembershipRole } from "@/lib/contracts/session";
import type { Transaction } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { ServiceError } from "../errors";
import { enqueueMail } from "../mail/enqueue-mail";
import { invitationLink } from "./invitation-token";

/** Has the invitation's link mailed with the names of the organization and of who invites. */
export async function mailInvitation(
  tx: Transaction,
  context: ServiceContext,
  { email, role, token }: { email: string; role: MembershipRole; token: string },
): Promise<void> {
  const organization = await tx.organization.findUnique({
    where: { id: context.organizationId },
    select: { name: true },
  });
  if (!organization) throw new ServiceError("NOT_FOUND", "The organization does not exist any more.");
  await enqueueMail(tx, email, {
    kind: "invitation",
    organizationName: organization.name,
    inviterName: context.actor.name,
    role,
    link: invitationLink(token),
  });
}
