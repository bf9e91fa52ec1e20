import { ResolutionTimesQuery, type ResolutionTimes } from "@/lib/contracts/escalation-lists";
import { withTenant } from "@/lib/db/transaction";
import { SETTLED_STATES } from "@/lib/domain/escalation/board";
import type { ServiceContext } from "../context";
import { parseInput } from "../errors";
import { requirePermission } from "../require-permission";

const DAY_MS = 86_400_000;

type Row = { state: string; count: number; median_ms: number; mean_ms: number };

/** How long escalations took until they were settled, by how they were, of the last days. Needs `escalations.read`; throws INVALID. */
export async function getResolutionTimes(
  context: ServiceContext,
  query: unknown = {},
  now = new Date(),
): Promise<ResolutionTimes> {
  requirePermission(context, "escalations.read");
  const {
    days,
    businessId = null,
    cause = null,
    priority = null,
    humanAgentId = null,
  } = parseInput(ResolutionTimesQuery, query);
  const { organizationId } = context;
  const from = new Date(now.getTime() - days * DAY_MS);
  const rows = await withTenant(
    organizationId,
    (tx) => tx.$queryRaw<Row[]>`
      select state::text as state, count(*)::int as count,
        percentile_cont(0.5) within group (order by extract(epoch from settled_at - created_at) * 1000)::float as median_ms,
        (avg(extract(epoch from settled_at - created_at)) * 1000)::float as mean_ms
      from escalations
      where organization_id = ${organizationId}::uuid and state in ('completed', 'abandoned')
        and settled_at >= ${from} and settled_at < ${now}
        and (${businessId}::uuid is null or business_id = ${businessId}::uuid)
        and (${humanAgentId}::uuid is null or human_agent_id = ${humanAgentId}::uuid)
        and (${cause}::text is null or cause = ${cause}::text)
        and (${priority}::text is null or priority = ${priority}::text)
      group by state`,
  );
  return {
    days,
    states: SETTLED_STATES.map((state) => {
      const row = rows.find((each) => each.state === state);
      return {
        state,
        count: row?.count ?? 0,
        medianMs: row ? Math.round(row.median_ms) : null,
        meanMs: row ? Math.round(row.mean_ms) : null,
      };
    }),
  };
}
