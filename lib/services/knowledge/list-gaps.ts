import { z } from "zod";
import { type KnowledgeGapGroup, type KnowledgeGapPage, ListGapsQuery } from "@/lib/contracts/knowledge-gaps";
import { withTenantSql } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { cursorOf, positionOf } from "../cursor";
import { parseInput } from "../errors";
import { requirePermission } from "../require-permission";

type Row = { group_id: string; count: number; first_at: Date; last_at: Date; state: KnowledgeGapGroup["state"] } & {
  examples: { question: string; callId: string; askedAt: string }[];
  document_id: string | null;
  document_title: string | null;
};

const TEXT = `with groups as (
    select group_id, count(*)::int as count, min(asked_at) as first_at, max(asked_at) as last_at,
      case when bool_or(state = 'open') then 'open' when bool_or(state = 'answered') then 'answered' else 'dismissed' end as state,
      (array_agg(document_id order by settled_at desc) filter (where document_id is not null))[1] as document_id
    from knowledge_gaps where organization_id = $1 and business_id = $2 group by group_id)
  select g.group_id, g.count, g.first_at, g.last_at, g.state, d.id as document_id, d.title as document_title, e.examples
  from groups g
  left join knowledge_documents d on d.organization_id = $1 and d.id = g.document_id
  cross join lateral (
    select json_agg(json_build_object('question', question, 'callId', call_id, 'askedAt', asked_at) order by asked_at desc) as examples
    from (
      select question, call_id, asked_at from (
        select distinct on (lower(question)) question, call_id, asked_at from knowledge_gaps
        where organization_id = $1 and group_id = g.group_id order by lower(question), asked_at desc) as wordings
      order by asked_at desc limit 5) as newest) e
  where g.state = $3 and ($4::timestamptz is null or (g.last_at, g.group_id) < ($4, $5::uuid))
  order by g.last_at desc, g.group_id desc`;

/** A page of what callers asked and nothing answered, grouped, asked last first. Needs `knowledge.read`. */
export async function listGaps(context: ServiceContext, input: ListGapsQuery): Promise<KnowledgeGapPage> {
  requirePermission(context, "knowledge.read");
  const { businessId, state, limit, cursor } = parseInput(ListGapsQuery, input);
  const after = positionOf(cursor);
  const { organizationId } = context;
  const values = [organizationId, businessId, state, after?.at ?? null, after?.id ?? null];
  const { rows } = await withTenantSql(organizationId, (sql) => sql.query<Row>(`${TEXT} limit ${limit + 1}`, values));
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    groups: page.map((row) => toGroup(row, businessId)),
    nextCursor: rows.length > page.length && last ? cursorOf({ at: last.last_at, id: last.group_id }) : null,
  };
}

const toGroup = (row: Row, businessId: string): KnowledgeGapGroup => ({
  id: row.group_id,
  businessId,
  question: row.examples[0]?.question ?? "",
  state: row.state,
  count: row.count,
  firstAskedAt: row.first_at.toISOString(),
  lastAskedAt: row.last_at.toISOString(),
  examples: row.examples.map((each) => ({ ...each, askedAt: new Date(each.askedAt).toISOString() })),
  answer: row.document_id === null ? null : { documentId: row.document_id, title: row.document_title ?? "" },
});

/** How many questions of callers wait for an answer. Needs `knowledge.read`. */
export async function countOpenGaps(context: ServiceContext, businessId: string): Promise<number> {
  requirePermission(context, "knowledge.read");
  const { organizationId } = context;
  if (!z.uuid().safeParse(businessId).success) return 0;
  const { rows } = await withTenantSql(organizationId, (sql) =>
    sql.query<{ count: number }>(
      `select count(distinct group_id)::int as count from knowledge_gaps
       where organization_id = $1 and business_id = $2 and state = 'open'`,
      [organizationId, businessId],
    ),
  );
  return rows[0]?.count ?? 0;
}
