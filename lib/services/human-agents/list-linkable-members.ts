import { withTenant } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { permissionsOf } from "../permissions";
import { requirePermission } from "../require-permission";

export type LinkableMember = { userId: string; name: string; email: string };

const MOST = 1000;

/** Who of the members could take calls as one of the people, by name. Needs `people.write`. */
export async function listLinkableMembers(context: ServiceContext): Promise<LinkableMember[]> {
  requirePermission(context, "people.write");
  const { organizationId } = context;
  const rows = await withTenant(organizationId, (tx) =>
    tx.membership.findMany({
      where: { organizationId },
      select: { userId: true, role: true, user: { select: { name: true, email: true } } },
      orderBy: { user: { name: "asc" } },
      take: MOST,
    }),
  );
  return rows
    .filter(({ role }) => permissionsOf(role).has("escalations.handle"))
    .map(({ userId, user }) => ({ userId, ...user }));
}
