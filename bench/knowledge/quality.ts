import { randomUUID } from "node:crypto";
import type pg from "pg";
import { vectorBytes } from "@/lib/adapters/embeddings/embedder";
import { embeddingText } from "@/lib/domain/knowledge/embedding-text";
import { createKnowledgeLookup, type KnowledgeLookup, type QueryEmbedder } from "@/lib/services/knowledge/lookup";
import type { LabelledBusiness, LabelledQuestion } from "./labelled";

type Way = "hybrid" | "vector" | "keyword";
type Ranked = Awaited<ReturnType<KnowledgeLookup["look"]>>["ranked"][number];
export type Ranking = {
  business: string;
  question: LabelledQuestion;
  ids: string[];
  ranked: readonly Ranked[];
  given: number;
};
export type Rankings = Record<Way, Ranking[]>;
export type Scores = { recall5: number; ndcg10: number };

/** Writes a business's sections, each a chunk of its own with the vector that the product would give it, and resolves with where they are. */
async function plantBusiness(sql: pg.Client, { name, sections }: LabelledBusiness, embedder: QueryEmbedder) {
  const [organizationId, businessId, sourceId] = [randomUUID(), randomUUID(), randomUUID()];
  const vectors = await embedder.embed(sections.map(embeddingText));
  const account = Array.from({ length: 3 }, () => randomUUID().slice(0, 4).toUpperCase().replaceAll(/[01]/g, "A")).join(
    "-",
  );
  await sql.query("begin; set local role aybiza_system");
  await sql.query("insert into organizations (id, account_id, name, time_zone) values ($1, $2, $3, 'UTC')", [
    organizationId,
    `AYB-${account}`,
    name,
  ]);
  await sql.query(
    "insert into businesses (organization_id, id, name, type, industry, time_zone) values ($1, $2, $3, 'custom', 'All', 'UTC')",
    [organizationId, businessId, name],
  );
  await sql.query(
    "insert into knowledge_sources (organization_id, id, business_id, kind, name, url, state, updated_at) values ($1, $2, $3, 'page', 'x', 'https://x.test/', 'ready', now())",
    [organizationId, sourceId, businessId],
  );
  const ids = new Map<string, string>();
  for (const [at, { id, kind, title, heading, text }] of sections.entries()) {
    const chunkId = randomUUID();
    ids.set(chunkId, id);
    await sql.query(
      "insert into knowledge_documents (organization_id, id, business_id, source_id, kind, title, content_hash, updated_at) values ($1, $2, $3, $4, $5, $6, '', now())",
      [organizationId, chunkId, businessId, sourceId, kind, title],
    );
    await sql.query(
      `insert into knowledge_chunks (organization_id, id, business_id, document_id, version, ordinal, heading, text, tokens, embedding, embedded_by)
       values ($1, $2, $3, $2, 1, 0, $4, $5, 1, $6, $7)`,
      [organizationId, chunkId, businessId, heading, text, vectorBytes(vectors[at]!), embedder.id],
    );
  }
  await sql.query("commit");
  return { organizationId, businessId, ids };
}

/** Asks every question three ways. `which`: a part of them. */
export async function rankAll(
  sql: pg.Client,
  businesses: readonly LabelledBusiness[],
  embedder: QueryEmbedder,
  which: (question: LabelledQuestion) => boolean,
): Promise<Rankings> {
  const lookup = createKnowledgeLookup({ embedderOf: () => Promise.resolve(embedder), now: () => new Date() });
  const rankings: Rankings = { hybrid: [], vector: [], keyword: [] };
  try {
    for (const business of businesses) {
      const { organizationId, businessId, ids } = await plantBusiness(sql, business, embedder);
      for (const question of business.questions.filter(which)) {
        const before = question.before.map((text) => ({ speaker: "caller" as const, text }));
        const asked = { said: question.said, before, origin: "tool" as const };
        for (const way of ["hybrid", "vector", "keyword"] as const) {
          const by = way === "hybrid" ? undefined : way === "vector" ? ("vector" as const) : ("words" as const);
          const found = await lookup.look({ organizationId, businessId, question: asked, options: { by } });
          rankings[way].push({
            business: business.name,
            question,
            ids: found.ranked.map(({ id }) => ids.get(id)!),
            ranked: found.ranked,
            given: found.passages.length,
          });
        }
      }
    }
  } finally {
    await lookup.close();
  }
  return rankings;
}

/** Of the questions that have an answer: the share of answers among the first five, and how far up they are (binary gains). */
export function scoresOf(rankings: readonly Ranking[]): Scores {
  const answerable = rankings.filter(({ question }) => question.answers.length > 0);
  const sums = answerable.map(({ question: { answers }, ids }) => {
    const first = ids.slice(0, 5);
    const gain = ids.slice(0, 10).reduce((sum, id, at) => sum + (answers.includes(id) ? 1 / Math.log2(at + 2) : 0), 0);
    const ideal = answers.slice(0, 10).reduce((sum, _, at) => sum + 1 / Math.log2(at + 2), 0);
    return { recall: answers.filter((id) => first.includes(id)).length / answers.length, ndcg: gain / ideal };
  });
  const mean = (values: number[]) => Math.round((values.reduce((a, b) => a + b, 0) / values.length) * 1000) / 1000;
  return { recall5: mean(sums.map(({ recall }) => recall)), ndcg10: mean(sums.map(({ ndcg }) => ndcg)) };
}

/** The share of unanswerable questions that are given a passage all the same. */
export function wrongOnUnanswerable(rankings: readonly Ranking[]): number {
  const unanswerable = rankings.filter(({ question }) => question.answers.length === 0);
  return Math.round((unanswerable.filter(({ given }) => given > 0).length / unanswerable.length) * 1000) / 1000;
}

/** The share of answerable questions of whose given passages one is an answer. */
export function answeredShare(rankings: readonly Ranking[]): number {
  const answerable = rankings.filter(({ question }) => question.answers.length > 0);
  const answered = answerable.filter(({ question, ids, given }) =>
    ids.slice(0, given).some((id) => question.answers.includes(id)),
  );
  return Math.round((answered.length / answerable.length) * 1000) / 1000;
}
