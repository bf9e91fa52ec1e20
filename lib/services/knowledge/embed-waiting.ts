import { type Embedder, vectorBytes } from "@/lib/adapters/embeddings/embedder";
import { withTenantSql } from "@/lib/db/transaction";
import { embeddingText } from "@/lib/domain/knowledge/embedding-text";

/** Few enough that little is lost when the process is killed, enough to keep the connections busy. */
const BATCH = 64;

type Waiting = { id: string; title: string; heading: string; text: string };
type Options = {
  embedder: Embedder;
  /** Of this source or document alone. */
  sourceId?: string;
  documentId?: string;
  signal?: AbortSignal;
  /** No further batch is begun after so many. */
  most?: number;
  /** After each batch, which is stored by then. */
  onBatch?: (embedded: number) => Promise<void> | void;
};

/**
 * Gives the organization's pieces that have no vector one, then those whose vector is another model's, newest documents first, and resolves with how many.
 * Each batch is stored as it comes: whatever ends it in the middle, the rest waits for the next time. Two at once do the same work twice, and no harm.
 * Throws EmbedError.
 */
export async function embedWaiting(organizationId: string, options: Options): Promise<number> {
  const { embedder, signal, most = Infinity, onBatch } = options;
  let embedded = 0;
  for (const isOutdated of [false, true]) {
    for (let isMore = true; isMore && embedded < most;) {
      signal?.throwIfAborted();
      const batch = await waitingPieces(organizationId, isOutdated, options);
      if (batch.length === 0) break;
      const vectors = await embedder.embed(batch.map(embeddingText), signal);
      embedded += await store(organizationId, embedder.id, batch, vectors);
      await onBatch?.(embedded);
      isMore = batch.length === BATCH;
    }
  }
  return embedded;
}

function waitingPieces(
  organizationId: string,
  /** Those of another model, in place of those without a vector. */
  isOutdated: boolean,
  { embedder, sourceId, documentId }: Options,
): Promise<Waiting[]> {
  return withTenantSql(organizationId, async (sql) => {
    const { rows } = await sql.query<Waiting>(
      `select c.id, d.title, c.heading, c.text from knowledge_chunks c
         join knowledge_documents d on d.organization_id = c.organization_id and d.id = c.document_id
       where c.organization_id = $1 and ($4::text is null and c.embedding is null or c.embedded_by < $4 or c.embedded_by > $4)
         and ($2::uuid is null or d.source_id = $2) and ($3::uuid is null or d.id = $3)
       order by d.id desc, c.ordinal limit ${BATCH}`,
      [organizationId, sourceId ?? null, documentId ?? null, isOutdated ? embedder.id : null],
    );
    return rows;
  });
}

/** A piece that was replaced meanwhile is not there any more: its vector is dropped. */
function store(
  organizationId: string,
  embeddedBy: string,
  pieces: readonly Waiting[],
  vectors: readonly Float32Array[],
): Promise<number> {
  return withTenantSql(organizationId, async (sql) => {
    const { rowCount } = await sql.query(
      `update knowledge_chunks c set embedding = v.embedding, embedded_by = $4
       from unnest($2::uuid[], $3::bytea[]) as v(id, embedding)
       where c.organization_id = $1 and c.id = v.id`,
      [organizationId, pieces.map(({ id }) => id), vectors.map(vectorBytes), embeddedBy],
    );
    return rowCount ?? 0;
  });
}
