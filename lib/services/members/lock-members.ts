import type { MembershipRole } from "@/lib/contracts/session";
import type { Transaction } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { ServiceError } from "../errors";

export type LockedMembers = {
  /** What the caller is at this moment; null for programs and the product itself, who may not touch owners. */
  actorRole: MembershipRole | null;
  targetRole: MembershipRole;
  owners: number;
};

/**
 * Locks the owners, the caller and the one who is to be changed, in one order always, until the transaction ends: two changes at once cannot
 * each leave the other as the last owner. Throws NOT_FOUND for who is no member, FORBIDDEN when the caller has just ceased to be one.
 */
export async function lockMembers(tx: Transaction, context: ServiceContext, userId: string): Promise<LockedMembers> {
  const { organizationId, actor } = context;
  const actorId = actor.kind === "user" ? actor.id : null;
  const rows = await tx.$queryRaw<{ user_id: string; role: MembershipRole }[]>`
    select user_id, role::text as role from memberships
    where organization_id = ${organizationId}::uuid and (role = 'owner' or user_id in (${userId}::uuid, ${actorId}::uuid))
    order by user_id for update`;
  const roleOf = (id: string | null) => rows.find((row) => row.user_id === id)?.role ?? null;
  const actorRole = roleOf(actorId);
  if (actorId && !actorRole) {
    throw new ServiceError("FORBIDDEN", "You are not a member of this organization any more.");
  }
  const targetRole = roleOf(userId);
  if (!targetRole) {
    throw new ServiceError("NOT_FOUND", "This person is not a member any more. Load the page again.");
  }
  return { actorRole, targetRole, owners: rows.filter(({ role }) => role === "owner").length };
}

/** Throws FORBIDDEN when somebody who is no owner makes one, or touches one. */
export function requireOwnerFor(actorRole: MembershipRole | null, ...roles: MembershipRole[]): void {
  if (actorRole === "owner" || !roles.includes("owner")) return;
  throw new ServiceError("FORBIDDEN", "Only an owner can make, change or remove owners. Ask one of them.");
}

/** Throws CONFLICT when the organization would be left without an owner. */
export function requireAnotherOwner({ targetRole, owners }: LockedMembers): void {
  if (targetRole !== "owner" || owners > 1) return;
  throw new ServiceError("CONFLICT", "This is the only owner. Make somebody else an owner first.");
}
