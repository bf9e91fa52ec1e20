import type { Transaction } from "@/lib/db/transaction";

/** Ends a person's sessions, except one if named, within the caller's system transaction. Gives how many ended. */
export async function revokeAllSessions(
  tx: Transaction,
  userId: string,
  exceptId?: string,
  now = new Date(),
): Promise<number> {
  const { count } = await tx.userSession.updateMany({
    where: { userId, revokedAt: null, expiresAt: { gt: now }, ...(exceptId ? { id: { not: exceptId } } : {}) },
    data: { revokedAt: now },
  });
  return count;
}
