import { withSystemSql } from "@/lib/db/transaction";
import { presentRights, type LiveHolder } from "../live/present-rights";
import type { Permission } from "../permissions";

/** What somebody may do with a call's sound. */
export type AudioRights = { mayListen: boolean; maySpeak: boolean };
export type AudioHolder = LiveHolder & { callId: string };

/** `hasTaken`: they accepted this very call as the person it was escalated to; then it is theirs, whatever they may do with others. */
export function audioRights(permissions: ReadonlySet<Permission>, hasTaken: boolean): AudioRights {
  const isTheirs = hasTaken && permissions.has("escalations.handle");
  return {
    mayListen: isTheirs || permissions.has("calls.listen"),
    maySpeak: isTheirs || permissions.has("calls.control"),
  };
}

/** Whether each has accepted the call of theirs, in the order given. */
export async function whoHasTaken(
  holders: readonly Pick<AudioHolder, "organizationId" | "userId" | "callId">[],
): Promise<boolean[]> {
  const { rows } = await withSystemSql("who took which call", (sql) =>
    sql.query<{ organization_id: string; call_id: string; user_id: string }>(
      `select e.organization_id, e.call_id, h.user_id
       from escalations e join human_agents h on h.organization_id = e.organization_id
       where e.call_id = any($1::uuid[]) and h.user_id = any($2::uuid[]) and e.state in ('waiting', 'in_progress')
         and ((e.state = 'in_progress' and e.human_agent_id = h.id) or exists (
           select 1 from escalation_offers o
           where o.organization_id = e.organization_id and o.escalation_id = e.id and o.human_agent_id = h.id
             and o.state = 'accepted'))`,
      [holders.map(({ callId }) => callId), holders.map(({ userId }) => userId)],
    ),
  );
  const taken = new Set(rows.map((row) => `${row.organization_id} ${row.call_id} ${row.user_id}`));
  return holders.map(({ organizationId, callId, userId }) => taken.has(`${organizationId} ${callId} ${userId}`));
}

/** What each may do at this moment, in the order given; null for whom nothing is left. */
export async function presentAudioRights(holders: readonly AudioHolder[]): Promise<(AudioRights | null)[]> {
  if (holders.length === 0) return [];
  const [rights, taken] = await Promise.all([presentRights(holders), whoHasTaken(holders)]);
  return rights.map((permissions, at) => (permissions ? audioRights(permissions, taken[at] ?? false) : null));
}
