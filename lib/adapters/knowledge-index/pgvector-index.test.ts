import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openPgliteWithVectors, type PgliteWithVectors } from "@/scripts/test/pglite";
import type { KnowledgeIndex, VectorSource } from "./knowledge-index";
import { createPgvectorIndex } from "./pgvector-index";

let database: PgliteWithVectors;
let index: KnowledgeIndex;
beforeAll(async () => {
  database = await openPgliteWithVectors();
  index = createPgvectorIndex(database);
}, 60_000);
afterAll(() => database.owner.close());

const AT = new Date("2026-11-20T12:00:00Z");
/** It reads the chunks by itself. */
const unused: VectorSource = { listing: () => Promise.reject(new Error()), vectors: () => Promise.reject(new Error()) };

/** Of length 1, all in one plane. */
function vectorAt(angle: number): Float32Array {
  const vector = new Float32Array(256);
  [vector[0], vector[1]] = [Math.cos(angle), Math.sin(angle)];
  return vector;
}

async function makeBusiness() {
  const [organizationId, businessId, sourceId] = [randomUUID(), randomUUID(), randomUUID()];
  const account = randomUUID().slice(0, 4).toUpperCase().replaceAll(/[01]/g, "Z");
  const { owner } = database;
  await owner.query("insert into organizations (id, account_id, name, time_zone) values ($1, $2, 'x', 'UTC')", [
    organizationId,
    `AYB-AAAA-AAAA-${account}`,
  ]);
  await owner.query(
    "insert into businesses (organization_id, id, name, type, industry, time_zone) values ($1, $2, 'x', 'custom', 'x', 'UTC')",
    [organizationId, businessId],
  );
  await owner.query(
    "insert into knowledge_sources (organization_id, id, business_id, kind, name, url, updated_at) values ($1, $2, $3, 'page', 'x', 'https://x.test/', now())",
    [organizationId, sourceId, businessId],
  );
  const add = async (angle: number, validUntil: string | null = null): Promise<string> => {
    const id = randomUUID();
    await owner.query(
      `insert into knowledge_documents (organization_id, id, business_id, source_id, kind, title, content_hash, valid_until, updated_at)
       values ($1, $2, $3, $4, 'page', 'x', '', $5, now())`,
      [organizationId, id, businessId, sourceId, validUntil],
    );
    await owner.query(
      `insert into knowledge_chunks (organization_id, id, business_id, document_id, version, ordinal, text, tokens, embedding, embedded_by)
       values ($1, $2, $3, $2, 1, 0, 'x', 1, $4, 'test/256')`,
      [organizationId, id, businessId, new Uint8Array(vectorAt(angle).buffer)],
    );
    return id;
  };
  return { namespace: { organizationId, businessId, embeddedBy: "test/256", dimensions: 256 }, add };
}

const nearest = async (namespace: Parameters<KnowledgeIndex["search"]>[0], documents?: string[]) =>
  (await index.search(namespace, { vector: vectorAt(0), limit: 10, at: AT, documents }))!.map(({ id }) => id);

it("finds the nearest of a business, by a graph, and follows what changes", async () => {
  const { namespace, add } = await makeBusiness();
  const [far, near, expired] = [await add(1.2), await add(0.1), await add(0, "2026-11-20T11:59:59Z")];
  await index.refresh(namespace, unused);
  expect(await nearest(namespace)).toEqual([near, far]);
  expect(await nearest(namespace, [far])).toEqual([far]);
  expect((await index.cosines(namespace, vectorAt(0), [far, expired])).get(far)).toBeCloseTo(Math.cos(1.2), 5);
  const nearer = await add(0.05);
  await database.owner.query("update knowledge_documents set excluded_at = now() where id = $1", [near]);
  await index.refresh(namespace, unused);
  expect(await nearest(namespace)).toEqual([nearer, far]);
  const plan = await database.owner.query<{ "QUERY PLAN": string }>(
    "explain select chunk_id from vectors.knowledge order by vector <=> (select vector from vectors.knowledge limit 1) limit 5",
  );
  expect(plan.rows.map((row) => row["QUERY PLAN"]).join("\n")).toContain("knowledge_nearest");
});

it("holds the vectors of one model: those of another before it go, and neither finds the other's", async () => {
  const { namespace, add } = await makeBusiness();
  const [piece, late] = [await add(0.1), await add(0.2)];
  await index.refresh(namespace, unused);
  const { owner } = database;
  await owner.query("update knowledge_chunks set embedded_by = 'other/256' where id = $1", [piece]);
  const other = { ...namespace, embeddedBy: "other/256" };
  expect(await nearest(other)).toEqual([]);
  await index.refresh(other, unused);
  expect([await nearest(other), await nearest(namespace)]).toEqual([[piece], [late]]);
  const left = await owner.query("select from vectors.knowledge where business_id = $1", [namespace.businessId]);
  expect(left.rows).toHaveLength(2);
});

it("shows another tenant nothing", async () => {
  const [mine, other] = [await makeBusiness(), await makeBusiness()];
  await mine.add(0);
  await index.refresh(mine.namespace, unused);
  expect(await nearest(mine.namespace)).toHaveLength(1);
  const crossing = { ...mine.namespace, organizationId: other.namespace.organizationId };
  expect(await nearest(crossing)).toEqual([]);
  const all = await database.withTenant(other.namespace.organizationId, (query) =>
    query("select * from vectors.knowledge"),
  );
  expect(all.rows).toEqual([]);
});

it("leaves no vector behind when chunks are erased or a business is forgotten", async () => {
  const { namespace, add } = await makeBusiness();
  const { owner } = database;
  const left = async () =>
    (await owner.query("select from vectors.knowledge where business_id = $1", [namespace.businessId])).rows.length;
  await add(0);
  await add(0.5);
  await index.refresh(namespace, unused);
  expect(await left()).toBe(2);
  await owner.query("delete from knowledge_sources where business_id = $1", [namespace.businessId]);
  expect(await left()).toBe(0);
  await add(0).catch(() => undefined);
  await index.remove(namespace.businessId);
  expect(await left()).toBe(0);
});
