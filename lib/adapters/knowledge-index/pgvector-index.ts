import type { KnowledgeIndex, Namespace } from "./knowledge-index";

export type TenantQuery = (
  text: string,
  values?: unknown[],
) => Promise<{ rows: Record<string, unknown>[]; rowCount?: number | null }>;

export type PgvectorDeps = {
  /** Runs `work` in a transaction that sees and writes one organization's rows alone. */
  withTenant<T>(organizationId: string, work: (query: TenantQuery) => Promise<T>): Promise<T>;
  /** The same across organizations. */
  withSystem<T>(work: (query: TenantQuery) => Promise<T>): Promise<T>;
};

/** The table's. */
const DIMENSIONS = 256;
const LOAD_AT_ONCE = 500;
/** More than is asked for: how far the graph is searched. */
const SEARCHED = 120;

/**
 * Vectors in PostgreSQL with pgvector, found by an HNSW graph: nearly exact, and in no process's memory. The table (`vectors.knowledge`) and its policies
 * are made by the migration where the server has the extension; a vector goes with its chunk.
 */
export function createPgvectorIndex({ withTenant, withSystem }: PgvectorDeps): KnowledgeIndex {
  async function refresh(namespace: Namespace): Promise<void> {
    const { organizationId, businessId, embeddedBy, dimensions } = namespace;
    if (dimensions !== DIMENSIONS)
      throw new RangeError(`the table holds vectors of ${DIMENSIONS} numbers, not ${dimensions}`);
    const which = [organizationId, businessId, embeddedBy];
    await withTenant(organizationId, (query) => query(REMOVE_OUTDATED, [organizationId, businessId]));
    for (;;) {
      const added = await withTenant(organizationId, async (query) => {
        const { rows } = await query(MISSING, which);
        if (rows.length === 0) return 0;
        const vectors = rows.map(({ embedding }) => literalOf(embedding as string));
        const ids = rows.map(({ id }) => id);
        const stamps = rows.map(({ stamp }) => stamp);
        await query(ADD, [organizationId, businessId, embeddedBy, ids, stamps, vectors]);
        return rows.length;
      });
      if (added < LOAD_AT_ONCE) return;
    }
  }

  return {
    refresh,
    async search({ organizationId, businessId, embeddedBy }, { vector, limit, documents, at }) {
      const { rows } = await withTenant(organizationId, async (query) => {
        // Rows of other businesses are passed over: the graph is searched on until there are enough.
        await query(`set local hnsw.ef_search = ${SEARCHED}`);
        await query("set local hnsw.iterative_scan = strict_order");
        return query(SEARCH, [
          organizationId,
          businessId,
          embeddedBy,
          literalOfNumbers(vector),
          limit,
          documents ?? null,
          at,
        ]);
      });
      return rows.map(({ id, cosine }) => ({ id: String(id), cosine: Number(cosine) }));
    },
    async cosines({ organizationId, embeddedBy }, vector, ids) {
      const { rows } = await withTenant(organizationId, (query) =>
        query(COSINES, [organizationId, embeddedBy, literalOfNumbers(vector), ids]),
      );
      return new Map(rows.map(({ id, cosine }) => [String(id), Number(cosine)]));
    },
    remove: async (businessId) => void (await withSystem((query) => query(REMOVE, [businessId]))),
    close: () => Promise.resolve(),
  };
}

const REMOVE = "delete from vectors.knowledge where business_id = $1";

const USABLE = "c.excluded_at is null and d.excluded_at is null and d.gone_at is null";

/** Those of a model that has been replaced included. */
const REMOVE_OUTDATED = `delete from vectors.knowledge v where v.organization_id = $1 and v.business_id = $2
  and not exists (select from knowledge_chunks c
    join knowledge_documents d on d.organization_id = c.organization_id and d.id = c.document_id
    where c.organization_id = v.organization_id and c.id = v.chunk_id and c.embedded_by = v.embedded_by and c.xmin::text = v.stamp and ${USABLE})`;

const MISSING = `select c.id, c.xmin::text as stamp, encode(c.embedding, 'hex') as embedding from knowledge_chunks c
  join knowledge_documents d on d.organization_id = c.organization_id and d.id = c.document_id
  where c.organization_id = $1 and c.business_id = $2 and c.embedded_by = $3 and octet_length(c.embedding) = ${DIMENSIONS * 4} and ${USABLE}
    and not exists (select from vectors.knowledge v where v.organization_id = c.organization_id and v.chunk_id = c.id and v.embedded_by = $3)
  limit ${LOAD_AT_ONCE}`;

const ADD = `insert into vectors.knowledge (organization_id, business_id, embedded_by, chunk_id, stamp, vector)
  select $1, $2, $3, id, stamp, vector::vector from unnest($4::uuid[], $5::text[], $6::text[]) n(id, stamp, vector)
  on conflict (organization_id, chunk_id, embedded_by) do update set stamp = excluded.stamp, vector = excluded.vector`;

const SEARCH = `select v.chunk_id as id, 1 - (v.vector <=> $4::vector) as cosine from vectors.knowledge v
  where v.organization_id = $1 and v.business_id = $2 and v.embedded_by = $3
    and exists (select from knowledge_chunks c
      join knowledge_documents d on d.organization_id = c.organization_id and d.id = c.document_id
      where c.organization_id = v.organization_id and c.id = v.chunk_id and ($6::uuid[] is null or c.document_id = any($6))
        and (d.valid_from is null or d.valid_from <= $7) and (d.valid_until is null or d.valid_until > $7))
  order by v.vector <=> $4::vector limit $5`;

const COSINES = `select v.chunk_id as id, 1 - (v.vector <=> $3::vector) as cosine from vectors.knowledge v
  where v.organization_id = $1 and v.embedded_by = $2 and v.chunk_id = any($4::uuid[])`;

const literalOfNumbers = (vector: Iterable<number>): string => `[${[...vector].join(",")}]`;

function literalOf(hex: string): string {
  const bytes = Buffer.from(hex, "hex");
  return literalOfNumbers(Array.from({ length: bytes.length / 4 }, (_, at) => bytes.readFloatLE(at * 4)));
}
