import { createHash } from "node:crypto";
import { z } from "zod";
import { type Transaction, withSystem } from "@/lib/db/transaction";
import { auditPerson } from "../auth/audit-person";
import { requirePassword } from "../auth/require-password";
import { parseInput, ServiceError } from "../errors";
import type { Self } from "../sessions/self";

const Input = z.object({ email: z.string().max(320), password: z.string().min(1, "it must not be empty").max(1000) });

/**
 * Erases the signed-in person's account: sessions, second factor, memberships, and with these the API keys they made and the invitations of
 * theirs that are open. What they did stays in their organizations' audit logs. They type their address and give their password again. Throws
 * INVALID (`email`, `password`), RATE_LIMITED, and CONFLICT while they are the only owner of an organization, naming it.
 */
export async function eraseSelf(self: Self, rawInput: z.input<typeof Input>, now = new Date()): Promise<void> {
  const { email, password } = parseInput(Input, rawInput);
  const { userId } = self.user;
  if (email.trim().toLowerCase() !== self.user.email) {
    const problem = `type ${self.user.email}, to say that this account is meant`;
    throw new ServiceError("INVALID", `Check email: ${problem}.`, { fields: { email: problem } });
  }
  await requirePassword(self, password, now);
  await withSystem("erase a person", async (tx) => {
    const memberships = await tx.membership.findMany({
      where: { userId },
      orderBy: { organizationId: "asc" },
      select: { organizationId: true, role: true, organization: { select: { name: true } } },
    });
    for (const { organizationId, role, organization } of memberships)
      if (role === "owner") await requireAnotherOwner(tx, organizationId, organization.name, userId);
    const present = {
      ...self,
      user: { ...self.user, memberships: self.user.memberships.filter(isOneOf(memberships)) },
    };
    await auditPerson(tx, present, { action: "user.erased", targetType: "user", targetId: userId }, now);
    for (const { organizationId } of memberships) {
      await tx.apiKey.updateMany({
        where: { organizationId, createdBy: userId, revokedAt: null },
        data: { revokedAt: now },
      });
      await tx.invitation.updateMany({
        where: { organizationId, invitedBy: userId, acceptedAt: null, revokedAt: null },
        data: { revokedAt: now },
      });
    }
    await tx.outgoingMail.deleteMany({ where: { to: self.user.email } });
    await tx.$executeRaw`delete from sign_in_throttles
      where subject = ${`email:${createHash("sha256").update(self.user.email).digest("hex")}`}`;
    await tx.user.delete({ where: { id: userId } });
  });
}

const isOneOf =
  (memberships: readonly { organizationId: string }[]) =>
  ({ organizationId }: { organizationId: string }): boolean =>
    memberships.some((membership) => membership.organizationId === organizationId);

/** Locks the owners until the transaction ends: two who leave at once cannot each leave the other as the last one. */
async function requireAnotherOwner(tx: Transaction, organizationId: string, name: string, userId: string) {
  const owners = await tx.$queryRaw<{ user_id: string }[]>`
    select user_id from memberships where organization_id = ${organizationId}::uuid and role = 'owner' order by user_id for update`;
  if (owners.some((owner) => owner.user_id !== userId)) return;
  throw new ServiceError(
    "CONFLICT",
    `You are the only owner of ${name}. Make somebody else an owner under Members, or have the organization erased under Privacy, first.`,
  );
}
