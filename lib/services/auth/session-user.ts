import type { SessionUser } from "@/lib/contracts/session";
import type { Transaction } from "@/lib/db/transaction";

/** Reads the person and their memberships (oldest first) in a system transaction; null when unknown or disabled. */
export async function findSessionUser(
  tx: Transaction,
  where: { id: string } | { email: string },
): Promise<{ user: SessionUser; passwordHash: string | null } | null> {
  const row = await tx.user.findUnique({
    where,
    include: { memberships: { include: { organization: true }, orderBy: { createdAt: "asc" } } },
  });
  if (!row || row.disabledAt) return null;
  const memberships = row.memberships.map(({ organization, role }) => ({
    organizationId: organization.id,
    accountId: organization.accountId,
    organizationName: organization.name,
    timeZone: organization.timeZone,
    role,
    requiresSecondFactor: organization.requireMfa,
  }));
  const { id: userId, publicId, email, name, passwordHash } = row;
  const emailVerified = row.emailVerifiedAt !== null;
  const hasSecondFactor = row.totpConfirmedAt !== null;
  return { user: { userId, publicId, email, name, emailVerified, hasSecondFactor, memberships }, passwordHash };
}
