import { z } from "zod";
import type { MembershipRole, SessionUser } from "@/lib/contracts/session";
import { type Transaction, withSystem } from "@/lib/db/transaction";

export type FoundSession = {
  sessionId: string;
  userId: string;
  /** With today's memberships and roles. */
  user: SessionUser;
  /** The organization it looks at; null: the person's first one. */
  activeOrganizationId: string | null;
  /** False until a person with a second factor has shown it in this session: nothing else counts before. */
  isComplete: boolean;
};

/** When a session was last seen is kept to the minute. */
const SEEN_AFTER_MS = 60_000;

const Claims = z.object({ userId: z.uuid(), sessionId: z.uuid() });

type Row = {
  active_organization_id: string | null;
  last_seen_at: Date;
  mfa_at: Date | null;
  public_id: string;
  email: string;
  name: string;
  email_verified_at: Date | null;
  totp_confirmed_at: Date | null;
  role: MembershipRole | null;
  organization_id: string;
  account_id: string;
  organization_name: string;
  time_zone: string;
  require_mfa: boolean;
};

/** The session and the person that a cookie names; null when it was revoked or has expired, or the person is gone or disabled. */
export async function findSession(
  claims: { userId: unknown; sessionId: unknown },
  request: { ip?: string } = {},
  now = new Date(),
): Promise<FoundSession | null> {
  const named = Claims.safeParse(claims);
  if (!named.success) return null;
  const { userId, sessionId } = named.data;
  return withSystem("session", async (tx) => {
    const rows = await readRows(tx, userId, sessionId, now);
    const first = rows[0];
    if (!first) return null;
    const seenBefore = new Date(now.getTime() - SEEN_AFTER_MS);
    if (first.last_seen_at < seenBefore) {
      await tx.userSession.updateMany({
        where: { id: sessionId, lastSeenAt: { lt: seenBefore } },
        data: { lastSeenAt: now, ...(request.ip ? { ip: request.ip } : {}) },
      });
    }
    const { mfa_at: shownAt, totp_confirmed_at: setUpAt } = first;
    return {
      sessionId,
      userId,
      user: userOf(userId, rows, first),
      activeOrganizationId: first.active_organization_id,
      // Shown since it was set up: another app than the one of today does not count.
      isComplete: setUpAt === null || (shownAt !== null && shownAt >= setUpAt),
    };
  });
}

const readRows = (tx: Transaction, userId: string, sessionId: string, now: Date) =>
  tx.$queryRaw<Row[]>`
    select s.active_organization_id, s.last_seen_at, s.mfa_at,
      u.public_id, u.email, u.name, u.email_verified_at, u.totp_confirmed_at,
      m.role::text as role, o.id as organization_id, o.account_id, o.name as organization_name, o.time_zone, o.require_mfa
    from user_sessions s
    join users u on u.id = s.user_id
    left join memberships m on m.user_id = u.id
    left join organizations o on o.id = m.organization_id
    where s.id = ${sessionId}::uuid and s.user_id = ${userId}::uuid and s.revoked_at is null and s.expires_at > ${now}
      and u.disabled_at is null
    order by m.created_at, m.organization_id`;

function userOf(userId: string, rows: readonly Row[], person: Row): SessionUser {
  return {
    userId,
    publicId: person.public_id,
    email: person.email,
    name: person.name,
    emailVerified: person.email_verified_at !== null,
    hasSecondFactor: person.totp_confirmed_at !== null,
    memberships: rows.flatMap((row) =>
      row.role === null
        ? []
        : {
            organizationId: row.organization_id,
            accountId: row.account_id,
            organizationName: row.organization_name,
            timeZone: row.time_zone,
            role: row.role,
            requiresSecondFactor: row.require_mfa,
          },
    ),
  };
}
