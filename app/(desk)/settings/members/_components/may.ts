import { ROLES_BY_RANK } from "@/lib/contracts/members";
import type { MembershipRole } from "@/lib/contracts/session";

type Who = { userId: string; role: MembershipRole };

/** The roles that somebody may give to others: owners are made by owners alone. */
export const rolesToGive = (actor: MembershipRole): MembershipRole[] =>
  ROLES_BY_RANK.filter((role) => role !== "owner" || actor === "owner");

/** What is offered beside a member. The verbs decide; this only spares people a refusal. */
export function mayDo(actor: Who, member: Who, owners: number): { roles: MembershipRole[]; remove: boolean } {
  if (member.role === "owner" && (actor.role !== "owner" || owners < 2)) return { roles: [], remove: false };
  const isSelf = actor.userId === member.userId;
  const rank = (role: MembershipRole) => ROLES_BY_RANK.indexOf(role);
  return { roles: rolesToGive(actor.role).filter((role) => !isSelf || rank(role) >= rank(member.role)), remove: true };
}
