import { withSystemSql } from "@/lib/db/transaction";
import type { ActiveKillSwitch } from "@/lib/domain/call/kill-switch";

type Row = {
  id: string;
  scope: ActiveKillSwitch["scope"];
  organization_id: string | null;
  target_id: string | null;
  reason: string;
};

/** Every switch that is on, of all organizations. Workers ask each second: no message bus has to be up for a stop to be heard. */
export async function listActiveKillSwitches(): Promise<ActiveKillSwitch[]> {
  const { rows } = await withSystemSql("kill switches", (sql) =>
    sql.query<Row>("select id, scope, organization_id, target_id, reason from kill_switches where active"),
  );
  return rows.map((row) => ({
    id: row.id,
    scope: row.scope,
    organizationId: row.organization_id,
    targetId: row.target_id,
    reason: row.reason,
  }));
}
