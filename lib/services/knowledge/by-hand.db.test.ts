import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Embedder } from "@/lib/adapters/embeddings/embedder";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { withTenant } from "@/lib/db/transaction";
import {
  createTestDatabase,
  createTestOrganization,
  type TestDatabase,
  type TestOrganization,
} from "@/scripts/test/database";
import { deleteDocument } from "./delete-document";
import { editDocument, revertDocument } from "./edit-document";
import { getDocument, getDocumentVersion } from "./get-document";
import { listAnswers, listFacts } from "./list-by-hand";
import { listDocuments } from "./list-documents";
import { listGaps } from "./list-gaps";
import { noteGaps } from "./note-gaps";
import { answerGap, saveAnswer } from "./save-answer";
import { saveFact } from "./save-fact";
import { setChunkExcluded, setDocumentExcluded } from "./set-excluded";
import { updateKnowledge } from "./update-knowledge";
import { writeDocument } from "./write-document";

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
  await useDatabase(test.url, 3);
});
afterAll(async () => {
  await closeDatabase();
  await test.drop();
});

const embedder: Embedder = {
  id: "test/2",
  dimensions: 2,
  embed: (texts) => Promise.resolve(texts.map(() => new Float32Array([1, 0]))),
};
const deps = { embedderFor: () => Promise.resolve(embedder) };
const broken = { embedderFor: () => Promise.reject(new Error("no account")) };
const refusal = (work: Promise<unknown>) => work.then(() => null).catch((error: unknown) => error);

it("an answer can be found at once, is changed in place and is kept when the vendor is away", async () => {
  const { context, businessId } = await createTestOrganization(test.url);
  const first = await saveAnswer(
    context,
    { businessId, question: "Is there parking?", answer: "Yes, behind." },
    null,
    deps,
  );
  expect(first).toMatchObject({ question: "Is there parking?", answer: "Yes, behind.", isEmbedded: true });
  const input = { businessId, question: "is there PARKING?", answer: "No." };
  expect(await refusal(saveAnswer(context, input, null, deps))).toMatchObject({
    code: "CONFLICT",
    fields: { question: expect.stringContaining("in the list already") },
  });
  const second = await saveAnswer(context, { ...input, answer: "Yes, free." }, first.id, broken);
  expect(second).toMatchObject({ id: first.id, answer: "Yes, free.", isEmbedded: false });
  expect((await getDocument(context, first.id)).versions).toMatchObject([
    { version: 2 },
    { version: 1, byPerson: true },
  ]);
  expect((await getDocumentVersion(context, first.id, 1)).text).toBe("Yes, behind.");
  expect((await listAnswers(context, { businessId, text: "100%" })).answers).toEqual([]);
  expect((await listAnswers(context, { businessId, text: "FREE" })).answers).toHaveLength(1);
});

it("a fact has its time, and one that would end before it begins is refused by its field", async () => {
  const { context, businessId } = await createTestOrganization(test.url);
  const fact = { businessId, kind: "promotion" as const, subject: "Whitening", statement: "It is $199 in March." };
  const march = { validFrom: "2026-03-01T08:00:00.000Z", validUntil: "2026-04-01T07:00:00.000Z" };
  const saved = await saveFact(context, { ...fact, ...march }, null, deps);
  expect(saved).toMatchObject({ subject: "Whitening", ...march });
  const backwards = { ...fact, validFrom: march.validUntil, validUntil: march.validFrom };
  expect(await refusal(saveFact(context, backwards, saved.id, deps))).toMatchObject({
    code: "INVALID",
    fields: { validUntil: expect.stringContaining("before it begins") },
  });
  // The same words at another time are no new version.
  await updateKnowledge(context, saved.id, { validUntil: null, isExcluded: true }, deps);
  expect((await listFacts(context, { businessId })).facts).toMatchObject([{ validUntil: null, isExcluded: true }]);
  expect((await getDocument(context, saved.id)).version).toBe(1);
  expect(await refusal(updateKnowledge(context, saved.id, { answer: "x" }, deps))).toMatchObject({
    fields: { answer: expect.stringContaining("a fact has none") },
  });
});

