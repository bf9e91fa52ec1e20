import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createQuickEmbedder } from "@/bench/knowledge/corpus";
import type { KnowledgeFilters } from "@/lib/contracts/api/knowledge";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { withTenantSql } from "@/lib/db/transaction";
import {
  createTestDatabase,
  createTestOrganization,
  type TestDatabase,
  type TestOrganization,
} from "@/scripts/test/database";
import { askKnowledge } from "./ask-knowledge";
import { listFilterChoices } from "./list-filter-choices";
import { createKnowledgeLookup, type KnowledgeLookup, type LookupOptions } from "./lookup";

const NOW = new Date("2026-11-20T12:00:00Z");
const EMBEDDED_BY = "test/256";
const vectorOf = createQuickEmbedder(256);

let test: TestDatabase;
let lookup: KnowledgeLookup;

beforeAll(async () => {
  test = await createTestDatabase();
  await useDatabase(test.url, 4);
  const embedder = {
    id: EMBEDDED_BY,
    dimensions: 256,
    embed: (texts: readonly string[]) => Promise.resolve(texts.map(vectorOf)),
  };
  lookup = createKnowledgeLookup({ embedderOf: () => Promise.resolve(embedder), now: () => NOW });
});

afterAll(async () => {
  await lookup.close();
  await closeDatabase();
  await test.drop();
});

type Planted = {
  text: string;
  title?: string;
  kind?: string;
  validFrom?: string;
  validUntil?: string;
  language?: string;
  tags?: string[];
  vendor?: string;
};

/** A document of one chunk; its id. */
async function plant({ organizationId, businessId }: TestOrganization, planted: Planted): Promise<string> {
  const { text, title = "Notes", kind = "page", validFrom = null, validUntil = null, language = "en" } = planted;
  const { tags = [], vendor = null } = planted;
  const documentId = randomUUID();
  await withTenantSql(organizationId, async (sql) => {
    const sourceId = randomUUID();
    await sql.query(
      `insert into knowledge_sources (organization_id, id, business_id, kind, name, url, updated_at)
       values ($1, $2, $3, 'page', 'x', 'https://x.test/', now())`,
      [organizationId, sourceId, businessId],
    );
    await sql.query(
      `insert into knowledge_documents (organization_id, id, business_id, source_id, kind, title, content_hash, valid_from, valid_until, language, tags, vendor, updated_at)
       values ($1, $2, $3, $4, $5, $6, '', $7, $8, $9, $10, $11, now())`,
      [organizationId, documentId, businessId, sourceId, kind, title, validFrom, validUntil, language, tags, vendor],
    );
    await sql.query(
      `insert into knowledge_chunks (organization_id, id, business_id, document_id, version, ordinal, text, tokens, embedding, embedded_by)
       values ($1, $2, $3, $2, 1, 0, $4, 10, $5, $6)`,
      [organizationId, documentId, businessId, text, Buffer.from(vectorOf(`${title}\n${text}`).buffer), EMBEDDED_BY],
    );
  });
  return documentId;
}

async function ask(of: TestOrganization, said: string, options: LookupOptions = {}) {
  const { organizationId, businessId } = of;
  const question = { said, before: [], origin: "tool" as const };
  return lookup.look({ organizationId, businessId, question, options: { fresh: true, ...options } });
}

const texts = (finding: { passages: readonly { text: string }[] }) => finding.passages.map(({ text }) => text);

it("asking shows what an agent would be given, where it is from and how it was found, within what is filtered", async () => {
  const organization = await createTestOrganization(test.url);
  await plant(organization, { text: "The porcelain crown costs 980 dollars.", title: "Crowns", kind: "price" });
  const asked = (filters?: KnowledgeFilters) =>
    askKnowledge(
      organization.context,
      { businessId: organization.businessId, question: "How much is a porcelain crown?", filters },
      lookup,
    );
  expect((await asked()).passages).toMatchObject([{ title: "Crowns", sourceName: "x", byMeaning: 1, byWords: 1 }]);
  expect(await asked({ kinds: ["policy"] })).toMatchObject({ passages: [], near: [] });
  expect((await asked({ kinds: ["price"], language: "en" })).passages).toHaveLength(1);
});

it("a question can be narrowed to what there is to narrow it to, and to nothing that is taken out", async () => {
  const mine = await createTestOrganization(test.url);
  await plant(mine, { text: "A porcelain crown costs 980 dollars.", kind: "price", tags: ["dentist", "money"] });
  await plant(mine, { text: "Una corona cuesta 980 dólares.", language: "es", vendor: "twilio" });
  const out = await plant(mine, { text: "Old.", kind: "policy", tags: ["old"], language: "de" });
  await withTenantSql(mine.organizationId, (sql) =>
    sql.query("update knowledge_documents set excluded_at = now() where id = $1", [out]),
  );
  const choices = await listFilterChoices(mine.context, mine.businessId);
  expect(choices).toMatchObject({ kinds: ["page", "price"], vendors: ["twilio"], languages: ["en", "es"] });
  expect(choices.tags).toEqual(["dentist", "money"]);
  expect(choices.sources).toHaveLength(2);
  const other = await createTestOrganization(test.url);
  expect((await listFilterChoices(other.context, mine.businessId)).sources).toEqual([]);
  const asked = async (filters: KnowledgeFilters) =>
    texts(await ask(mine, "How much is a porcelain crown?", { filters, threshold: 0.1 }));
  const crown = ["A porcelain crown costs 980 dollars."];
  expect(await asked({ tags: ["money", "x"] })).toEqual(crown);
  expect(await asked({ tags: ["x"] })).toEqual([]);
  expect(await asked({ vendor: "twilio" })).not.toContain(crown[0]);
});

