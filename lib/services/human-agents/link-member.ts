import type { Transaction } from "@/lib/db/transaction";
import { ServiceError } from "../errors";

type Wanted = { organizationId: string; humanAgentId: string; userId: string };

/** Who of the members has this address and is nobody yet. Null: nobody. */
export async function memberByEmail(tx: Transaction, organizationId: string, email: string): Promise<string | null> {
  const found = await tx.membership.findFirst({ where: { organizationId, user: { email } }, select: { userId: true } });
  if (!found) return null;
  const { userId } = found;
  return (await tx.humanAgent.count({ where: { organizationId, userId } })) > 0 ? null : userId;
}

/** Throws INVALID for who is no member, CONFLICT for who is somebody else among the people. */
export async function refuseLink(tx: Transaction, { organizationId, humanAgentId, userId }: Wanted): Promise<void> {
  if ((await tx.membership.count({ where: { organizationId, userId } })) === 0) {
    const problem = "choose one of the organization's members";
    throw new ServiceError("INVALID", `Check userId: ${problem}.`, { fields: { userId: problem } });
  }
  const other = await tx.humanAgent.findFirst({ where: { organizationId, userId, id: { not: humanAgentId } } });
  if (!other) return;
  const problem = `this member is ${other.name} already`;
  throw new ServiceError("CONFLICT", `Check userId: ${problem}.`, { fields: { userId: problem } });
}

/** A member who joins is who is listed under their address. Within the caller's transaction. */
export async function linkJoined(
  tx: Transaction,
  { organizationId, userId, email }: { organizationId: string; userId: string; email: string },
): Promise<void> {
  if ((await tx.humanAgent.count({ where: { organizationId, userId } })) > 0) return;
  await tx.humanAgent.updateMany({ where: { organizationId, email, userId: null }, data: { userId } });
}

/** Who is no member any more has no screen here: their telephone alone rings. Within the caller's transaction. */
export async function unlinkMember(
  tx: Transaction,
  { organizationId, userId }: { organizationId: string; userId: string },
): Promise<void> {
  await tx.humanAgent.updateMany({ where: { organizationId, userId }, data: { userId: null } });
}
