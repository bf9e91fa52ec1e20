import { afterAll, beforeAll, expect, it } from "vitest";
import { v7 as uuidv7 } from "uuid";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { withTenant } from "@/lib/db/transaction";
import { createTestDatabase, createTestOrganization, type TestDatabase, withOwner } from "@/scripts/test/database";
import { type DocumentToWrite, writeDocument } from "./write-document";

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
  await useDatabase(test.url, 3);
});
afterAll(async () => {
  await closeDatabase();
  await test.drop();
});

const rows = async (sql: string, values: unknown[]) =>
  (await withOwner(test.url, (client) => client.query(sql, values))).rows as Record<string, unknown>[];

it("a new text keeps the vectors and exclusions of the pieces that read as before, and a new title the exclusions", async () => {
  const { organizationId, businessId } = await createTestOrganization(test.url);
  const sourceId = uuidv7();
  await rows(
    "insert into knowledge_sources (organization_id, id, business_id, kind, name) values ($1, $2, $3, 'facts', 'x')",
    [organizationId, sourceId, businessId],
  );
  const write = (documentId: string | null, title: string, texts: string[], more: Partial<DocumentToWrite> = {}) =>
    withTenant(organizationId, (tx) =>
      writeDocument(tx, {
        organizationId,
        businessId,
        sourceId,
        documentId,
        kind: "price",
        title,
        text: texts.join("\n"),
        pieces: texts.map((text) => ({ heading: "", text, tokens: 3 })),
        origin: "person",
        writtenBy: null,
        ...more,
      }),
    );
  const pieces = () =>
    rows(
      `select version, ordinal, text, embedding is not null as vector, excluded_at is not null as excluded from knowledge_chunks
       where organization_id = $1 order by ordinal`,
      [organizationId],
    );
  const { documentId, ...first } = await write(null, "Prices", ["A crown is $900.", "A filling is $200."]);
  expect(first).toEqual({ version: 1, outcome: "created" });
  await rows(
    `update knowledge_chunks set embedding = '\\x00', embedded_by = 'x', excluded_at = case ordinal when 1 then now() end where organization_id = $1`,
    [organizationId],
  );
  expect(await write(documentId, "Prices", ["A crown is $900.", "A filling is $200."])).toMatchObject({
    outcome: "unchanged",
  });
  expect(await write(documentId, "Prices", ["New.", "A filling is $200."])).toMatchObject({
    version: 2,
    outcome: "changed",
  });
  expect(await pieces()).toEqual([
    { version: 2, ordinal: 0, text: "New.", vector: false, excluded: false },
    { version: 2, ordinal: 1, text: "A filling is $200.", vector: true, excluded: true },
  ]);
  await write(documentId, "Fees", ["New.", "A filling is $200."]);
  expect((await pieces()).map(({ vector, excluded }) => [vector, excluded])).toEqual([
    [false, false],
    [false, true],
  ]);
  expect(
    await rows("select version from knowledge_versions where organization_id = $1 order by 1", [organizationId]),
  ).toHaveLength(3);
});

it("a document of another source is not written over", async () => {
  const { organizationId, businessId } = await createTestOrganization(test.url);
  const document: DocumentToWrite = {
    organizationId,
    businessId,
    sourceId: uuidv7(),
    documentId: uuidv7(),
    kind: "price",
    title: "x",
    text: "x",
    pieces: [],
    origin: "person",
    writtenBy: null,
  };
  await expect(withTenant(organizationId, (tx) => writeDocument(tx, document))).rejects.toThrow("no such document");
});