describe("looking up a business's knowledge", () => {
  it("finds what answers, says how well it fits, and gives nothing when nothing does", async () => {
    const mine = await createTestOrganization(test.url);
    await plant(mine, { text: "A porcelain crown costs $950.", title: "Prices" });
    await plant(mine, { text: "We are open Monday to Friday from eight to five.", title: "Hours" });
    const found = await ask(mine, "um, how much is a porcelain crown?");
    expect(texts(found)[0]).toBe("A porcelain crown costs 950 dollars.");
    expect(found.passages[0]!.score).toBeGreaterThan(0.7);
    expect(texts(await ask(mine, "Do you rent out submarines in Antarctica?"))).toEqual([]);
  });

  it("finds what was changed a moment ago, and no longer what was removed", async () => {
    const mine = await createTestOrganization(test.url);
    const first = await plant(mine, { text: "Parking is in Elm Street." });
    expect(texts(await ask(mine, "Where is the parking?"))).toEqual(["Parking is in Elm Street."]);
    await plant(mine, { text: "Parking for bicycles is in the yard." });
    expect(texts(await ask(mine, "Where do bicycles have parking?"))[0]).toContain("bicycles");
    await withTenantSql(mine.organizationId, (sql) =>
      sql.query("delete from knowledge_documents where id = $1", [first]),
    );
    expect(texts(await ask(mine, "Where is the parking?"))).not.toContain("Parking is in Elm Street.");
  });

  it("shows another tenant nothing, whichever way it is searched", async () => {
    const [mine, other] = [await createTestOrganization(test.url), await createTestOrganization(test.url)];
    await plant(mine, { text: "The alarm code of the warehouse is kept by Marta." });
    const asked = { said: "Who keeps the alarm code of the warehouse?", before: [], origin: "tool" as const };
    const crossing = { organizationId: other.organizationId, businessId: mine.businessId, question: asked };
    // First by its owner, so that the vectors are in memory.
    expect(texts(await ask(mine, asked.said))).toHaveLength(1);
    expect((await lookup.look(crossing)).ranked).toEqual([]);
    expect((await lookup.look({ ...crossing, options: { fresh: true } })).ranked).toEqual([]);
    const stolen = await withTenantSql(other.organizationId, (sql) =>
      sql.query(
        "select * from search_knowledge_words($1, array['alarm'::tsquery], array['alarm'::tsquery], array[1::real], null, now(), 10, 10)",
        [mine.businessId],
      ),
    );
    expect(stolen.rows).toEqual([]);
  });

  it("never uses a fact before or after the time it holds, nor what was taken out or is gone", async () => {
    const mine = await createTestOrganization(test.url);
    await plant(mine, { text: "Whitening is $99 in autumn.", kind: "promotion", validUntil: "2026-11-20T11:59:59Z" });
    await plant(mine, { text: "Whitening is $149 in winter.", kind: "promotion", validFrom: "2026-11-20T12:00:01Z" });
    await plant(mine, { text: "Whitening is $199 today.", validFrom: "2026-11-01Z", validUntil: "2026-12-01Z" });
    const [excluded, gone] = [
      await plant(mine, { text: "Whitening is $1." }),
      await plant(mine, { text: "Whitening is $2." }),
    ];
    await withTenantSql(mine.organizationId, async (sql) => {
      await sql.query("update knowledge_documents set excluded_at = now() where id = $1", [excluded]);
      await sql.query("update knowledge_documents set gone_at = now() where id = $1", [gone]);
    });
    const found = await ask(mine, "How much is whitening?", { threshold: 0 });
    expect(texts(found)).toEqual(["Whitening is 199 dollars today."]);
    expect(found.ranked).toHaveLength(1);
  });

  it("is held to kinds and languages where it is asked to be", async () => {
    const mine = await createTestOrganization(test.url);
    await plant(mine, { text: "Returns are free within 30 days.", kind: "policy" });
    await plant(mine, { text: "Returns go to our warehouse in Reno.", kind: "page" });
    await plant(mine, { text: "Las devoluciones son gratis durante 30 días.", kind: "policy", language: "es" });
    const policies = await ask(mine, "What about returns?", {
      threshold: 0,
      filters: { kinds: ["policy"], language: "en" },
    });
    expect(texts(policies)).toEqual(["Returns are free within 30 days."]);
    expect(texts(await ask(mine, "¿Son gratis las devoluciones?"))[0]).toContain("devoluciones");
  });

  it("answers from words alone when there are no vectors to be had, and not at all to small talk", async () => {
    const mine = await createTestOrganization(test.url);
    await plant(mine, { text: "Dogs are welcome in the garden." });
    const refusing = createKnowledgeLookup({
      embedderOf: () => Promise.reject(new Error("no account")),
      now: () => NOW,
    });
    const { organizationId, businessId } = mine;
    const question = { said: "Are dogs welcome in the garden?", before: [], origin: "turn" as const };
    expect(texts(await refusing.look({ organizationId, businessId, question }))).toEqual([
      "Dogs are welcome in the garden.",
    ]);
    const thanks = await refusing.look({
      organizationId,
      businessId,
      question: { ...question, said: "Thank you, bye!" },
    });
    expect(thanks).toMatchObject({ intent: "small_talk", passages: [] });
    await refusing.close();
  });
});
