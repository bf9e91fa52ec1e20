import { randomUUID } from "node:crypto";
import type pg from "pg";
import type { CorpusChunk } from "./corpus";

export type Planted = { organizationId: string; businessId: string; documents: number };

const BATCH = 2000;
const CHUNKS_PER_DOCUMENT = 8;

/** Writes chunks with their vectors into a migrated database, as an organization's business of their own; eight to a document. */
export async function plantCorpus(
  sql: pg.Client,
  chunks: Iterable<CorpusChunk>,
  vectorOf: (text: string) => Float32Array,
  embeddedBy: string,
): Promise<Planted> {
  const [organizationId, businessId, sourceId] = [randomUUID(), randomUUID(), randomUUID()];
  await sql.query("set role aybiza_system");
  await sql.query(
    "insert into organizations (id, account_id, name, time_zone) values ($1, 'AYB-AAAA-BBBB-CCCC', 'Bench', 'UTC')",
    [organizationId],
  );
  await sql.query(
    "insert into businesses (organization_id, id, name, type, industry, time_zone) values ($1, $2, 'Bench', 'custom', 'All', 'UTC')",
    [organizationId, businessId],
  );
  await sql.query(
    "insert into knowledge_sources (organization_id, id, business_id, kind, name, url, state, updated_at) values ($1, $2, $3, 'website', 'bench.example', 'https://bench.example/', 'ready', now())",
    [organizationId, sourceId, businessId],
  );
  // Made anew in one go afterwards, which is many times faster than growing it.
  await sql.query("reset role");
  const index = await sql.query<{ made: string }>("select pg_get_indexdef('knowledge_chunks_words'::regclass) as made");
  await sql.query("drop index knowledge_chunks_words");
  await sql.query("set role aybiza_system");
  let documents = 0;
  let batch: CorpusChunk[] = [];
  const write = async () => {
    const ids = Array.from({ length: Math.ceil(batch.length / CHUNKS_PER_DOCUMENT) }, () => randomUUID());
    const documentOf = (at: number) => ids[Math.floor(at / CHUNKS_PER_DOCUMENT)]!;
    await sql.query(
      `insert into knowledge_documents (organization_id, id, business_id, source_id, kind, title, content_hash, updated_at)
       select $1, id, $2, $3, 'page', title, '', now() from unnest($4::uuid[], $5::text[]) d(id, title)`,
      [organizationId, businessId, sourceId, ids, ids.map((_, at) => batch[at * CHUNKS_PER_DOCUMENT]!.title)],
    );
    await sql.query(
      `insert into knowledge_chunks (organization_id, id, business_id, document_id, version, ordinal, heading, text, tokens, embedding, embedded_by)
       select $1, id, $2, document, 1, ordinal, heading, body, length(body) / 4, embedding, $3
       from unnest($4::uuid[], $5::uuid[], $6::int[], $7::text[], $8::text[], $9::bytea[]) c(id, document, ordinal, heading, body, embedding)`,
      [
        organizationId,
        businessId,
        embeddedBy,
        batch.map(() => randomUUID()),
        batch.map((_, at) => documentOf(at)),
        batch.map((_, at) => at % CHUNKS_PER_DOCUMENT),
        batch.map(({ heading }) => heading),
        batch.map(({ text }) => text),
        batch.map(({ title, heading, text }) => Buffer.from(vectorOf(`${title}\n${heading}\n${text}`).buffer)),
      ],
    );
    documents += ids.length;
    batch = [];
  };
  for (const chunk of chunks) {
    batch.push(chunk);
    if (batch.length === BATCH) await write();
  }
  if (batch.length > 0) await write();
  await sql.query("reset role");
  await sql.query("set maintenance_work_mem = '512MB'");
  await sql.query(index.rows[0]!.made);
  await sql.query("vacuum analyze knowledge_chunks");
  await sql.query("analyze knowledge_documents");
  return { organizationId, businessId, documents };
}
