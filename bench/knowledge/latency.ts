import { randomUUID } from "node:crypto";
import type pg from "pg";
import { createExactIndex } from "@/lib/adapters/knowledge-index/exact-index";
import { createPgvectorIndex } from "@/lib/adapters/knowledge-index/pgvector-index";
import { createKnowledgeLookup } from "@/lib/services/knowledge/lookup";
import { openPgliteWithVectors } from "@/scripts/test/pglite";
import { createQuickEmbedder, makeCorpus, makeQuestions } from "./corpus";
import { plantCorpus } from "./plant";

const EMBEDDED_BY = "bench/256";
const WARM = 30;
const MEASURED = 200;

const tenths = (value: number): number => Math.round(value * 10) / 10;
function percentilesOf(times: number[]) {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => tenths(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!);
  return { p50: at(0.5), p95: at(0.95) };
}

/** Whole look-ups, one after the other, over one business with so many chunks; the model that makes the question's vector takes no time. */
export async function measureExact(sql: pg.Client, chunks: number): Promise<{ p50: number; p95: number }> {
  const vectorOf = createQuickEmbedder(256);
  const { organizationId, businessId } = await plantCorpus(sql, makeCorpus(chunks), vectorOf, EMBEDDED_BY);
  const embed = (texts: readonly string[]) => Promise.resolve(texts.map(vectorOf));
  const lookup = createKnowledgeLookup({
    embedderOf: () => Promise.resolve({ id: EMBEDDED_BY, dimensions: 256, embed }),
    now: () => new Date(),
    index: createExactIndex({ maxBytes: 4_000_000_000 }),
    reranker: null,
  });
  const times: number[] = [];
  for (const said of makeQuestions(WARM + MEASURED)) {
    const startedAt = performance.now();
    await lookup.look({ organizationId, businessId, question: { said, before: [], origin: "tool" } });
    times.push(performance.now() - startedAt);
  }
  await lookup.close();
  return percentilesOf(times.slice(WARM));
}

/** The product's SQL against pgvector's HNSW, in PostgreSQL in WebAssembly. `recall10`: how many of the exact ten nearest it finds. */
export async function measurePgvector(count: number): Promise<{ p50: number; p95: number; recall10: number }> {
  const database = await openPgliteWithVectors();
  const { owner } = database;
  const vectorOf = createQuickEmbedder(256);
  const namespace = {
    organizationId: randomUUID(),
    businessId: randomUUID(),
    embeddedBy: EMBEDDED_BY,
    dimensions: 256,
  };
  const { organizationId, businessId } = namespace;
  // What stands around the vectors is planted without its parents.
  await owner.exec("set session_replication_role = replica");
  const vectors = new Map<string, Float32Array>();
  let batch: { id: string; text: string; vector: Float32Array }[] = [];
  const write = async () => {
    await owner.query(
      `insert into knowledge_documents (organization_id, id, business_id, source_id, kind, title, content_hash, updated_at)
       select $1, id, $2, $2, 'page', 'x', '', now() from unnest($3::uuid[]) d(id)`,
      [organizationId, businessId, batch.map(({ id }) => id)],
    );
    await owner.query(
      `insert into knowledge_chunks (organization_id, id, business_id, document_id, version, ordinal, text, tokens, embedded_by)
       select $1, id, $2, id, 1, 0, body, 1, $5 from unnest($3::uuid[], $4::text[]) c(id, body)`,
      [organizationId, businessId, batch.map(({ id }) => id), batch.map(({ text }) => text), EMBEDDED_BY],
    );
    await owner.query(
      `insert into vectors.knowledge (organization_id, business_id, embedded_by, chunk_id, stamp, vector)
       select $1, $2, $3, id, '', vector::vector from unnest($4::uuid[], $5::text[]) n(id, vector)`,
      [
        organizationId,
        businessId,
        EMBEDDED_BY,
        batch.map(({ id }) => id),
        batch.map(({ vector }) => `[${vector.join(",")}]`),
      ],
    );
    batch = [];
  };
  for (const { title, heading, text } of makeCorpus(count)) {
    const vector = vectorOf(`${title}\n${heading}\n${text}`);
    const id = randomUUID();
    vectors.set(id, vector);
    batch.push({ id, text, vector });
    if (batch.length === 500) await write();
  }
  if (batch.length > 0) await write();
  await owner.exec(
    "set session_replication_role = default; analyze vectors.knowledge; analyze knowledge_chunks; analyze knowledge_documents",
  );
  const index = createPgvectorIndex(database);
  const times: number[] = [];
  let found = 0;
  let asked = 0;
  for (const said of makeQuestions(WARM + 100)) {
    const vector = vectorOf(said);
    const startedAt = performance.now();
    const hits = (await index.search(namespace, { vector, limit: 40, at: new Date() })) ?? [];
    times.push(performance.now() - startedAt);
    if (times.length % 10 !== 0) continue;
    const nearest = nearestOf(vectors, vector, 10);
    const first = new Set(hits.slice(0, 10).map(({ id }) => id));
    found += nearest.filter((id) => first.has(id)).length;
    asked += nearest.length;
  }
  await owner.close();
  return { ...percentilesOf(times.slice(WARM)), recall10: Math.round((found / asked) * 1000) / 1000 };
}

function nearestOf(vectors: ReadonlyMap<string, Float32Array>, vector: Float32Array, count: number): string[] {
  const scored = [...vectors].map(([id, row]) => ({
    id,
    cosine: row.reduce((sum, value, at) => sum + value * vector[at]!, 0),
  }));
  return scored
    .sort((a, b) => b.cosine - a.cosine)
    .slice(0, count)
    .map(({ id }) => id);
}
