import { createHash } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import type { KnowledgeDocumentKind } from "@/lib/contracts/knowledge-passages";
import type { Transaction } from "@/lib/db/transaction";

/** A piece of a document, as splitting makes it. */
export type PieceToWrite = { heading: string; text: string; tokens: number };

export type DocumentToWrite = {
  organizationId: string;
  businessId: string;
  sourceId: string;
  /** The document that this is the text of now; null: a new one. */
  documentId: string | null;
  kind: KnowledgeDocumentKind;
  title: string;
  /** All of its words; what `pieces` are pieces of. */
  text: string;
  pieces: readonly PieceToWrite[];
  /** `sync`: out of its source, which never overwrites what a person wrote; `person`: typed by one, over what a source had or new. */
  origin: "sync" | "person";
  /** The person's id; null: the product itself, or a key. */
  writtenBy: string | null;
  url?: string | null;
  vendor?: string | null;
  vendorVersion?: string | null;
  tags?: readonly string[];
  language?: string;
  question?: string | null;
  validFrom?: Date | null;
  validUntil?: Date | null;
  datedAt?: Date | null;
};

export type WrittenDocument = {
  documentId: string;
  version: number;
  /** `unchanged`: the same words as before; `kept`: a person wrote over it, so the source's words were not taken. */
  outcome: "created" | "changed" | "unchanged" | "kept";
};

/**
 * The one way in which a document's text gets in. New words make a new version, whose pieces take the place of the old ones; the old version's text
 * stays to be looked up. A piece that reads as before keeps its vector and whether somebody excluded it; the others wait for `embedWaiting`. The
 * same words twice change nothing but what is known about them (kind, tags, validity). Run it in the tenant's transaction; throws when
 * `documentId` is not of that source.
 */
export async function writeDocument(
  tx: Transaction,
  given: DocumentToWrite,
  now = new Date(),
): Promise<WrittenDocument> {
  const document = storable(given);
  const { organizationId, businessId, sourceId, title, text, origin, writtenBy } = document;
  const contentHash = contentHashOf(title, text);
  const known = document.documentId === null ? null : await hold(tx, organizationId, sourceId, document.documentId);
  if (known && origin === "sync" && known.editedAt !== null)
    return { documentId: known.id, version: known.version, outcome: "kept" };
  const about = {
    kind: document.kind,
    title,
    url: document.url ?? null,
    vendor: document.vendor ?? null,
    vendorVersion: document.vendorVersion ?? null,
    tags: [...(document.tags ?? [])],
    language: document.language ?? "en",
    question: document.question ?? null,
    validFrom: document.validFrom ?? null,
    validUntil: document.validUntil ?? null,
    datedAt: document.datedAt ?? null,
    goneAt: null,
    ...(origin === "person" && known?.isOfSource ? { editedAt: now } : {}),
  };
  const isSame = known?.contentHash === contentHash && known.goneAt === null;
  if (known && isSame) {
    await tx.knowledgeDocument.update({ where: { organizationId_id: { organizationId, id: known.id } }, data: about });
    return { documentId: known.id, version: known.version, outcome: "unchanged" };
  }
  const documentId = known?.id ?? uuidv7();
  // A document that was gone and says the same again is no new version of it.
  const version = !known ? 1 : known.contentHash === contentHash ? known.version : known.version + 1;
  if (known)
    await tx.knowledgeDocument.update({
      where: { organizationId_id: { organizationId, id: documentId } },
      data: { ...about, contentHash, version },
    });
  else
    await tx.knowledgeDocument.create({
      data: { ...about, organizationId, id: documentId, businessId, sourceId, contentHash, version, createdAt: now },
    });
  if (version !== known?.version)
    await tx.knowledgeVersion.create({
      data: { organizationId, documentId, version, title, text, contentHash, createdBy: writtenBy, createdAt: now },
    });
  await replacePieces(tx, document, { documentId, version, titleBefore: known?.title ?? null }, now);
  return { documentId, version, outcome: known ? "changed" : "created" };
}

/** NUL and half of a pair are in no text of PostgreSQL's; whatever was read may hold them. */
const storableText = (text: string): string =>
  text
    .replaceAll("\0", " ")
    .replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, "\uFFFD");

const storable = (document: DocumentToWrite): DocumentToWrite => ({
  ...document,
  title: storableText(document.title),
  text: storableText(document.text),
  pieces: document.pieces.map(({ heading, text, tokens }) => ({
    heading: storableText(heading),
    text: storableText(text),
    tokens,
  })),
});

/** What tells whether a document says the same as before, or as another: sha256, hex. */
export const contentHashOf = (title: string, text: string): string =>
  createHash("sha256").update(`${title}\n\n${text}`).digest("hex");

async function hold(tx: Transaction, organizationId: string, sourceId: string, documentId: string) {
  await tx.$queryRaw`select 1 from knowledge_documents
    where organization_id = ${organizationId}::uuid and id = ${documentId}::uuid for update`;
  const found = await tx.knowledgeDocument.findFirst({
    where: { organizationId, sourceId, id: documentId },
    select: {
      id: true,
      version: true,
      title: true,
      contentHash: true,
      editedAt: true,
      goneAt: true,
      source: { select: { kind: true } },
    },
  });
  if (!found) throw new Error("there is no such document of this source");
  const { source, ...document } = found;
  return { ...document, isOfSource: source.kind !== "questions" && source.kind !== "facts" };
}

/** All in the database: a large file has thousands of pieces, and their vectors need not travel. */
async function replacePieces(
  tx: Transaction,
  { organizationId, businessId, title, pieces }: DocumentToWrite,
  { documentId, version, titleBefore }: { documentId: string; version: number; titleBefore: string | null },
  now: Date,
): Promise<void> {
  const column = <K extends keyof PieceToWrite>(name: K) => pieces.map((piece) => piece[name]);
  await tx.$executeRaw`
    insert into knowledge_chunks (organization_id, id, business_id, document_id, version, ordinal, heading, text, tokens, created_at)
    select ${organizationId}::uuid, id, ${businessId}::uuid, ${documentId}::uuid, ${version}, ordinal - 1, heading, text, tokens, ${now}
    from unnest(${pieces.map(() => uuidv7())}::uuid[], ${column("heading")}::text[], ${column("text")}::text[], ${column("tokens")}::int[])
      with ordinality as piece(id, heading, text, tokens, ordinal)`;
  if (titleBefore === null) return;
  // The title is part of what a vector is made of.
  await tx.$executeRaw`
    update knowledge_chunks piece set excluded_at = old.excluded_at,
      embedding = case when ${title === titleBefore} then old.embedding end,
      embedded_by = case when ${title === titleBefore} then old.embedded_by end
    from knowledge_chunks old
    where piece.organization_id = ${organizationId}::uuid and piece.document_id = ${documentId}::uuid and piece.version = ${version}
      and old.organization_id = piece.organization_id and old.document_id = piece.document_id and old.version <> ${version}
      and old.heading = piece.heading and old.text = piece.text`;
  await tx.knowledgeChunk.deleteMany({ where: { organizationId, documentId, version: { not: version } } });
}
