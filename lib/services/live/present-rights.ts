import type { MembershipRole } from "@/lib/contracts/session";
import { withSystem } from "@/lib/db/transaction";
import { type Permission, permissionsOf } from "../permissions";

/** On whose word something is open: a person's session, looking at one of their organizations. */
export type LiveHolder = { sessionId: string; userId: string; organizationId: string };

type Row = { session_id: string; user_id: string; organization_id: string; role: MembershipRole };

/**
 * What each may do at this moment, in the order given; null for whom nothing is left: the session was ended, has expired or lacks the second
 * factor that was set up since, the person is disabled or no member any more, or has no second factor where the organization requires one.
 */
export async function presentRights(
  holders: readonly LiveHolder[],
  now = new Date(),
): Promise<(ReadonlySet<Permission> | null)[]> {
  if (holders.length === 0) return [];
  const sessionIds = [...new Set(holders.map(({ sessionId }) => sessionId))];
  const rows = await withSystem(
    "present rights",
    (tx) => tx.$queryRaw<Row[]>`
      select s.id as session_id, s.user_id, m.organization_id, m.role::text as role
      from user_sessions s
      join users u on u.id = s.user_id
      join memberships m on m.user_id = u.id
      join organizations o on o.id = m.organization_id
      where s.id = any(${sessionIds}::uuid[]) and s.revoked_at is null and s.expires_at > ${now} and u.disabled_at is null
        and (u.totp_confirmed_at is null or s.mfa_at >= u.totp_confirmed_at)
        and not (o.require_mfa and u.totp_confirmed_at is null)`,
  );
  const roles = new Map(rows.map((row) => [keyOf(row.session_id, row.user_id, row.organization_id), row.role]));
  return holders.map(({ sessionId, userId, organizationId }) => {
    const role = roles.get(keyOf(sessionId, userId, organizationId));
    return role ? permissionsOf(role) : null;
  });
}

const keyOf = (...ids: string[]): string => ids.join(" ");
