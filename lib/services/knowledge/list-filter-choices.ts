import { z } from "zod";
import type { KnowledgeFilterChoices } from "@/lib/contracts/knowledge-asked";
import { KnowledgeDocumentKind } from "@/lib/contracts/knowledge-passages";
import { withTenantSql } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { requirePermission } from "../require-permission";

/** Of each; beyond it a list to choose from is none. */
const MOST = 200;

type Row = Omit<KnowledgeFilterChoices, "kinds"> & { kinds: string[] };

/** What a question to a business's knowledge can be narrowed to. Needs `knowledge.read`; nothing for a business of another organization. */
export async function listFilterChoices(context: ServiceContext, businessId: string): Promise<KnowledgeFilterChoices> {
  requirePermission(context, "knowledge.read");
  const { organizationId } = context;
  const { rows } = z.uuid().safeParse(businessId).success
    ? await withTenantSql(organizationId, (sql) =>
        sql.query<Row>(
          `with used as (
             select source_id, kind, vendor, tags, left(language, 2) as language from knowledge_documents
             where organization_id = $1 and business_id = $2 and excluded_at is null and gone_at is null)
           select array(select distinct kind from used) as kinds,
             array(select distinct vendor from used where vendor is not null order by 1 limit ${MOST}) as vendors,
             array(select distinct tag from used, unnest(tags) as tag order by 1 limit ${MOST}) as tags,
             array(select distinct language from used order by 1 limit ${MOST}) as languages,
             (select coalesce(json_agg(json_build_object('id', s.id, 'name', s.name) order by lower(s.name), s.id), '[]') from (
               select id, name from knowledge_sources where organization_id = $1 and id in (select source_id from used)
               order by lower(name), id limit ${MOST}) as s) as sources`,
          [organizationId, businessId],
        ),
      )
    : { rows: [] };
  const found = rows[0] ?? { kinds: [], sources: [], vendors: [], tags: [], languages: [] };
  return { ...found, kinds: KnowledgeDocumentKind.options.filter((kind) => found.kinds.includes(kind)) };
}
