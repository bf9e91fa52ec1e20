import { withTenantSql } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { requirePermission } from "../require-permission";
import { loadNumber } from "./load-number";

/** What would stop working without a number. */
export type NumberUsage = {
  /** Calls that came to it in the last 30 days. */
  callsIn30Days: number;
  callsInProgress: number;
  /** Agents that no other number reaches. */
  onlyNumberOf: string[];
};

/** Needs `numbers.read`; throws NOT_FOUND. */
export async function numberUsage(context: ServiceContext, numberId: string, now = new Date()): Promise<NumberUsage> {
  requirePermission(context, "numbers.read");
  const { organizationId } = context;
  return withTenantSql(organizationId, async (sql) => {
    const { e164 } = await loadNumber(sql, organizationId, numberId);
    const { rows } = await sql.query<{ recent: number; open: number; agents: string[] | null }>(
      `with named as (
         select n.id as number_id, n.agent_id from phone_numbers n where n.organization_id = $1 and n.agent_id is not null
         union select r.phone_number_id, r.agent_id from number_rules r where r.organization_id = $1 and r.agent_id is not null)
       select
         (select count(*)::int from calls where organization_id = $1 and to_number = $2 and started_at > $4) as recent,
         (select count(*)::int from calls where organization_id = $1 and to_number = $2 and ended_at is null) as open,
         (select array_agg(a.name order by a.name) from agents a where a.organization_id = $1
            and exists (select from named where agent_id = a.id and number_id = $3)
            and not exists (select from named where agent_id = a.id and number_id <> $3)) as agents`,
      [organizationId, e164, numberId, new Date(now.getTime() - 30 * 86_400_000)],
    );
    const [row] = rows;
    return { callsIn30Days: row?.recent ?? 0, callsInProgress: row?.open ?? 0, onlyNumberOf: row?.agents ?? [] };
  });
}