it("an answer settles the question it was given for, until it is removed", async () => {
  const { context, businessId, organizationId } = await createTestOrganization(test.url);
  const ask = (text: string) =>
    noteGaps(organizationId, {
      callId: randomUUID(),
      businessId,
      questions: [{ turnId: "c1", text, askedAt: new Date() }],
    });
  await ask("Do you sell gift cards?");
  const [group] = (await listGaps(context, { businessId })).groups;
  const answer = { businessId, question: "Do you sell gift cards?", answer: "Yes, at the desk." };
  const { id } = await answerGap(context, group?.id ?? "", answer, deps);
  expect((await listGaps(context, { businessId })).groups).toEqual([]);
  expect((await listGaps(context, { businessId, state: "answered" })).groups).toMatchObject([
    { answer: { documentId: id, title: "Do you sell gift cards?" } },
  ]);
  // It was asked again and the answer did not help.
  await ask("can I buy a gift card");
  expect((await listGaps(context, { businessId })).groups).toMatchObject([{ id: group?.id, count: 2 }]);
  await deleteDocument(context, id);
  expect((await listGaps(context, { businessId })).groups).toMatchObject([{ id: group?.id, answer: null }]);
});

async function readPage(who: TestOrganization, sourceId: string, documentId: string | null, text: string) {
  const { organizationId, businessId } = who;
  const page = { organizationId, businessId, sourceId, documentId, kind: "page" as const, title: "Prices", text };
  const pieces = [{ heading: "", text, tokens: 3 }];
  const read = { ...page, pieces, origin: "sync" as const, writtenBy: null, url: "https://example.com/prices" };
  return withTenant(organizationId, (tx) => writeDocument(tx, read));
}

it("what a person writes over a page stays when the page is read again, and gives way to what its source says", async () => {
  const who = await createTestOrganization(test.url);
  const { context, businessId, organizationId } = who;
  const sourceId = randomUUID();
  const source = { kind: "page", name: "example.com", url: "https://example.com/prices" } as const;
  await withTenant(organizationId, (tx) =>
    tx.knowledgeSource.create({ data: { organizationId, id: sourceId, businessId, ...source } }),
  );
  const { documentId } = await readPage(who, sourceId, null, "A crown is $900.");
  const words = { title: "Prices", text: "# Crowns\n\nA crown is $950." };
  expect(await refusal(editDocument(context, documentId, { ...words, expectedVersion: 7 }, deps))).toMatchObject({
    code: "CONFLICT",
  });
  const edited = await editDocument(context, documentId, { ...words, expectedVersion: 1 }, deps);
  expect(edited).toMatchObject({ isEdited: true, version: 2, url: source.url, text: words.text });
  expect(edited.pieces).toMatchObject([{ text: expect.stringContaining("$950"), heading: "Crowns", isEmbedded: true }]);
  expect(await readPage(who, sourceId, documentId, "A crown is $990.")).toMatchObject({ outcome: "kept" });
  const reverted = await revertDocument(context, documentId, deps);
  expect(reverted).toMatchObject({ isEdited: false, version: 3, text: "A crown is $900." });
  expect(await refusal(revertDocument(context, documentId, deps))).toMatchObject({ code: "CONFLICT" });
  expect(await refusal(deleteDocument(context, documentId))).toMatchObject({ code: "CONFLICT" });
  await setDocumentExcluded(context, documentId, true);
  const chunkId = reverted.pieces[0]?.id ?? "";
  await setChunkExcluded(context, chunkId, true);
  expect((await getDocument(context, documentId)).pieces).toMatchObject([{ isExcluded: true }]);
  const excluded = await listDocuments(context, {
    businessId,
    state: "excluded",
    text: "rice",
    kind: "page",
    sourceId,
  });
  expect(excluded.documents).toMatchObject([{ id: documentId, state: "excluded", chunks: 1 }]);
});
