import type { KnowledgeFilters } from "@/lib/contracts/api/knowledge";
import { withTenantSql } from "@/lib/db/transaction";

/** The documents a filter leaves; null: all. */
export async function documentsFor(
  organizationId: string,
  businessId: string,
  filters: KnowledgeFilters | undefined,
): Promise<string[] | null> {
  if (!filters || Object.values(filters).every((value) => value === undefined)) return null;
  const { kinds, vendor, tags, sourceId, language } = filters;
  const found = await withTenantSql(organizationId, (sql) =>
    sql.query<{ id: string }>(
      `select id from knowledge_documents where organization_id = $1 and business_id = $2 and excluded_at is null and gone_at is null
         and ($3::text[] is null or kind = any($3)) and ($4::text is null or vendor = $4) and ($5::text[] is null or tags && $5)
         and ($6::uuid is null or source_id = $6) and ($7::text is null or left(language, 2) = $7)`,
      [organizationId, businessId, kinds ?? null, vendor ?? null, tags ?? null, sourceId ?? null, language ?? null],
    ),
  );
  return found.rows.map(({ id }) => id);
}
