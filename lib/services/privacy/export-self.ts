import { withSystem, withSystemSql } from "@/lib/db/transaction";
import { auditPerson } from "../auth/audit-person";
import type { Self } from "../sessions/self";

export type PersonExport = Record<"account" | "memberships" | "sessions" | "notifications" | "actions", unknown> & {
  exportedAt: string;
};

/**
 * Everything that is kept of the signed-in person: their account, memberships with how they want to be told, sessions, what they were told, and
 * what audit logs say they did. Password, codes and
 * secrets are not in it. Audited in each of their organizations.
 */
export async function exportSelf(self: Self, now = new Date()): Promise<PersonExport> {
  const { userId } = self.user;
  await withSystem("export of a person", (tx) =>
    auditPerson(tx, self, { action: "user.exported", targetType: "user", targetId: userId }, now),
  );
  return withSystemSql("export of a person", async (sql) => {
    const rows = async (text: string) => (await sql.query<{ row: unknown }>(text, [userId])).rows.map(({ row }) => row);
    const [account] = await rows(
      `select to_jsonb(u) - 'password_hash' - 'totp_secret' - 'totp_last_step' as row from users u where id = $1`,
    );
    return {
      exportedAt: now.toISOString(),
      account,
      memberships: await rows(
        `select jsonb_build_object('accountId', o.account_id, 'organization', o.name, 'role', m.role, 'since', m.created_at,
           'notificationPreferences', p.preferences) as row
         from memberships m join organizations o on o.id = m.organization_id
         left join notification_preferences p on p.organization_id = m.organization_id and p.user_id = m.user_id
         where m.user_id = $1 order by m.created_at`,
      ),
      sessions: await rows(
        `select jsonb_build_object('createdAt', created_at, 'lastSeenAt', last_seen_at, 'endedAt', revoked_at, 'ip', ip, 'browser', user_agent) as row
         from user_sessions where user_id = $1 order by created_at`,
      ),
      // Not their text: it may be in a caller's words, which are the organization's to give.
      notifications: await rows(
        `select jsonb_build_object('at', n.created_at, 'accountId', o.account_id, 'type', n.type, 'title', n.title,
           'readAt', n.read_at) as row
         from notifications n join organizations o on o.id = n.organization_id where n.user_id = $1 order by n.created_at`,
      ),
      actions: await rows(
        `select jsonb_build_object('at', a.at, 'accountId', o.account_id, 'action', a.action, 'target', a.target_type, 'from', a.ip) as row
         from audit_log a join organizations o on o.id = a.organization_id
         where a.actor_kind = 'user' and a.actor_id = $1::text order by a.at`,
      ),
    };
  });
}
