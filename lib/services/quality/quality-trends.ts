import type { QualityTrends } from "@/lib/contracts/quality";
import { withTenant, withTenantSql } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { requirePermission } from "../require-permission";
import { alertLevels } from "./alert-levels";

/** How scores and breaches went, day by day, of real calls; what is low is what each business calls low. Needs `quality.read`. */
export async function qualityTrends(
  context: ServiceContext,
  { businessId = null, days }: { businessId?: string | null; days: number },
  now = new Date(),
): Promise<QualityTrends> {
  requirePermission(context, "quality.read");
  const { organizationId } = context;
  const from = new Date(now.getTime() - (days - 1) * 86_400_000).toISOString().slice(0, 10);
  const levels = await withTenant(organizationId, (tx) => alertLevels(tx, organizationId));
  return withTenantSql(organizationId, async (sql) => {
    const { rows } = await sql.query<QualityTrends["days"][number]>(
      `select to_char(d, 'YYYY-MM-DD') as day, count(c.id)::int as calls, avg(c.qa_score)::float8 as score,
         count(c.id) filter (where c.qa_score < l.below)::int as low, coalesce(sum(c.findings), 0)::int as findings
       from generate_series($2::date, $3::date, interval '1 day') d
       left join calls c on c.organization_id = $1 and c.call_day = d::date and c.kind <> 'test' and c.qa_score is not null
         and c.started_at >= $2::date and ($4::uuid is null or c.business_id = $4)
       left join unnest($5::uuid[], $6::float8[]) as l (business_id, below) on l.business_id = c.business_id
       group by d order by d`,
      [organizationId, from, now.toISOString().slice(0, 10), businessId, [...levels.keys()], [...levels.values()]],
    );
    const rules = await sql.query<QualityTrends["rules"][number]>(
      `select rule_key as "ruleKey", max(rule_name) as "ruleName", max(severity) as severity,
         count(*) filter (where state = 'open')::int as open, count(*)::int as total
       from compliance_findings where organization_id = $1 and found_at >= $2::date and state <> 'dismissed'
         and ($3::uuid is null or business_id = $3)
       group by rule_key order by count(*) desc, rule_key limit 20`,
      [organizationId, from, businessId],
    );
    return { days: rows, rules: rules.rows };
  });
}
