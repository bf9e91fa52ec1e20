import { ListMembersQuery, type MemberPage } from "@/lib/contracts/members";
import { withTenant } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { cursorOf, positionOf } from "../cursor";
import { parseInput } from "../errors";
import { requirePermission } from "../require-permission";

/** A page of the organization's people, in the order they joined. Needs `members.read`; throws INVALID for a bad cursor. */
export async function listMembers(context: ServiceContext, input: ListMembersQuery = {}): Promise<MemberPage> {
  requirePermission(context, "members.read");
  const { limit, cursor } = parseInput(ListMembersQuery, input);
  const after = positionOf(cursor);
  const { organizationId } = context;
  const later = after
    ? { OR: [{ createdAt: { gt: after.at } }, { createdAt: after.at, userId: { gt: after.id } }] }
    : {};
  const rows = await withTenant(organizationId, (tx) =>
    tx.membership.findMany({
      where: { organizationId, ...later },
      orderBy: [{ createdAt: "asc" }, { userId: "asc" }],
      take: limit + 1,
      select: {
        userId: true,
        role: true,
        createdAt: true,
        user: {
          select: {
            publicId: true,
            name: true,
            email: true,
            emailVerifiedAt: true,
            totpConfirmedAt: true,
            lastSignInAt: true,
          },
        },
      },
    }),
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const nextCursor = rows.length > limit && last ? cursorOf({ at: last.createdAt, id: last.userId }) : null;
  const members = page.map(({ userId, role, createdAt, user }) => ({
    userId,
    publicId: user.publicId,
    name: user.name,
    email: user.email,
    role,
    isEmailVerified: user.emailVerifiedAt !== null,
    hasSecondFactor: user.totpConfirmedAt !== null,
    lastSignInAt: user.lastSignInAt?.toISOString() ?? null,
    joinedAt: createdAt.toISOString(),
  }));
  return { members, nextCursor };
}
