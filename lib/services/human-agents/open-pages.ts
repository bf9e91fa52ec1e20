import { type Transaction, withSystemSql } from "@/lib/db/transaction";

/** How often workers say whose pages are open. */
export const PAGES_NOTED_EVERY_MS = 10_000;
/** So long after it was last seen a page counts as open: a worker may be late once. */
const PAGE_OPEN_MS = 25_000;

/**
 * Notes that pages of these people are connected at this moment. Of those who take calls alone; who is in no such organization is passed over. Rows that
 * another worker writes just now are left to it.
 */
export async function noteOpenPages(
  people: readonly { organizationId: string; userId: string }[],
  now = new Date(),
): Promise<void> {
  if (people.length === 0) return;
  await withSystemSql("open pages", (sql) =>
    sql.query(
      `update memberships m set page_seen_at = $3
       from (
         select o.organization_id, o.user_id from memberships o
         join unnest($1::uuid[], $2::uuid[]) as w (organization_id, user_id)
           on w.organization_id = o.organization_id and w.user_id = o.user_id
         where exists (select from human_agents h where h.organization_id = o.organization_id and h.user_id = o.user_id)
         for no key update of o skip locked
       ) open
       where m.organization_id = open.organization_id and m.user_id = open.user_id`,
      [people.map(({ organizationId }) => organizationId), people.map(({ userId }) => userId), now],
    ),
  );
}

/** The users of an organization who have a page open. */
export async function usersWithOpenPages(tx: Transaction, organizationId: string, now: Date): Promise<Set<string>> {
  const seen = await tx.membership.findMany({
    where: { organizationId, pageSeenAt: { gt: new Date(now.getTime() - PAGE_OPEN_MS) } },
    select: { userId: true },
  });
  return new Set(seen.map(({ userId }) => userId));
}
