import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createQuickEmbedder } from "@/bench/knowledge/corpus";
import { EmbedError, type Embedder, vectorBytes } from "@/lib/adapters/embeddings/embedder";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { withTenantSql } from "@/lib/db/transaction";
import {
  createTestDatabase,
  createTestOrganization,
  type TestDatabase,
  type TestOrganization,
} from "@/scripts/test/database";
import { createKnowledgeLookup } from "../lookup";
import { embedOutdated } from "./embed-outdated";

const PIECES = 100;
const vectorOf = createQuickEmbedder(256);

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
  await useDatabase(test.url, 4);
});
afterAll(async () => {
  await closeDatabase();
  await test.drop();
});

/** One document in as many pieces, with vectors of a model. */
async function plant({ organizationId, businessId }: TestOrganization, model: string): Promise<string> {
  const [sourceId, documentId] = [randomUUID(), randomUUID()];
  await withTenantSql(organizationId, async (sql) => {
    await sql.query(
      `insert into knowledge_sources (organization_id, id, business_id, kind, name, url, state, updated_at)
       values ($1, $2, $3, 'page', 'x', 'https://x.test/', 'ready', now())`,
      [organizationId, sourceId, businessId],
    );
    await sql.query(
      `insert into knowledge_documents (organization_id, id, business_id, source_id, kind, title, content_hash, updated_at)
       values ($1, $2, $3, $4, 'page', 'Prices', '', now())`,
      [organizationId, documentId, businessId, sourceId],
    );
    await sql.query(
      `insert into knowledge_chunks (organization_id, id, business_id, document_id, version, ordinal, text, tokens, embedding, embedded_by)
       select $1, gen_random_uuid(), $2, $3, 1, n, 'Part ' || n || ' costs 40 dollars.', 10, $4, $5 from generate_series(1, $6) n`,
      [organizationId, businessId, documentId, vectorBytes(vectorOf("before")), model, PIECES],
    );
  });
  return sourceId;
}

async function madeBy({ organizationId }: TestOrganization): Promise<Record<string, number>> {
  const { rows } = await withTenantSql(organizationId, (sql) =>
    sql.query<{ model: string; pieces: number }>(
      "select embedded_by as model, count(*)::int as pieces from knowledge_chunks where organization_id = $1 group by 1",
      [organizationId],
    ),
  );
  return Object.fromEntries(rows.map(({ model, pieces }) => [model, pieces]));
}

it("another model makes all vectors anew, goes on where it was cut off, and is never compared with the one before", async () => {
  const [mine, other, unconnected] = [
    await createTestOrganization(test.url),
    await createTestOrganization(test.url),
    await createTestOrganization(test.url),
  ];
  const sourceId = await plant(mine, "before/256");
  await plant(other, "before/256");
  await plant(unconnected, "before/256");
  const asked: string[] = [];
  let cutOffAfter = 64;
  const embedder = (id: string): Embedder => ({
    id,
    dimensions: 256,
    embed: (texts) => {
      if (asked.length >= cutOffAfter) return Promise.reject(new Error("the process ends"));
      asked.push(...texts);
      return Promise.resolve(texts.map(vectorOf));
    },
  });
  const embedderFor = (id: string) =>
    id === unconnected.organizationId
      ? Promise.reject(new EmbedError("none is connected", false))
      : Promise.resolve(embedder(id === mine.organizationId ? "now/256" : "before/256"));
  const lookup = createKnowledgeLookup({ embedderOf: embedderFor, now: () => new Date() });
  const foundByMeaning = async () => {
    const question = { said: "Part 7", before: [], origin: "tool" as const };
    const { organizationId, businessId } = mine;
    const options = { fresh: true, by: "vector" as const };
    return (await lookup.look({ organizationId, businessId, question, options })).ranked.length;
  };
  try {
    expect(await foundByMeaning()).toBe(0);
    asked.length = 0;
    await expect(embedOutdated({ embedderFor })).rejects.toThrow("the process ends");
    expect(await madeBy(mine)).toEqual({ "before/256": 36, "now/256": 64 });
    cutOffAfter = Infinity;
    expect(await embedOutdated({ embedderFor })).toBe(true);
    expect(asked).toHaveLength(PIECES);
    expect(new Set(asked).size).toBe(PIECES);
    expect(await madeBy(mine)).toEqual({ "now/256": PIECES });
    expect(await embedOutdated({ embedderFor })).toBe(false);
    expect(asked).toHaveLength(PIECES);
    expect(await madeBy(other)).toEqual({ "before/256": PIECES });
    expect(await madeBy(unconnected)).toEqual({ "before/256": PIECES });
    expect(await foundByMeaning()).toBeGreaterThan(0);
    const { rows } = await withTenantSql(mine.organizationId, (sql) =>
      sql.query("select state, progress->'embedded' as embedded from knowledge_sources where id = $1", [sourceId]),
    );
    expect(rows).toEqual([{ state: "ready", embedded: PIECES }]);
  } finally {
    await lookup.close();
  }
});
