import { withTenantSql } from "@/lib/db/transaction";
import { queryOf, type Term } from "@/lib/domain/knowledge/retrieval/terms";

/** A chunk with its document, and which of a question's terms are in it. */
export type Candidate = {
  id: string;
  document_id: string;
  source_id: string;
  version: number;
  kind: string;
  title: string;
  heading: string;
  url: string | null;
  text: string;
  /** Per term, in their order. */
  has: boolean[];
  /** The same, of title and heading alone. */
  titled: boolean[];
};

/** Reads chunks by their ids; those that may not be used at this moment are left out, whatever an index says. */
export async function readCandidates(
  organizationId: string,
  businessId: string,
  ids: readonly string[],
  terms: readonly Term[],
  at: Date,
): Promise<Map<string, Candidate>> {
  if (ids.length === 0) return new Map();
  const found = await withTenantSql(organizationId, (sql) =>
    sql.query<Candidate>(
      `select c.id, c.document_id, d.source_id, c.version, d.kind, d.title, c.heading, d.url, c.text,
         array(select c.words @@ t from unnest($4::text[]::tsquery[]) with ordinality q(t, n) order by n) as has,
         array(select a.words @@ t from unnest($4::text[]::tsquery[]) with ordinality q(t, n) order by n) as titled
       from knowledge_chunks c join knowledge_documents d on d.organization_id = c.organization_id and d.id = c.document_id
         cross join lateral (select ts_filter(c.words, '{a}') as words offset 0) a
       where c.organization_id = $1 and c.business_id = $2 and c.id = any($3::uuid[])
         and c.excluded_at is null and d.excluded_at is null and d.gone_at is null
         and (d.valid_from is null or d.valid_from <= $5) and (d.valid_until is null or d.valid_until > $5)`,
      [organizationId, businessId, ids, terms.map(queryOf), at],
    ),
  );
  return new Map(found.rows.map((row) => [row.id, row]));
}
