import type { Namespace, VectorSource } from "@/lib/adapters/knowledge-index/knowledge-index";
import { withTenantSql } from "@/lib/db/transaction";

/**
 * The vectors of a business as its chunks hold them. Everything comes as one text that the server has put together, and goes to the thread as it is, so that
 * a hundred thousand of them cost this process's main loop next to nothing.
 */
export const vectorSourceOf = ({ organizationId, businessId, embeddedBy, dimensions }: Namespace): VectorSource => ({
  listing: () =>
    withTenantSql(organizationId, async (sql) => {
      // The stamp is the transaction that wrote the row last. Bytes per entry: LISTING_BYTES.
      const { rows } = await sql.query<{ listing: string | null }>(
        `select encode(string_agg(
             uuid_send(c.id) || uuid_send(c.document_id) || int4send((c.xmin::text::bigint - 2147483648)::int)
             || float8send(coalesce(extract(epoch from d.valid_from)::float8, '-infinity'))
             || float8send(coalesce(extract(epoch from d.valid_until)::float8, 'infinity')), ''::bytea), 'hex') as listing
           from knowledge_chunks c
           join knowledge_documents d on d.organization_id = c.organization_id and d.id = c.document_id
           where c.organization_id = $1 and c.business_id = $2 and c.embedded_by = $3 and octet_length(c.embedding) = $4
             and c.excluded_at is null and d.excluded_at is null and d.gone_at is null`,
        [organizationId, businessId, embeddedBy, dimensions * 4],
      );
      return rows[0]?.listing ?? "";
    }),

  vectors: (ids) =>
    withTenantSql(organizationId, async (sql) => {
      const { rows } = await sql.query<{ ids: string | null; vectors: string | null }>(
        `select encode(string_agg(uuid_send(id), ''::bytea order by id), 'hex') as ids,
             encode(string_agg(embedding, ''::bytea order by id), 'hex') as vectors
           from knowledge_chunks where organization_id = $1 and id = any($2::uuid[]) and embedded_by = $3 and octet_length(embedding) = $4`,
        [organizationId, ids, embeddedBy, dimensions * 4],
      );
      return { ids: rows[0]?.ids ?? "", vectors: rows[0]?.vectors ?? "" };
    }),
});
